"""The statements: shown with what is left to fill in, taken from a folder of one's own, open to all."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.frame.statement import blanks, statement_file
from components.view.registry import STATEMENTS
from tests.app.views import SHELL, containers, said


def opened(path: str) -> AppTest:
    view = AppTest.from_file(str(SHELL), default_timeout=60)
    view.run()
    view.query_params["places"] = "au"
    return view.switch_page(f"../../pages/{path}.py").run()


@pytest.mark.parametrize("path", [card.path for card in STATEMENTS])
def test_a_template_is_marked_as_not_filled_in(path: str) -> None:
    text = statement_file(path).read_text(encoding="utf-8")
    view = opened(path)
    assert not view.exception
    assert f"Not filled in yet. {len(blanks(text))} blanks of this statement are" in said(view)
    assert "[FILL IN: " in view.markdown[0].value
    assert {"masthead", "foot"} <= containers(view)


@pytest.mark.parametrize("path", [card.path for card in STATEMENTS])
def test_a_statement_of_ones_own_takes_its_place(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / f"{path}.md").write_text("Run by the **ministry**.\n\n<script>alert(1)</script>", encoding="utf-8")
    monkeypatch.setenv("POLICY_STATEMENTS", str(tmp_path))
    view = opened(path)
    assert view.markdown[0].value.startswith("Run by the **ministry**.")
    assert "Not filled in yet" not in said(view)


def test_a_folder_may_hold_one_statement_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "privacy.md").write_text("Ours.", encoding="utf-8")
    monkeypatch.setenv("POLICY_STATEMENTS", str(tmp_path))
    assert statement_file("privacy") == tmp_path / "privacy.md"
    assert blanks(statement_file("accessibility").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [card.path for card in STATEMENTS])
def test_a_statement_is_read_where_no_dataset_can_be_opened(
    path: str, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICY_DATASET", str(broken))
    view = opened(path)
    assert not view.exception
    assert "[FILL IN: " in view.markdown[0].value
    assert "faults" not in said(view)
    foot = {link.proto.label: link.proto.page for link in view.get("page_link")}
    assert list(foot) == ["Overview", *(card.title for card in STATEMENTS)]
    view = view.switch_page("../../pages/overview.py").run()
    assert "3 faults and 2 warnings." in said(view)
    assert [link.proto.label for link in view.get("page_link")] == [card.title for card in STATEMENTS]


def test_the_foot_keeps_the_view() -> None:
    links = {link.proto.label: link.proto.query_string for link in opened("privacy").get("page_link")}
    assert [links[card.title] for card in STATEMENTS] == ["places=au", "places=au"]
    assert links["Factors"] == "places=au"
