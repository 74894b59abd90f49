"""From a table of anyone's to a folder that checks: what each column is said to be, and no row lost without a word."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.__main__ import main
from data.exchange.from_table.command import Taken, taken
from data.exchange.from_table.grid import read_grid
from data.exchange.from_table.mapping import Mapping, propose, read_map, write_map
from data.exchange.from_table.names import Gazetteer, Ids
from data.exchange.from_table.values import day_of, decimal_of, number_of, order_of
from data.intake.files import Folder
from data.intake.loading import load
from data.model.faults import DatasetError


def made(text: str, *beside: tuple[str, str], name: str = "table.csv", encoding: str = "utf-8") -> Taken:
    return taken([(name, text.encode(encoding)), *((n, t.encode()) for n, t in beside)])


LONG = (
    "Year;State;History;Description;Enacted;Level\n"
    '2016;Georgia ;"In committee\n\nDied";Textbooks;no;K-12\n'
    ";;;;;\n"
    "2017;Colorado;Signed;Fonds für Schüler;Yes;Higher Ed\n"
    "2018;Georgia;Signed;Open textbooks;?;K-12\n"
)


def test_a_long_table_with_semicolons_in_windows_code_page() -> None:
    table = made(LONG, name="school_bills.csv", encoding="cp1252")
    assert table.mapping.columns == {"Year": "as_of", "State": "place", "History": "attribute", "Description": "value",
                                     "Enacted": "status", "Level": "attribute"}  # fmt: skip
    places = table.dataset.jurisdictions
    assert {place.label: place.iso for place in places.values()} == {"Georgia": "US-GA", "Colorado": "US-CO"}
    georgia = places["georgia"].facts
    assert [(fact.value, fact.as_of, fact.status, fact.pinpoint) for fact in georgia] == [
        ("Textbooks", "2016", "none", "row 2"), ("Open textbooks", "2018", "planned", "row 5"),
    ]  # fmt: skip
    assert georgia[0].attributes == {"history": "In committee\n\nDied", "level": "K-12"}
    assert places["colorado"].facts[0].value == "Fonds für Schüler"
    assert table.dataset.levers["school_bills"].name == "School bills"


def test_a_wide_table_has_a_lever_a_column() -> None:
    text = "State\tStay at home\tMask mandate\tNotes\nTexas\t3/14/2020\tYes\tx\nOhio\t0\tNo\t\nMaine\t4/4/2020\tNo\t\n"
    facts = made(text, name="masks.tsv").dataset.facts
    assert {(place, fact.lever): (fact.value, fact.status, fact.starts) for place, fact in facts.values()} == {
        ("texas", "stay_at_home"): ("3/14/2020", "observed", "2020-03-14"),
        ("texas", "mask_mandate"): ("Yes", "observed", None),
        ("ohio", "stay_at_home"): ("0", "none", None),
        ("ohio", "mask_mandate"): ("No", "none", None),
        ("maine", "stay_at_home"): ("4/4/2020", "observed", "2020-04-04"),
        ("maine", "mask_mandate"): ("No", "none", None),
    }


def test_a_table_with_a_column_a_year_is_a_series() -> None:
    table = made("Country;2019;2020\nFrance;1.234,5;12 %\nItaly;n/a;\n;1;2\n", name="rates.csv")
    facts = [fact for _, fact in table.dataset.facts.values()]
    assert [(f.as_of, f.number, f.unit, f.measure) for f in facts] == [
        ("2019", 1234.5, None, "rates"), ("2020", 12.0, "%", "rates"),
    ]  # fmt: skip
    assert table.report.lost == [3, 4]
    reasons = {(row, column): reason for row, column, _, reason in table.report.unplaced}
    assert reasons[4, ""] == "no place is named"
    assert reasons[3, "2019"] == "the cell says that nothing is known"


BIB = """@article{s19, author={Smith, John and {World Health Organization}}, title={On funds}, year={2019},
  doi={https://doi.org/10.1000/182}}"""
RIS = "TY  - JOUR\nAU  - Doe, Ann\nPY  - 2020\nTI  - On stigma\nDO  - 10.1000/9\nER  - \n"
CSL = """[{"id": "kim", "type": "book", "author": [{"family": "Kim", "given": "Lee"}],
  "issued": {"date-parts": [[2018]]}, "title": "On all"}]"""


def test_claims_and_their_references() -> None:
    table = made(
        'Construct,Sign,Source\nFunding,+,"Smith J, 2019"\nStigma,-,"Doe A, 2020 doi:10.1000/9"\n'
        "Stigma,null,kim\n,+,x\n",
        ("a.bib", BIB), ("b.ris", RIS), ("c.json", CSL),
    )  # fmt: skip
    records = list(table.dataset.records.values())
    assert [(r.factor, r.direction, r.works) for r in records] == [
        ("funding", "facilitator", ("smith_2019",)), ("stigma", "barrier", ("doe_2020",)),
        ("stigma", "neutral", ("kim_2018",)),
    ]  # fmt: skip
    work = table.dataset.works["smith_2019"]
    assert (work.authors, work.doi) == ("Smith, John; World Health Organization", "10.1000/182")
    assert table.dataset.works["kim_2018"].type == "book"
    assert [(row, reason) for row, _, _, reason in table.report.unplaced] == [(5, "no factor is named")]


def test_a_workbook_with_heads_below_a_title() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Extraction"], [], ["author_year", "title", "country", "intervention", "stated_effect", "n"], [],
                ["Agha (2016)", "On guidelines", "France, Italy", "Training", "positive", 165],
                ["Li (2017)", "On money", "Not applicable", "Money", "null/neutral", 40]):  # fmt: skip
        sheet.append(row)
    result = io.BytesIO()
    book.save(result)
    table = taken([("studies.xlsx", result.getvalue())])
    first, second = table.dataset.records.values()
    assert (first.places, first.direction) == (("france", "italy"), "facilitator")
    assert (second.places, second.direction) == (("no_place_named",), "neutral")
    assert table.dataset.record_attributes["E0005"]["n"] == "165"
    assert table.report.passed == ["row 1: Extraction (above the heads)"]


def test_a_mapping_is_kept_changed_and_run_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "bills.csv"
    source.write_text(LONG, encoding="utf-8")
    assert main(["from-table", str(source), str(tmp_path / "one")]) == 0
    kept = tmp_path / "one" / "mapping.yaml"
    changed = tmp_path / "changed.yaml"
    changed.write_text(kept.read_text(encoding="utf-8").replace("Level: attribute", "Level: lever"), encoding="utf-8")
    assert main(["from-table", str(source), str(tmp_path / "two"), "--map", str(changed)]) == 0
    assert "valid" in capsys.readouterr().out
    assert set(load(tmp_path / "two").levers) == {"k_12", "higher_ed"}
    assert main(["from-table", str(source), str(tmp_path / "two")]) == 1  # something lies there already


def test_a_wrong_mapping_is_told() -> None:
    mapping = Mapping(title="x", columns={"Stat": "place", "Level": "value", "Description": "value"})
    with pytest.raises(DatasetError) as error:
        taken([("a.csv", LONG.encode())], mapping)
    told = [str(fault) for fault in error.value.faults]
    assert [line for line in told if line.startswith("a.csv, Stat: the mapping names a column that the table has not")]
    assert [line for line in told if "Level and Description are both 'value'" in line]
    with pytest.raises(DatasetError):
        read_map("title: x\ncolumns: {a: nothing}\n", "m.yaml")


def test_a_mapping_survives_its_yaml() -> None:
    mapping = propose(read_grid("a.csv", LONG.encode()), "A")
    assert read_map(write_map(mapping), "x") == mapping


def test_two_tables_are_refused_in_one_sentence() -> None:
    with pytest.raises(DatasetError, match="fault"):
        taken([("a.csv", b"a,b\n1,2\n"), ("b.csv", b"a,b\n1,2\n")])


@pytest.mark.parametrize(
    ("cells", "expected"), [(["1.234,5"], ","), (["1,234.5"], "."), (["0,5"], ","), (["1,234"], ".")]
)
def test_the_decimal_sign_is_the_columns(cells: list[str], expected: str) -> None:
    assert decimal_of(cells) == expected


def test_numbers_and_days_as_they_look() -> None:
    assert [number_of(c) for c in ("12 %", "$1,200", "-3", "x", "1 000")] == [12, 1200, -3, None, 1000]
    assert order_of(["3/4/2020", "3/14/2020"]) == "month"
    assert order_of(["3.4.2020"]) == "day"
    cells = ("3/4/2020", "March 3, 2020", "Mar 2020", "43905", "2020", "20200315", "x")
    assert [day_of(cell, "month") for cell in cells] == [
        "2020-03-04", "2020-03-03", "2020-03", "2020-03-15", "2020", "2020-03-15", None,
    ]  # fmt: skip
    assert day_of("3/4/2020") is None  # day and month can't be told apart


def test_places_and_ids_in_any_script() -> None:
    assert Gazetteer(["Georgia", "Texas"]).code("Georgia") == "US-GA"
    assert Gazetteer(["Georgia", "Armenia"]).code("Georgia") == "GE"
    ids = Ids("place")
    assert [ids.of(label) for label in ("Åland", "åland ", "北京", "!?", "??")] == [
        "aland",
        "aland",
        "bei_jing",
        "place",
        "place_2",
    ]


CELL = st.one_of(
    st.sampled_from(
        ["", "Yes", "no", "n/a", "3", "1,5", "2020", "3/4/2020", "Texas", "France", "+", "-", "null", "a;b"]
    ),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=8),
)
HEADS = [
    "State",
    "Policy",
    "Value",
    "Year",
    "Start date",
    "End date",
    "Factor",
    "Sign",
    "Source",
    "Status",
    "2019",
    "2020",
    "Notes",
    "X",
]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_row_is_lost_without_a_word(data: st.DataObject) -> None:
    """Every row that holds something is in the folder, by its number, or in the report with a reason."""
    heads = data.draw(st.lists(st.sampled_from(HEADS), min_size=2, max_size=6, unique=True))
    rows = data.draw(st.lists(st.lists(CELL, min_size=len(heads), max_size=len(heads)), min_size=1, max_size=8))
    text = io.StringIO(newline="")
    csv.writer(text).writerows([heads, *rows])
    grid = _grid(text.getvalue())
    if grid is None:
        return
    table = taken([("t.csv", text.getvalue().encode())])
    kept = {int(number) for number in re.findall(r"row (\d+)", _whole(table))}
    assert {line.number for line in grid.lines} <= kept | set(table.report.lost)
    assert set(table.report.placed) <= kept


def _grid(text: str):  # type: ignore[no-untyped-def]
    try:
        return read_grid("t.csv", text.encode())
    except DatasetError:
        return None


def _whole(table: Taken) -> str:
    facts = [fact.pinpoint or "" for _, fact in table.dataset.facts.values()]
    return "\n".join([*facts, *(record.pinpoint for record in table.dataset.records.values())])


def test_the_folder_is_whole(tmp_path: Path) -> None:
    table = made(LONG)
    for name, content in table.files.contents.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert load(Folder(tmp_path)).facts == table.dataset.facts
