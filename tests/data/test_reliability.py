"""Agreement between codings: published examples, the worked example by hand, and what can go wrong."""

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.intake.loading import load
from data.model.dataset import Dataset
from data.model.faults import DatasetError
from data.questions.reliability import (
    RELEASED,
    agreement,
    coders_at,
    coders_of,
    codes,
    direction,
    disagreements,
    independent_codings,
    reliability,
)

Rows = list[dict[str, str]]


def frame(*coders: str) -> pd.DataFrame:
    """Return codes as a frame; a string a coder, a letter a unit, a point for none."""
    columns = {f"coder {n}": [None if v == "." else v for v in values] for n, values in enumerate(coders)}
    return pd.DataFrame(columns, dtype="object")


def written(folder: Path, coder: str, change: Callable[[Rows], Rows] = lambda rows: rows) -> Path:
    """Add a coding to a folder: its own evidence.csv, changed."""
    with (folder / "evidence.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    home = folder / "codings" / coder
    home.mkdir(parents=True)
    with (home / "evidence.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(change(rows))
    return folder


def second_look(rows: Rows) -> Rows:
    """Leave out all on the subsidy, and turn what is said of noise."""
    kept = [row for row in rows if row["factor"] != "subsidy"]
    return [row | {"direction": "facilitator"} if row["factor"] == "noise" else row for row in kept]


@pytest.mark.parametrize(
    ("coders", "alpha", "percentage"),
    [
        # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", example A: two observers, ten units.
        (("0100000010", "1110010000"), 0.095, 0.6),
        # The same, example C: four observers, twelve units, values missing; the last has one value, and isn't paired.
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743, None),
    ],
)
def test_published_examples(coders: tuple[str, ...], alpha: float, percentage: float | None) -> None:
    found = agreement("direction", frame(*coders))
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    if percentage is not None:
        assert found.percentage == pytest.approx(percentage)


def test_a_small_case_by_hand() -> None:
    # Four units, eight values: three a, five b. One unit is disputed, so o(a, b) = 1.
    # alpha = 1 - (8 - 1) * 1 / (3 * 5) = 8 / 15.
    found = agreement("factor", frame("aabb", "abbb"))
    assert found.alpha == pytest.approx(8 / 15)
    assert found.percentage == pytest.approx(3 / 4)
    assert (found.units, found.unanimous) == (4, 3)


def test_percentage_is_the_mean_over_pairs_of_coders() -> None:
    # 0 and 1 agree on 2 of 2 shared units, 0 and 2 on 1 of 2, 1 and 2 on 1 of 3.
    found = agreement("direction", frame("ab.", "abc", "aac"))
    assert found.percentage == pytest.approx((1 + 1 / 2 + 2 / 3) / 3)


@pytest.mark.parametrize("coders", [("aaaa", "aaaa"), ("a", "a")])
def test_alpha_is_not_defined_where_nothing_varies(coders: tuple[str, ...]) -> None:
    found = agreement("factor", frame(*coders))
    assert found.alpha is None
    assert found.percentage == 1.0


@pytest.mark.parametrize("coders", [("", ""), ("a.", ".b"), ("ab",)])
def test_nothing_is_computed_where_no_unit_is_shared(coders: tuple[str, ...]) -> None:
    found = agreement("direction", frame(*coders))
    assert (found.alpha, found.percentage, found.units, found.held) == (None, None, 0, 0)


def test_perfect_agreement_with_variation_is_one() -> None:
    assert agreement("factor", frame("abab", "abab")).alpha == pytest.approx(1.0)


def test_the_worked_example_by_hand(tiny_copy: Callable[[], Path]) -> None:
    found = {one.variable: one for one in reliability(load(written(tiny_copy(), "second", second_look)))}
    # 3 paragraphs by 7 factors; 8 held, one by the first alone: 15 yes, 27 no.
    assert (found["factor"].units, found["factor"].held, found["factor"].unanimous) == (21, 8, 20)
    assert found["factor"].percentage == pytest.approx(20 / 21)
    assert found["factor"].alpha == pytest.approx(1 - 41 / (15 * 27))
    # 7 shared; values 6 mixed, 3 facilitator, 5 barrier; noise disputed.
    assert (found["direction"].units, found["direction"].unanimous) == (7, 6)
    assert found["direction"].alpha == pytest.approx(1 - 13 * 2 / (14**2 - 6**2 - 3**2 - 5**2))
    # 7 factors by the 3 places named, the literature not among them; 11 held, one by the first alone.
    assert (found["place"].units, found["place"].held) == (21, 11)
    assert found["place"].alpha == pytest.approx(1 - 41 / (21 * 21))
    # 3 paragraphs by the 3 works cited; the subsidy's works are cited beside it, too.
    assert (found["work"].units, found["work"].held, found["work"].alpha) == (9, 7, 1.0)
    assert {one.coders for one in found.values()} == {(RELEASED, "second")}


def test_the_units_that_differ_are_listed_with_who_said_what(tiny_copy: Callable[[], Path]) -> None:
    listed = disagreements(load(written(tiny_copy(), "second", second_look)))
    assert list(listed.columns) == ["variable", "first", "second", RELEASED, "second", "released"]
    assert list(listed.itertuples(index=False, name=None)) == [
        ("factor", "ONE-2", "subsidy", "yes", "no", "yes"),
        ("direction", "TWO-1", "noise", "barrier", "facilitator", "barrier"),
        ("place", "subsidy", "aa", "yes", "no", "yes"),
    ]


def test_a_reconciled_coding_is_not_one_of_those_compared(tiny_copy: Callable[[], Path]) -> None:
    folder = written(written(tiny_copy(), "ann", second_look), "bob")
    with (folder / "dataset.yaml").open("a", encoding="utf-8") as opened:
        opened.write("reconciled: true\n")
    dataset = load(folder)
    assert list(independent_codings(dataset)) == ["ann", "bob"]
    assert coders_of(dataset, "subsidy", "ONE-2") == ("bob",)
    assert coders_at(dataset, "noise", "aa") == ("ann", "bob")
    assert list(disagreements(dataset)["released"]) == ["yes", "barrier", "yes"]


def test_one_coding_is_compared_with_nothing(tiny: Dataset, tiny_copy: Callable[[], Path]) -> None:
    assert not tiny.codings
    assert reliability(tiny) == ()
    assert disagreements(tiny).empty
    folder = written(tiny_copy(), "ann")
    with (folder / "dataset.yaml").open("a", encoding="utf-8") as opened:
        opened.write("reconciled: true\n")
    assert reliability(load(folder)) == ()


def test_a_coding_without_a_row_is_compared(tiny_copy: Callable[[], Path]) -> None:
    found = {one.variable: one for one in reliability(load(written(tiny_copy(), "idle", lambda _: [])))}
    assert found["factor"].unanimous == 21 - 8
    assert (found["direction"].units, found["direction"].alpha) == (0, None)


def test_a_paragraph_that_only_a_coder_coded_is_compared_too(tiny_copy: Callable[[], Path]) -> None:
    dataset = load(written(tiny_copy(), "keen", lambda rows: [*rows, rows[0] | {"id": "X", "paragraph": "TWO-2"}]))
    coded = codes(dataset, independent_codings(dataset), "factor")
    assert len(coded) == 4 * 7
    assert dict(coded.loc[("TWO-2", "licence")]) == {RELEASED: "no", "keen": "yes"}


@pytest.mark.parametrize(
    ("ways", "taken"),
    [
        (["facilitator", "neutral"], "facilitator"),
        (["barrier"], "barrier"),
        (["facilitator", "barrier"], "mixed"),
        (["mixed", "barrier"], "mixed"),
        (["neutral"], "neutral"),
    ],
)
def test_several_records_have_one_direction(ways: list[str], taken: str) -> None:
    assert direction(ways) == taken


def test_faults_name_the_coder_and_the_row(tiny_copy: Callable[[], Path]) -> None:
    def broken(rows: Rows) -> Rows:
        return [rows[0] | {"factor": "lisence"}, rows[1] | {"works": "nobody_1999"}]

    folder = written(tiny_copy(), "ann", broken)
    (folder / "codings" / "bob").mkdir()
    with pytest.raises(DatasetError) as caught:
        load(folder)
    said = "\n".join(str(fault) for fault in caught.value.faults)
    assert "codings/ann/evidence.csv, row 2, factor: unknown factor 'lisence'. Did you mean 'licence'?" in said
    assert "codings/ann/evidence.csv, row 3, works: unknown work 'nobody_1999'." in said
    assert "codings/bob/evidence.csv: the file is missing." in said
    assert len(caught.value.faults) == 3


def test_what_is_no_coding_is_passed_over(tiny_copy: Callable[[], Path]) -> None:
    folder = written(tiny_copy(), "ann")
    (folder / "codings" / "README.md").write_text("who coded what", encoding="utf-8")
    (folder / "codings" / ".cache").mkdir()
    (folder / "codings" / "__MACOSX").mkdir()
    assert list(load(folder).codings) == ["ann"]


def test_the_review_was_coded_three_times(psw: Dataset) -> None:
    found = {one.variable: one for one in reliability(psw)}
    assert {len(one.coders) for one in found.values()} == {3}
    assert RELEASED not in found["factor"].coders
    for one in found.values():
        assert one.alpha is not None
        assert one.alpha > 0.8
    # Every factor that was released in a paragraph was coded there by two of the three at least, a majority, but for
    # what a second reader added: a clause on understanding and pay, and what two summaries add.
    added = {("HRM-3", "trust_experiential"), ("ECO-4", "recovery_values")} | {
        ("WELL-3", factor)
        for factor in (
            "trust_experiential",
            "stigma_at_work",
            "change_management",
            "workplace_training",
            "role_clarity",
        )
    }
    pairs = {(record.paragraph, record.factor) for record in psw.records.values()}
    assert {pair for pair in pairs if len(coders_of(psw, pair[1], pair[0])) < 2} == added
