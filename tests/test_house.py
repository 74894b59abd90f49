"""The house rules, held over the syntax tree: imports go one way, the dataset is a folder and not code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from data.model.dataset import Dataset
from tests.conftest import PROJECT

PARTS = ("data", "components", "pages")
MODULES = sorted(
    [PROJECT / "dashboard.py", *(path for part in PARTS for path in (PROJECT / part).rglob("*.py"))],
    key=lambda path: path.as_posix(),
)
NAMES = [path.relative_to(PROJECT).as_posix() for path in MODULES]

# What a part must not import. Dashboard and pages may import all that lies below them.
FORBIDDEN = {
    "data/": {"components", "pages", "dashboard", "streamlit", "altair"},
    "components/charts/": {"pages", "dashboard", "streamlit"},
    "components/": {"pages", "dashboard"},
    "pages/": {"pages", "dashboard"},
}

# Which rooms each room may import, besides itself: one way, from the later lines to the earlier ones.
DATA_ROOMS: dict[str, set[str]] = {
    "data/model": set(),
    "data/questions": {"data/model"},
    "data/lists": {"data/model", "data/questions"},
    "data/engines": {"data/model", "data/questions"},
    "data/intake": {"data/model", "data/engines"},
    "data/exchange": {"data/model", "data/questions", "data/intake"},
}
# What every page draws with.
_DRAWN_WITH = {f"components/{name}" for name in ("workers", "view", "answers", "drawing", "charts", "panel")}
# One room a page: none knows another one.
_PAGE_ROOMS = {f"components/{name}" for name in ("policy", "factors", "influences", "lessons", "method", "evidence")}
# Rooms in components/ may import every room in data/, too.
ROOMS: dict[str, set[str]] = {
    **DATA_ROOMS,
    "components/workers": set(),
    "components/view": set(),
    "components/access": set(),
    "components/references": set(),
    "components/answers": {"components/workers", "components/view", "components/access"},
    "components/drawing": {"components/view", "components/answers"},
    "components/charts": {"components/workers", "components/drawing"},
    "components/panel": {"components/view", "components/answers", "components/drawing", "components/references"},
    "components/policy": _DRAWN_WITH,
    "components/factors": _DRAWN_WITH,
    "components/influences": _DRAWN_WITH,
    "components/lessons": _DRAWN_WITH,
    "components/method": _DRAWN_WITH,
    "components/evidence": {*_DRAWN_WITH, "components/references"},
    "components/exhibits": {*_DRAWN_WITH, *_PAGE_ROOMS, "components/references"},
    "components/files": {
        *(_DRAWN_WITH - {"components/panel"}), "components/references", "components/exhibits",
    },
    "components/briefing": {
        *(_DRAWN_WITH - {"components/panel"}), "components/references", "components/exhibits", "components/files",
    },
    "components/hosting": {
        *_DRAWN_WITH, *_PAGE_ROOMS, "components/access", "components/references", "components/exhibits",
        "components/files",
    },
    "components/frame": {
        "components/workers", "components/view", "components/access", "components/answers", "components/drawing",
        "components/hosting",
    },
}  # fmt: skip

# Ids of the review's dataset that are words of the dashboard's own, too, each with what it means there.
OWN_WORDS = {
    "general": "a field of a template: what rests on the general literature, that is on the kind `literature`",
    "staffing": "the public handle of the numbers section, by which tests and links find it on any dataset",
}


@cache
def tree(name: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse((PROJECT / name).read_text(encoding="utf-8"), filename=name)


def imports(name: str) -> Iterator[tuple[str, str]]:
    """Yield each module that a module imports: its outermost package, and its whole name."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.partition(".")[0], alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}, line {node.lineno}: imports are absolute here"
            for alias in node.names:
                yield str(node.module).partition(".")[0], f"{node.module}.{alias.name}"


def texts(name: str) -> Iterator[ast.Constant]:
    """Yield each text of a module that is no docstring."""
    docstrings = set()
    for node in ast.walk(tree(name)):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            docstrings.add(id(body[0].value))
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def test_there_is_a_house() -> None:
    assert len(NAMES) > 20
    assert all(any(name.startswith(f"{part}/") for name in NAMES) for part in PARTS)


@pytest.mark.parametrize("name", NAMES)
def test_imports_go_one_way(name: str) -> None:
    forbidden = {module for part, modules in FORBIDDEN.items() if name.startswith(part) for module in modules}
    assert [whole for package, whole in imports(name) if package in forbidden] == []


def room(name: str) -> str:
    """Return the room of a module: the folder below its part; empty for a part's own modules."""
    parts = name.split("/")
    return "/".join(parts[:2]) if parts[0] in ("data", "components") and len(parts) > 2 else ""


def imported_modules(name: str) -> Iterator[str]:
    """Yield each module of the project that a module imports, as its file."""
    for _, whole in imports(name):
        path = whole.replace(".", "/")
        candidates = (f"{path}.py", f"{path.rpartition('/')[0]}.py", f"{path}/__init__.py")
        yield from (file for file in candidates if file in NAMES)


def test_the_rooms_are_known() -> None:
    """A new room gets a line in the table, and says what lives there and what may not."""
    assert {room(name) for name in NAMES if room(name)} == set(ROOMS)
    doors = {name: ast.get_docstring(tree(f"{name}/__init__.py")) or "" for name in ROOMS}
    assert [name for name, words in doors.items() if len(re.findall(r"[.](?=\s|$)", words)) < 2] == []


