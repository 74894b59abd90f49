"""The chooser of a dataset, in a browser: what is on screen, in the address and in files is of one dataset."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PSW, Reader, Server, started
from tests.browser.screen import keyed, quiet
from tests.conftest import DATASETS


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(PSW, folder / "a_review")
    shutil.copytree(DATASETS / "tiny", folder / "ferries")
    log = Path(tmp_path_factory.mktemp("log")) / "log.txt"
    server = started(folder, log, environment={"POLICY_DATASET": "", "POLICY_DATASETS": str(folder)})
    yield server
    server.stop()


def test_a_dataset_is_chosen_kept_and_left_by_back(several: Server, reader: Reader) -> None:
    page = reader.open(several, "/factors?places=ch")
    brand = page.locator(".brand")
    expect(brand).to_have_text("Peer support workers in mental health care")
    keyed(page, "datasets").get_by_role("button").click()
    page.get_by_role("link", name="Ferry crossings").click()
    expect(brand).to_have_text("Ferry crossings")
    expect(page).to_have_url(f"{several.address}/?dataset=ferries")
    quiet(page)
    page.get_by_role("link", name="Factors", exact=True).first.click()
    expect(page).to_have_url(f"{several.address}/factors?dataset=ferries")
    expect(keyed(page, "factor_matrix")).to_be_visible()
    expect(brand).to_have_text("Ferry crossings")
    # A choice stays within the dataset.
    keyed(page, "filters").get_by_text("Only sources that were checked").click()
    expect(page).to_have_url(f"{several.address}/factors?cited=true&dataset=ferries")
    expect(brand).to_have_text("Ferry crossings")
    quiet(page)
    for address in ("/factors?dataset=ferries", "/?dataset=ferries", "/factors?places=ch"):
        page.go_back()
        expect(page).to_have_url(several.address + address)
        quiet(page)
    expect(brand).to_have_text("Peer support workers in mental health care")
    expect(keyed(page, "filters")).to_contain_text("Switzerland")
