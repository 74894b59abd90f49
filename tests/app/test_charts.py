"""Every chart function: it compiles, its types are said, nothing of it names a colour's meaning by colour alone."""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import altair as alt
import pytest

from components import charts
from components.charts.coverage import coverage_chart
from components.charts.heatmap import heatmap, wrapped
from components.charts.influence_map import influence_map
from components.charts.level_matrix import level_matrix
from components.charts.level_profiles import level_profiles
from components.charts.place_map import Fill, Ground, place_map
from components.charts.timeline import Span, timeline
from components.charts.trend import plot, trend
from components.drawing.looks import DIRECTION_SIGNS, NO_RECORD, RATINGS, STATE_SIGNS, STATUS_SIGNS

LEVELS, PLACES = (("sky", "Sky"), ("city", 'City "hall"')), (("no", "Norway"), ("ma_fes", "فاس"))

FILLS = (Fill("category high 0 0", "#17666a", "#ffffff"), Fill("state not_reported 0 0", "#ffffff", "#5a6672", True))
OUTLINED = (("578", "no", "category high 0 0"),)

CALLS: tuple[tuple[str, Callable[..., alt.TopLevelMixin], tuple[object, ...]], ...] = (
    *((f"heatmap {measure} {theme}", heatmap, (measure, theme))
      for measure in ("rating", "records", "works") for theme in ("light", "dark")),
    ("level matrix light", level_matrix, (LEVELS, PLACES, "light", 60)),
    ("level matrix dark", level_matrix, (LEVELS, PLACES, "dark", 60)),
    ("level profiles light", level_profiles, ("light",)),
    ("level profiles dark", level_profiles, ("dark",)),
    ("timeline light", timeline, (Span(2003, 2026, 6, 8, 2021.5, 'coded "until"'), "light", 1270)),
    ("timeline dark, one work, no date", timeline, (Span(1997, 1997, 1, 0), "dark", 300)),
    *((f"coverage {theme}", coverage_chart,
       ((("ONE-1", 'Rules & "annexes"'), ("ONE-2", "")), (("Records", 0.0), ("Facts", 0.5)), theme))
      for theme in ("light", "dark")),
    *((f"influence map {theme}", influence_map, ((1100, 800), theme)) for theme in ("light", "dark")),
    *((f"place map, {kind}, {theme}", place_map, (Ground(kind, FILLS, OUTLINED), theme))
      for kind in ("tiles", "countries") for theme in ("light", "dark")),
    ("level matrix of nothing", level_matrix, ((), (), "light", 60)),
    *((f"trend {theme}", trend, (plot('people "in" post', [2015, 2036], [48.0, 6500.0], ("no", "ma_fes")), theme))
      for theme in ("light", "dark")),
)  # fmt: skip
every_chart = pytest.mark.parametrize(("build", "arguments"), [call[1:] for call in CALLS], ids=[c[0] for c in CALLS])


