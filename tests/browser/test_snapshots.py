"""Each page looks as it did when somebody last looked: light, dark, on a phone."""

from typing import Any

import pytest

from tests.browser.conftest import Reader, Server
from tests.browser.screen import PAGES, arrived
from tests.snapshots import difference

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 1800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 1800}, "color_scheme": "light", "has_touch": True},
}


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS)
def test_each_page_looks_as_it_did(server: Server, reader: Reader, look: str, request: pytest.FixtureRequest) -> None:
    """One visit goes through all pages; each is compared once nothing moves."""
    off = []
    page = reader.open(server, "/method", **LOOKS[look], reduced_motion="reduce", timezone_id="UTC")
    for path, title, _ in PAGES:
        page.goto(path)
        arrived(page, title)
        page.evaluate("document.fonts.ready")
        page.mouse.move(0, 0)
        picture = page.screenshot(animations="disabled", caret="hide")
        # What is still on its way: the same picture twice in a row is at rest.
        for _ in range(20):
            page.wait_for_timeout(250)
            again = page.screenshot(animations="disabled", caret="hide")
            if again == picture:
                break
            picture = again
        off.append(difference(picture, f"{title.lower()}-{look}", renew=request.config.getoption("renew_snapshots")))
    assert [line for line in off if line] == []
