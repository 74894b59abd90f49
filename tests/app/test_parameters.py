"""The parameters of a permalink: what is read, what is dropped, what is written."""

import pytest

from components.view.parameters import PARAMETERS, Dropped, Value, encode, parse, selection
from data.model.dataset import Dataset
from data.model.selection import FILTERS, Selection

DEFAULTS = {name: parameter.default for name, parameter in PARAMETERS.items()}

# What a parameter may hold on the worked example, for each of them.
HELD: dict[str, Value] = {
    "places": ("no", "aa"),
    "levels": ("deck",),
    "domains": ("people", "rules"),
    "factors": ("licence",),
    "directions": ("barrier", "mixed"),
    "bases": ("synthesis",),
    "works": ("alpha_2010",),
    "parts": True,
    "supplement": False,
    "cited": True,
    "factor": "licence",
    "place": "aa_boat",
    "lever": "crew",
    "measure": "works",
    "empty": False,
    "differ": True,
    "shared": True,
    "numbers": "crew",
    "week": 37.5,
}


@pytest.mark.parametrize("name", HELD)
def test_what_is_written_is_read_again(tiny: Dataset, name: str) -> None:
    view = DEFAULTS | {name: HELD[name]}
    params = encode(view)
    assert set(params) == {name}
    assert parse(params, tiny) == (view, ())


def test_all_at_once_in_the_public_order(tiny: Dataset) -> None:
    view = DEFAULTS | HELD
    params = encode(dict(reversed(view.items())))
    assert list(params) == [name for name in PARAMETERS if name in HELD]
    assert parse(params, tiny) == (view, ())


def test_defaults_are_left_out() -> None:
    assert encode(DEFAULTS) == {}
    assert encode({}) == {}


def test_silence_gives_the_defaults(tiny: Dataset) -> None:
    assert parse({}, tiny) == (DEFAULTS, ())


def test_the_url_carries_ids_as_text(tiny: Dataset) -> None:
    params = encode(DEFAULTS | HELD)
    assert params["places"] == ["no", "aa"]
    assert (params["supplement"], params["parts"], params["week"]) == (["false"], ["true"], ["37.5"])
    assert encode(DEFAULTS | {"week": 38.0})["week"] == ["38"]


def test_an_id_given_twice_counts_once(tiny: Dataset) -> None:
    values, dropped = parse({"places": ["aa", "no", "aa"]}, tiny)
    assert (values["places"], dropped) == (("aa", "no"), ())


def test_of_one_word_given_twice_the_last_that_is_valid_holds(tiny: Dataset) -> None:
    assert parse({"lever": ["crew", "fare"]}, tiny)[0]["lever"] == "fare"
    values, dropped = parse({"lever": ["crew", "sails"]}, tiny)
    assert values["lever"] == "crew"
    assert [(d.name, d.value) for d in dropped] == [("lever", "sails")]


NUMBERS = ("forty", "", " ", "nan", "inf", "-inf", "0", "-3", "81", "1e9", "40,5", "0x28", "４０ hours")


@pytest.mark.parametrize("text", NUMBERS)
def test_a_bad_number_is_dropped_and_told(tiny: Dataset, text: str) -> None:
    values, (dropped,) = parse({"week": [text]}, tiny)
    assert values["week"] == 40.0
    assert str(dropped) == f"week={text} (a number from 1 to 80)"


@pytest.mark.parametrize(("text", "number"), [("1", 1.0), ("80", 80.0), ("37.5", 37.5)])
def test_the_limits_of_a_number_are_within(tiny: Dataset, text: str, number: float) -> None:
    assert parse({"week": [text]}, tiny)[0]["week"] == number


@pytest.mark.parametrize("text", ["True", "yes", "1", "", "TRUE", "no"])
@pytest.mark.parametrize("name", ["parts", "supplement", "cited"])
def test_a_flag_is_true_or_false_and_nothing_else(tiny: Dataset, name: str, text: str) -> None:
    values, dropped = parse({name: [text]}, tiny)
    assert values[name] == PARAMETERS[name].default
    assert [str(d) for d in dropped] == [f"{name}={text} (true or false)"]


def test_mixed_lists_keep_what_is_valid(tiny: Dataset) -> None:
    values, dropped = parse({"factors": ["licence", "lisence", "", "skill"]}, tiny)
    assert values["factors"] == ("licence", "skill")
    assert [d.value for d in dropped] == ["lisence", ""]
    assert "licence" in dropped[0].hint


@pytest.mark.parametrize("label", ["Alder", "Alder Sound", "AA", "aa,no", "aa;no", " aa"])
def test_labels_and_joined_lists_are_no_ids(tiny: Dataset, label: str) -> None:
    values, (dropped,) = parse({"places": [label]}, tiny)
    assert (values["places"], dropped.value) == ((), label)


def test_an_unknown_name_is_told_with_the_nearest(tiny: Dataset) -> None:
    values, (dropped,) = parse({"place_s": ["aa"]}, tiny)
    assert values == DEFAULTS
    assert dropped.name == "place_s"
    assert "place" in dropped.hint


def test_a_dropped_piece_without_a_hint_is_told_plainly() -> None:
    assert str(Dropped("places", "x")) == "places=x"


def test_the_input_is_not_altered(tiny: Dataset) -> None:
    params, view = {"places": ["aa", "x"]}, DEFAULTS | HELD
    parse(params, tiny)
    encode(view)
    assert params == {"places": ["aa", "x"]}
    assert view == DEFAULTS | HELD


def test_the_filters_of_a_view() -> None:
    held = {**HELD, "on": "2021-03"}
    chosen = selection(DEFAULTS | held)
    assert chosen == Selection(**{name: held[name] for name in FILTERS})  # type: ignore[arg-type]
    assert selection(DEFAULTS) == Selection()


def test_no_name_stands_twice_in_public() -> None:
    assert all(name == parameter.name for name, parameter in PARAMETERS.items())
    assert set(FILTERS) <= set(PARAMETERS)