def _channels(part: object) -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        for name, channel in part.get("encoding", {}).items():
            for each in channel if isinstance(channel, list) else [channel]:
                yield name, each
        for inner in part.values():
            yield from _channels(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _channels(inner)


@every_chart
def test_a_chart_compiles_with_explicit_types(build: Any, arguments: Any) -> None:
    spec = build(*arguments).to_dict(validate=True)
    json.dumps(spec, allow_nan=False)
    fields = [(name, channel) for name, channel in _channels(spec) if isinstance(channel, dict) and "field" in channel]
    assert fields
    # The far end of a mark takes the type of its near end.
    typed = [channel.get("type") for name, channel in fields if name not in ("x2", "y2")]
    assert set(typed) <= {"nominal", "ordinal", "quantitative", "temporal"}


@every_chart
def test_a_chart_is_the_same_each_time(build: Any, arguments: Any) -> None:
    first, second = (json.dumps(build(*arguments).to_dict(), sort_keys=False) for _ in range(2))
    assert first == second


@every_chart
def test_a_chart_asks_for_nothing_from_elsewhere(build: Any, arguments: Any) -> None:
    spec = build(*arguments).to_dict()
    spec.pop("$schema", None)
    assert "http" not in json.dumps(spec)
    assert '"url"' not in json.dumps(spec)


def test_each_chart_function_is_tested() -> None:
    public = {
        function
        for module in pkgutil.iter_modules(charts.__path__)
        for name, function in inspect.getmembers(
            importlib.import_module(f"{charts.__name__}.{module.name}"), inspect.isfunction
        )
        if not name.startswith("_") and "Chart" in str(inspect.signature(function).return_annotation)
    }
    assert public == {build for _, build, _ in CALLS}


def test_the_clicked_cell_is_a_named_selection() -> None:
    spec = heatmap("rating", "light").to_dict()
    cell = next(param for param in spec["params"] if param["name"] == "cell")
    # It toggles: a click on the cell that was clicked last is told, too.
    assert cell["select"] == {"type": "point", "fields": ["factor", "place"], "toggle": "true"}


def test_a_label_is_data_in_an_expression() -> None:
    spec = json.dumps(level_matrix(LEVELS, PLACES, "light", 60).to_dict())
    for expression in (json.loads(f'"{part}"') for part in _expressions(spec)):
        labels = json.loads(expression.removesuffix("[datum.value]"))
        assert isinstance(labels, dict)


def _expressions(spec: str) -> list[str]:
    held: list[str] = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            held.extend(json.dumps(v)[1:-1] for k, v in part.items() if k == "labelExpr")
            for inner in part.values():
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    walk(json.loads(spec))
    assert held
    return held


WRAPPED = (
    ("Norway", 60, ["Norway"]),
    ("", 60, []),
    ("US Veterans Affairs", 60, ["US Veterans", "Affairs"]),
    ("one two three four five six", 20, ["one", "two", "three…"]),
    ("Donaudampfschifffahrtsgesellschaft", 60, ["Donaudampfsc…"]),
    ("a b c", 60, ["a b c"]),
)


@pytest.mark.parametrize(("label", "width", "lines"), WRAPPED)
def test_a_label_is_wrapped_to_its_width(label: str, width: int, lines: list[str]) -> None:
    assert wrapped(label, width) == lines


@pytest.mark.parametrize("most", [1, 2, 3])
@pytest.mark.parametrize("width", [10, 40, 90])
def test_wrapping_keeps_its_limits(width: int, most: int) -> None:
    for label in ("Green belt", "Permit to plant, to prune, to pick, to fell, to sell, and to leave lying", "京都市"):
        lines = wrapped(label, width, most)
        assert 1 <= len(lines) <= most
        assert max(map(len, lines)) <= max(5, int((width + 10) / 6.1)) + 2
        assert "".join(lines).replace("…", "").replace(" ", "") in label.replace(" ", "") or "…" in "".join(lines)


def test_each_meaning_has_a_sign_of_its_own() -> None:
    for signs in (
        [mark.sign for mark in (*RATINGS.values(), NO_RECORD)],
        list(DIRECTION_SIGNS.values()),
        list(STATUS_SIGNS.values()),
        list(STATE_SIGNS.values()),
    ):
        assert len(signs) == len(set(signs))


def _luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("rating", RATINGS)
def test_the_text_of_a_cell_is_legible_on_its_fill(rating: str, theme: str) -> None:
    mark = RATINGS[rating]
    darker, lighter = sorted((_luminance(mark.fill[theme]), _luminance(mark.text[theme])))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_facilitators_and_barriers_of_one_strength_stand_apart_from_stronger_ones(theme: str) -> None:
    strong, weak = (_luminance(RATINGS[name].fill[theme]) for name in ("+2", "+1"))
    assert abs(strong - weak) > 0.1
    strong, weak = (_luminance(RATINGS[name].fill[theme]) for name in ("-2", "-1"))
    assert abs(strong - weak) > 0.1
