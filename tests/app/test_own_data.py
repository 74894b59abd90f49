"""A reader's own data under AppTest: opened for one session, told fault by fault, gone when it is closed."""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.formparsers import MultiPartParser
from streamlit.runtime.caching.cache_resource_api import _resource_caches
from streamlit.testing.v1 import AppTest

from components.access.access import Standing
from components.answers import own_data, store
from components.answers.kept import OWN
from components.answers.watched import watched
from data.exchange.starter import starter_zip
from data.exchange.upload_limits import UPLOAD
from data.exchange.workbook import workbook_of
from data.intake.files import Folder
from data.model.faults import DatasetError
from tests.app.conftest import Opener
from tests.app.views import DATASETS, PAGES, PROJECT, Params, address, containers, follow, said, text, within
from tests.data.archives import packed, with_entry, zipped
from tests.data.folders import replace
from tests.test_house import tree

ORCHARD = zipped(DATASETS / "orchard", "orchard/")


def upload(view: AppTest, data: bytes, name: str = "mine.zip") -> AppTest:
    return view.file_uploader[0].set_value((name, data, "application/octet-stream")).run()


def close(view: AppTest) -> AppTest:
    return next(button for button in view.button if button.key == "close_own").click().run()


@pytest.mark.parametrize("kind", ["zip", "workbook"])
def test_a_valid_file_opens_on_every_page_for_that_session_alone(open_view: Opener, kind: str) -> None:
    data = ORCHARD if kind == "zip" else workbook_of(Folder(DATASETS / "orchard"))
    view = upload(open_view("Method", folder=DATASETS / "tiny"), data)
    assert not view.exception
    title = "Fruit trees in streets and squares <b>of cities</b>"
    assert f"Your own data: {title}, seen by you alone, gone when you leave." in said(view)
    for case in PAGES:
        view = follow(view, case.title)
        assert not view.exception
        assert "own_banner" in containers(view)
        assert set(case.containers) <= containers(view)
        assert "A link carries what you chose, by ids, and not the data." in said(view)
    other = open_view("Method", folder=DATASETS / "tiny")
    assert "own_banner" not in containers(other)
    assert "Fruit trees" not in said(other)
    view = close(view)
    assert not view.exception
    assert "own_banner" not in containers(view)
    assert "Ferry crossings" in said(view)


def test_the_view_starts_anew_with_the_data_and_again_without(open_view: Opener) -> None:
    view = open_view("Method", {"places": ["aa", "no"]}, folder=DATASETS / "tiny")
    view = upload(view, ORCHARD)
    assert address(view) == {"own": ["true"]}
    assert "Left out of this link" not in said(view)
    view = close(view)
    assert address(view) == {}
    assert "Left out of this link" not in said(view)


WAITING: Params = {"places": ["ma_fes"], "differ": "true", "own": "true"}


def test_an_address_of_own_data_shows_no_other_data_and_its_view_comes_back_with_the_file(open_view: Opener) -> None:
    """A lost server, a reload and somebody else's link are alike: the session holds no data of its own."""
    view = open_view("Method", WAITING, folder=DATASETS / "tiny")
    assert "The data of this view are not open here" in said(view)
    assert "Nothing else is shown in their place." in said(view)
    assert {"own_missing"} <= containers(view)
    assert not {"masthead", "own_banner"} & containers(view)
    assert address(view) == {"places": ["ma_fes"], "differ": ["true"], "own": ["true"]}
    view = upload(view, b"nothing")
    assert "own_faults" in containers(view)
    assert address(view) == {"places": ["ma_fes"], "differ": ["true"], "own": ["true"]}
    view = upload(view, ORCHARD)
    assert not view.exception
    assert {"own_banner", "masthead"} <= containers(view)
    assert "own_missing" not in containers(view)
    assert address(view) == {"places": ["ma_fes"], "differ": ["true"], "own": ["true"]}
    assert "Left out of this link" not in said(view)


def test_the_dataset_of_all_readers_comes_in_its_place_when_asked_for(open_view: Opener) -> None:
    view = open_view("Method", {"places": ["aa", "ma_fes"], "own": "true"}, folder=DATASETS / "tiny")
    button = next(button for button in view.button if button.key == "do_without_own")
    assert button.label.startswith("Show Ferry crossings")
    view = button.click().run()
    assert not view.exception
    assert "own_missing" not in containers(view)
    assert address(view) == {"places": ["aa"]}
    assert "Left out of this link: places=ma_fes" in said(view)


def test_the_statements_stand_at_an_address_of_own_data_too(open_view: Opener) -> None:
    view = open_view("Method", {"own": "true"}, folder=DATASETS / "tiny").switch_page("../../pages/privacy.py")
    view.query_params["own"] = "true"
    view = view.run()
    assert not {"own_missing", "masthead"} & containers(view)
    assert {"statement", "foot"} <= containers(view)
    assert address(view) == {"own": ["true"]}