def test_rooms_are_entered_one_way() -> None:
    """A table whose lines name only earlier lines has no circle."""
    order = list(ROOMS)
    assert [
        (name, after) for name, below in ROOMS.items() for after in below if order.index(after) >= order.index(name)
    ] == []


@pytest.mark.parametrize("name", [name for name in NAMES if room(name)])
def test_a_room_imports_the_rooms_below_it(name: str) -> None:
    allowed = ROOMS[room(name)] | {room(name)} | (set(DATA_ROOMS) if name.startswith("components/") else set())
    assert [file for file in imported_modules(name) if room(file) and room(file) not in allowed] == []


def test_the_command_line_of_data_is_imported_by_nobody() -> None:
    mains = {name for name in NAMES if name.endswith("/__main__.py")}
    assert [(name, file) for name in NAMES for file in imported_modules(name) if file in mains] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: set(imported_modules(name)) - {name} for name in NAMES}
    left = dict(graph)
    while ready := [name for name, below in left.items() if not below & set(left)]:
        for name in ready:
            del left[name]
    assert sorted(left) == []


def test_the_cube_stays_in_its_room() -> None:
    """What is counted once is an affair of the engines: nobody else names it."""
    outside = [name for name in NAMES if room(name) != "data/engines"]
    assert [(name, file) for name in outside for file in imported_modules(name) if "/cube" in file] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("data/")])
def test_data_loads_nothing_by_name(name: str) -> None:
    """An import that the syntax doesn't show would go round the one way."""
    called = {getattr(node.func, "attr", getattr(node.func, "id", "")) for node in ast.walk(tree(name))
              if isinstance(node, ast.Call)}  # fmt: skip
    assert not called & {"__import__", "import_module"}


@pytest.mark.parametrize("name", NAMES)
def test_charts_and_pages_hold_their_part(name: str) -> None:
    """Pictures are drawn in components/charts, and only there."""
    if name.startswith("pages/"):
        assert "altair" not in {package for package, _ in imports(name)}


@pytest.mark.parametrize("name", NAMES)
def test_names_say_what_things_are(name: str) -> None:
    assert not re.search(r"util|helper|misc|common\b", name)
    defined = [node.name for node in ast.walk(tree(name)) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert [word for word in defined if re.match(r"_?get_|_?utils?\b", word)] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_markup_is_let_through(name: str) -> None:
    keywords = {node.arg for node in ast.walk(tree(name)) if isinstance(node, ast.keyword)}
    assert "unsafe_allow_html" not in keywords
    assert "unsafe_allow_html" not in (PROJECT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_session_is_touched_in_one_module(name: str) -> None:
    touched = [node.lineno for node in ast.walk(tree(name))
               if (isinstance(node, ast.Attribute) and node.attr == "session_state")
               or (isinstance(node, ast.alias) and node.name == "session_state")]  # fmt: skip
    assert name == "components/view/state.py" or touched == []


@pytest.mark.parametrize("name", NAMES)
def test_downloads_are_held_for_whom_they_are_made(name: str) -> None:
    called = [node.lineno for node in ast.walk(tree(name)) if isinstance(node, ast.Attribute)
              and node.attr == "download_button"]  # fmt: skip
    assert name == "components/drawing/download.py" or called == []


def ids(dataset: Dataset) -> set[str]:
    """Return the ids of a dataset's places, factors and levers."""
    return {*dataset.jurisdictions, *dataset.factors, *dataset.levers}


@pytest.mark.parametrize("name", NAMES)
def test_no_place_factor_or_lever_is_named(name: str, psw: Dataset) -> None:
    named = ids(psw) - set(OWN_WORDS)
    assert [(node.lineno, node.value) for node in texts(name) if node.value in named] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_label_of_the_review_is_written_out(name: str, psw: Dataset) -> None:
    """A place is named in no text; a term is no text of its own.

    Within a sentence a term's words may be the language's ("since when", "training"), and `General literature` is
    what every dataset calls the passages that name no place.
    """
    places = [place for place in psw.jurisdictions.values() if place.kind != "literature"]
    named = {label.casefold() for place in places for label in (place.label, place.name)}
    terms = {term.name.casefold() for terms in (psw.factors, psw.levers, psw.domains) for term in terms.values()}
    told = [(node.lineno, node.value.casefold()) for node in texts(name) if node.value not in OWN_WORDS]
    found = [(line, place) for line, text in told for place in named if re.search(rf"\b{re.escape(place)}\b", text)]
    assert found == []
    assert [(line, text) for line, text in told if text in terms] == []


def test_words_of_our_own_are_ids_of_the_review(psw: Dataset) -> None:
    """An exception that nothing needs any more goes."""
    written = {node.value for name in NAMES for node in texts(name)}
    assert set(OWN_WORDS) <= ids(psw) & written


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("pages/")])
def test_a_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(tree(name))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_public_is_documented(name: str) -> None:
    public = [
        node
        for outer in (tree(name), *(n for n in tree(name).body if isinstance(n, ast.ClassDef) and n.name[0] != "_"))
        for node in outer.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    assert [f"{node.name}, line {node.lineno}" for node in public if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_waits_to_be_done(name: str) -> None:
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", (PROJECT / name).read_text(encoding="utf-8"))


def test_the_tests_read_the_project_alone() -> None:
    """A clean clone has nothing beside it."""
    outside = re.compile(r"\.\./" + "shared|" + "/wor" + "k/")
    tests = Path(PROJECT / "tests").rglob("*.py")
    assert [path.name for path in tests if outside.search(path.read_text(encoding="utf-8"))] == []
