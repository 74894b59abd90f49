"""The sign-in with a real provider: who is let in, what stays closed, where it leads back to, how it ends."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.browser.conftest import PATIENCE
from tests.browser.provider import Guarded, authorize, cookie, expect_gate, guarding, provider, secrets_text, sign_in
from tests.browser.screen import arrived, expect_address, filter_words, keyed, panel

pytestmark = pytest.mark.long

VIEW = "/factors?places=au&factor=certification&place=au"
CLOSED = ("/media/x.svg", "/_stcore/upload_file/a/b", "/api/v1/records")
Visit = Callable[..., Page]
Start = Callable[..., Guarded]


@pytest.fixture(scope="module")
def trusted() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Start]:
    with guarding(tmp_path_factory.mktemp) as starting:
        yield starting


@pytest.fixture(scope="module")
def guarded(start: Start, trusted: str) -> Guarded:
    return start(trusted)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Return a function that opens an address in a context of its own; no script may fail there."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def visiting(address: str, **options: object) -> Page:
        options = {"locale": "en-GB", "viewport": {"width": 1440, "height": 900}, **options}
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        return page

    yield visiting
    for context in contexts:
        context.close()
    assert faults == []


def statuses(page: Page, guarded: Guarded) -> list[int]:
    """Return how downloads, uploads and the data API answer this browser."""
    return [page.request.get(f"{guarded.address}{guarded.beneath}{path}").status for path in CLOSED]


def signed_in(visit: Visit, guarded: Guarded, who: str = "ann", view: str = "/method") -> Page:
    page = visit(guarded.address + view)
    sign_in(page, who)
    return page


def test_nothing_is_shown_before_the_sign_in(visit: Visit, guarded: Guarded) -> None:
    page = visit(guarded.address + VIEW)
    expect_gate(page)
    assert page.url == guarded.address + VIEW
    expect(page).to_have_title("Sign in")
    assert statuses(page, guarded) == [401, 401, 401]
    answer = page.request.get(f"{guarded.address}/api/v1/records")
    assert answer.json()["detail"] == "Sign in to the dashboard in this browser first."
    assert cookie(page, "_streamlit_user") is None


@pytest.mark.parametrize(
    ("view", "title"), [(VIEW, "Factors"), ("/", "Overview"), ("/evidence?places=au&record=E110", "Evidence")]
)
def test_the_view_of_a_link_survives_the_sign_in(visit: Visit, guarded: Guarded, view: str, title: str) -> None:
    page = visit(guarded.address + view)
    expect_gate(page)
    sign_in(page, "ann")
    arrived(page, title)
    assert page.url == guarded.address + view
    if view == VIEW:
        expect(panel(page)).to_contain_text("Formal training and certification")
        expect(filter_words(page)).to_contain_text("Australia")
    assert cookie(page, "policy_return") is None
    assert statuses(page, guarded)[0] == 404
    assert 401 not in statuses(page, guarded)
    assert "Traceback" not in guarded.log


def test_a_reload_and_another_page_ask_no_more(visit: Visit, guarded: Guarded) -> None:
    page = signed_in(visit, guarded)
    arrived(page, "Method")
    page.goto(guarded.address + "/factors?places=ch")
    arrived(page, "Factors")
    expect_address(page, "/factors", places=["ch"])


@pytest.mark.parametrize(("who", "may"), [("ann", "may read"), ("boss", "may read, and open own data")])
def test_the_account_says_who_one_is(visit: Visit, guarded: Guarded, who: str, may: str) -> None:
    page = signed_in(visit, guarded, who)
    arrived(page, "Method")
    keyed(page, "account").get_by_role("button").click()
    expect(page.get_by_text(may, exact=True)).to_be_visible()


@pytest.mark.parametrize("who", ["eve", "mallory", "nobody"])
def test_who_is_on_no_list_is_told_so(visit: Visit, guarded: Guarded, who: str) -> None:
    page = signed_in(visit, guarded, who, VIEW)
    expect_gate(page, "You are signed in, but not let in")
    assert page.url == guarded.address + VIEW
    assert statuses(page, guarded) == [403, 403, 403]
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    expect_gate(page)
    assert statuses(page, guarded) == [401, 401, 401]


def test_signing_out_ends_the_session_everywhere(visit: Visit, guarded: Guarded) -> None:
    page = signed_in(visit, guarded)
    arrived(page, "Method")
    copied = page.context.cookies()
    other = page.context.new_page()
    other.goto(guarded.address + "/factors?places=au")
    arrived(other, "Factors")
    thief = visit("about:blank")
    thief.context.add_cookies(copied)  # type: ignore[arg-type]
    assert statuses(thief, guarded)[0] == 404

    keyed(page, "account").get_by_role("button").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    expect_gate(page)
    assert cookie(page, "_streamlit_user") is None

    keyed(other, "navigation").get_by_role("link", name="Evidence", exact=True).click()
    expect_gate(other, "Your session has ended")
    assert statuses(thief, guarded) == [401, 401, 401]
    thief.goto(guarded.address + "/factors")
    expect_gate(thief, "Your session has ended")


def test_a_file_is_given_to_those_alone_who_are_signed_in(visit: Visit, guarded: Guarded) -> None:
    page = signed_in(visit, guarded, view="/briefing?sections=staffing&places=ca_on&places=ch")
    arrived(page, "Briefing")
    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("button", name="Word", exact=False).first.click()
    address = download.value.url
    assert "/media/" in address
    stranger = visit("about:blank")
    assert stranger.request.get(address).status == 401
    assert page.request.get(address).body() == Path(download.value.path()).read_bytes()


def test_a_session_ends_with_its_token_and_comes_back_to_its_view(visit: Visit, start: Start) -> None:
    with provider(timedelta(seconds=20)) as hasty:
        guarded = start(hasty)
        page = signed_in(visit, guarded, view="/factors?places=au")
        arrived(page, "Factors")
        keyed(page, "navigation").get_by_role("link", name="Evidence", exact=True).click()
        arrived(page, "Evidence")
        expect_address(page, "/evidence", places=["au"])
        for _ in range(450):
            if statuses(page, guarded) == [401, 401, 401]:
                break
            page.wait_for_timeout(100)
        assert page.request.get(f"{guarded.address}/media/x").json()["detail"].startswith("Your session has ended.")
        page.get_by_role("textbox", name="Search").fill("pay")
        page.get_by_role("textbox", name="Search").press("Enter")
        expect_gate(page, "Your session has ended")
        page.get_by_role("link", name="Sign in again").click()
        authorize(page, "ann")
        arrived(page, "Evidence")
        assert "places=au" in page.url


def _altered(value: str) -> str:
    at = len(value) // 3
    return value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1 :]


def _forged(value: str) -> str:
    claims = '{"email": "ann@example.org", "is_logged_in": true, "iat": 1, "exp": 9999999999}'
    return create_signed_value("another secret that is long enough, too", "_streamlit_user", claims).decode()


@pytest.mark.parametrize("tamper", [_altered, _forged, lambda _: "x", lambda _: "é", lambda _: "chunks-9"])
def test_a_cookie_that_was_tampered_with_opens_nothing(
    visit: Visit, guarded: Guarded, tamper: Callable[[str], str]
) -> None:
    page = signed_in(visit, guarded)
    arrived(page, "Method")
    held = cookie(page, "_streamlit_user")
    assert held is not None
    page.context.add_cookies([{"name": "_streamlit_user", "value": tamper(str(held["value"])), "url": guarded.address}])
    assert statuses(page, guarded) == [401, 401, 401]
    page.goto(guarded.address + VIEW)
    expect_gate(page)
    sign_in(page, "ann")
    arrived(page, "Factors")


ELSEWHERE = ("//evil.example/", "/\\evil.example", "https://evil.example/", "/%2f%2fevil.example", "/\t/evil.example")


@pytest.mark.parametrize("address", ELSEWHERE, ids=ascii)
def test_a_sign_in_leads_nowhere_else(visit: Visit, guarded: Guarded, address: str) -> None:
    page = visit(f"{guarded.address}/sign-in?next={quote(address, safe='')}")
    authorize(page, "ann")
    arrived(page, "Overview")
    assert page.url == guarded.address + "/"
    again = page.request.get(f"{guarded.address}/sign-in?next={quote(address, safe='')}", max_redirects=0)
    assert (again.status, again.headers["location"]) == (302, "/")


@pytest.mark.parametrize("address", ELSEWHERE, ids=ascii)
def test_a_planted_cookie_leads_nowhere_else(visit: Visit, guarded: Guarded, address: str) -> None:
    page = visit(guarded.address + VIEW)
    page.get_by_role("link", name="Sign in", exact=True).click()
    planted = {"name": "policy_return", "value": quote(address, safe=""), "url": guarded.address}
    page.context.add_cookies([planted])  # type: ignore[list-item]
    authorize(page, "ann")
    arrived(page, "Overview")
    assert page.url == guarded.address + "/"


def test_a_sign_in_that_was_broken_off_can_be_taken_up_again(visit: Visit, guarded: Guarded) -> None:
    page = visit(guarded.address + VIEW)
    page.get_by_role("link", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Deny").click()
    expect_gate(page)
    assert page.url == guarded.address + VIEW
    sign_in(page, "ann")
    arrived(page, "Factors")
    assert page.url == guarded.address + VIEW


def test_new_secrets_end_old_sessions_without_an_error(visit: Visit, start: Start, trusted: str) -> None:
    guarded = start(trusted)
    page = signed_in(visit, guarded, view=VIEW)
    arrived(page, "Factors")
    guarded.stop()
    guarded.start(secret="quite another secret of the tests, number 2")
    assert statuses(page, guarded) == [401, 401, 401]
    page.reload()
    expect_gate(page)
    assert "Traceback" not in guarded.log
    sign_in(page, "ann")
    arrived(page, "Factors")
    assert page.url == guarded.address + VIEW


@pytest.mark.parametrize("broken", ["without rules", "unreadable"])
def test_settings_that_are_wrong_let_nobody_in(visit: Visit, start: Start, trusted: str, broken: str) -> None:
    text = secrets_text(trusted, "http://localhost:8501", access="")
    guarded = start(trusted, text=text if broken == "without rules" else "[auth")
    page = visit(guarded.address + VIEW)
    expect_gate(page, "Nobody can sign in for now")
    assert statuses(page, guarded) == [503, 503, 503]
    assert ("[access] field required" if broken == "without rules" else "The secrets can't be read") in guarded.log
    assert "secret of the client" not in guarded.log


def test_a_dashboard_beneath_a_path(visit: Visit, start: Start, trusted: str) -> None:
    guarded = start(trusted, beneath="/dash")
    view = "/dash/factors?places=au&levels=macro"
    page = visit(guarded.address + view)
    expect_gate(page)
    assert statuses(page, guarded) == [401, 401, 401]
    sign_in(page, "ann")
    arrived(page, "Factors")
    assert page.url == guarded.address + view
    held = cookie(page, "_streamlit_user")
    assert held is not None
    assert held["path"] == "/dash"
    keyed(page, "navigation").get_by_role("link", name="Evidence", exact=True).click()
    arrived(page, "Evidence")
    expect_address(page, "/dash/evidence", places=["au"], levels=["macro"])
    page.evaluate("() => document.fonts.ready.then(() => true)")
    faces = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert "Inter" in [face.strip("'\"") for face in faces]
    page.get_by_role("link", name="Privacy", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Privacy")).to_be_visible()
    assert page.request.get(f"{guarded.address}/dash/healthz").status == 200
    assert statuses(page, guarded)[0] == 404
    keyed(page, "account").get_by_role("button").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    expect_gate(page)
    assert page.url == guarded.address + "/dash/"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_gate_can_be_used_by_everybody(visit: Visit, guarded: Guarded, theme: str, width: int) -> None:
    page = visit(guarded.address + VIEW, color_scheme=theme, viewport={"width": width, "height": 844})
    expect_gate(page)
    expect(page.locator(f".pc.gate.{theme}")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    link = page.get_by_role("link", name="Sign in", exact=True)
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("e => e === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    authorize(page, "ann")
    arrived(page, "Factors")
    if width == 390:
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