def test_a_broken_file_is_told_as_a_table_and_changes_nothing(open_view: Opener, broken: Path) -> None:
    view = upload(open_view("Method", {"places": ["aa"]}, folder=DATASETS / "tiny"), zipped(broken))
    assert not view.exception
    assert "own_banner" not in containers(view)
    assert address(view) == {"places": ["aa"]}
    table = within(view, "own_faults")
    assert [text(cell) for cell in table.findall(".//thead/tr/th")] == [
        "File", "Row", "Column or key", "What is wrong", "What to do",
    ]  # fmt: skip
    rows = [[text(cell) for cell in row] for row in table.findall(".//tbody/tr")]
    assert rows[0][:4] == ["evidence.csv", "2", "factor", "unknown factor 'lisence'."]
    assert rows[0][4].startswith("Did you mean 'licence'?")
    assert "<script>alert(1)</script>" in text(table)
    assert "3 faults and 2 warnings." in text(table)
    assert [row[0] for row in rows[3:]] == ["codebook.yaml", "codebook.yaml"]
    # A good file after it opens, and the faults are gone.
    view = upload(view, ORCHARD)
    assert "own_faults" not in containers(view)
    assert "own_banner" in containers(view)


def test_at_most_five_hundred_faults_are_shown_and_the_rest_is_counted(
    open_view: Opener, tiny_copy: Callable[[], Path]
) -> None:
    folder = tiny_copy()
    with (folder / "evidence.csv").open("a", encoding="utf-8") as opened:
        opened.write("".join(f"Z{n},ONE-2,nothing,barrier,aa,finding,alpha_2010,x\n" for n in range(600)))
    view = upload(open_view("Method", folder=DATASETS / "tiny"), zipped(folder))
    table = within(view, "own_faults")
    assert len(table.findall(".//tbody/tr")) == 500
    assert "And 102 more." in text(table)


def test_a_refused_archive_is_told(open_view: Opener) -> None:
    view = upload(open_view("Method", folder=DATASETS / "tiny"), with_entry(ORCHARD, "../../x"))
    assert "leads out of the archive" in text(within(view, "own_faults"))


def test_the_uploader_is_not_drawn_and_the_file_not_opened_where_that_may_not_be(
    open_view: Opener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    view = open_view("Method", folder=DATASETS / "tiny")
    monkeypatch.setattr(own_data, "may_open", lambda: False)
    # The role was taken away after the uploader was drawn.
    view = upload(view, ORCHARD)
    assert "own_banner" not in containers(view)
    assert not view.file_uploader
    assert "not among what your role allows" in said(view)
    assert "not allowed" in caplog.text


def test_each_opening_is_noted_without_names(open_view: Opener, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "dashboard.audit")
    view = upload(open_view("Method", folder=DATASETS / "tiny"), b"nothing", "patients of Dr Who.zip")
    close(upload(view, ORCHARD, "patients of Dr Who.zip"))
    notes = [record.getMessage() for record in caplog.records if record.name == "dashboard.audit"]
    assert notes == [
        "own data: refused, reader=-, kind=other, bytes=7, faults=1",
        f"own data: opened, reader=-, kind=zip, bytes={len(ORCHARD)}, warnings=2",
        "own data: closed, reader=-",
    ]


def test_a_viewer_may_not_open_own_data(
    open_view: Opener, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "dashboard.audit")
    view = open_view("Method", folder=DATASETS / "tiny")
    # The role is lost between the drawing of the page and the upload: the upload is asked once more.
    monkeypatch.setattr(own_data, "standing", lambda: Standing("let_in", "viewer", "Ann@Example.org"))
    monkeypatch.setattr(own_data, "role", lambda: "viewer")
    upload(view, ORCHARD, "orchard.zip")
    mark = hashlib.sha256(b"ann@example.org").hexdigest()[:12]
    notes = [record.getMessage() for record in caplog.records if record.name == "dashboard.audit"]
    assert notes == [f"own data: not allowed, reader={mark}, bytes={len(ORCHARD)}"]
    assert "Ferry crossings" in said(view)


def test_two_openings_of_one_file_never_share_a_mark() -> None:
    one, other = own_data.opened(ORCHARD), own_data.opened(ORCHARD)
    assert one.dataset.fingerprint != other.dataset.fingerprint
    assert all(own.dataset.fingerprint.startswith(OWN) for own in (one, other))
    assert one.dataset.folder is None


def test_an_upload_stays_in_memory_while_it_arrives() -> None:
    assert MultiPartParser.spool_max_size > UPLOAD.packed


def test_every_answer_about_a_dataset_is_kept_by_whose_it_is() -> None:
    """An answer kept by Streamlit's own decorator would outlive the session whose data it tells of."""
    import ast

    for module in sorted((PROJECT / "components").rglob("*.py")):
        name = module.relative_to(PROJECT).as_posix()
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.FunctionDef) and any("cache" in ast.unparse(d) for d in node.decorator_list):
                arguments = [argument.arg for argument in node.args.args]
                assert not {"fingerprint", "dataset", "_dataset"} & set(arguments), f"{name}: {node.name}"


def shared_answers() -> dict[str, int]:
    """Return how many answers are kept for all readers, a function a key."""
    caches = _resource_caches._function_caches.get(None, {})
    return {key: len(cache._mem_cache) for key, cache in caches.items()}


def test_nothing_about_own_data_is_kept_for_others(open_view: Opener) -> None:
    view = open_view("Method", folder=DATASETS / "tiny")
    for case in PAGES:
        view = follow(view, case.title)
    before = shared_answers()
    assert sum(before.values()) > 10
    view = upload(view, ORCHARD)
    for case in PAGES:
        view = follow(view, case.title)
        assert "Fruit trees" in said(view)
    assert shared_answers() == before


def test_the_starter_stands_on_every_page(open_view: Opener) -> None:
    view = upload(open_view("Method", folder=DATASETS / "tiny"), starter_zip())
    for case in PAGES:
        view = follow(view, case.title)
        assert not view.exception
        assert "School meals" in said(view)


def test_the_section_offers_what_to_start_from(open_view: Opener) -> None:
    view = open_view("Method", folder=DATASETS / "tiny")
    labels = [button.proto.label for button in view.get("download_button")]
    assert {"Starter dataset (.zip)", "The dataset on screen (.xlsx)"} <= set(labels)


# --- the folder while the server runs


def settled(folder: Path) -> None:
    one = watched()
    assert one.folder == folder
    one._quiet = 0
    for _ in range(4):
        one.refresh()


def test_a_broken_folder_leaves_its_last_good_version_with_a_banner(
    open_view: Opener, tiny_copy: Callable[[], Path]
) -> None:
    folder = tiny_copy()
    view = open_view("Factors", {"places": ["aa"]}, folder=folder)
    assert "broken_banner" not in containers(view)
    replace("evidence.csv", "E3,ONE-2,subsidy", "E3,ONE-2,subsidi<b>")(folder)
    settled(folder)
    view.run()
    assert not view.exception
    assert {"broken_banner", "factor_matrix"} <= containers(view)
    words = text(within(view, "broken_banner"))
    assert "shown is its last good version, 1.2.0. evidence.csv, row 4, factor: unknown factor 'subsidi<b>'." in words
    view = follow(view, "Method")
    assert "unknown factor 'subsidi<b>'." in text(within(view, "folder_faults"))
    replace("evidence.csv", "E3,ONE-2,subsidi<b>", "E3,ONE-2,subsidy")(folder)
    settled(folder)
    view.run()
    assert "broken_banner" not in containers(view)


def test_a_place_that_a_change_took_away_is_dropped_from_the_view(
    open_view: Opener, tiny_copy: Callable[[], Path]
) -> None:
    folder = tiny_copy()
    view = open_view("Jurisdictions", {"places": ["aa", "aa_boat"], "lever": "crew", "place": "aa_boat"}, folder=folder)
    (folder / "jurisdictions" / "aa_boat.yaml").unlink()
    settled(folder)
    if watched().error is not None:
        rows = (folder / "evidence.csv").read_text(encoding="utf-8").replace("aa_boat", "aa")
        (folder / "evidence.csv").write_text(rows, encoding="utf-8")
        settled(folder)
    assert watched().error is None
    view.run()
    assert not view.exception
    assert address(view)["places"] == ["aa"]
    assert "place" not in address(view)
    assert "Left out of this link: places=aa_boat" in said(view)


def test_one_run_shows_one_dataset(open_view: Opener, tiny_copy: Callable[[], Path], monkeypatch) -> None:
    """A change that arrives between the shell and its page waits for the next run."""
    folder = tiny_copy()
    view = open_view("Method", folder=folder)
    other = store.own_data.opened(ORCHARD).dataset
    seen = iter([watched().dataset, other, other, other])
    monkeypatch.setattr(store, "newest_dataset", lambda: next(seen))
    view.run()
    assert not view.exception
    assert "Fruit trees" not in said(view)


def test_own_data_may_not_be_empty() -> None:
    with pytest.raises(DatasetError):
        own_data.opened(packed({"dataset.yaml": b""}))
