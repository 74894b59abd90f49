"""One DOI under two keys is one work: counted by hand, wherever works are counted, whoever holds the records."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.intake.loading import load
from data.lists.contributions import contributions, work_roles
from data.lists.library import entries, passing
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.behind import behind_cells
from data.questions.influence import influence_pairs
from data.questions.rating import cell_records, factor_matrix
from tests.data.folders import append
from tests.data.folders import replace as changed

AGAIN = 'alpha_again,"Alpha, 2010b",article,"Alpha, A.",2010,Crossings,10.1000/182,,Norway,no,\n'


@pytest.fixture
def folder(tiny_copy: Callable[[], Path]) -> Path:
    """Return the worked example with a second key of the DOI of alpha_2010, under which E2, F4 and I3 cite it.

    E7 cites both.
    """
    folder = tiny_copy()
    append("works.csv", AGAIN)(folder)
    changed(
        "evidence.csv",
        "E2,ONE-2,licence,facilitator,aa,finding,beta_2015",
        "E2,ONE-2,licence,facilitator,aa,finding,alpha_again",
    )(folder)
    changed("evidence.csv", "mixed,aa,finding,alpha_2010;beta_2015", "mixed,aa,finding,alpha_again;alpha_2010")(folder)
    changed("influences.csv", "I3,skill,fatigue,-,TWO-1,,", "I3,skill,fatigue,-,TWO-1,alpha_again; alpha_2010,")(folder)
    place = folder / "jurisdictions" / "no.yaml"
    place.write_text(place.read_text(encoding="utf-8").replace("[alpha_2010]", "[alpha_again]"), encoding="utf-8")
    return folder


def _memory(folder: Path, _: pytest.MonkeyPatch) -> Dataset:
    return load(folder)


def _embedded(folder: Path, patch: pytest.MonkeyPatch) -> Dataset:
    patch.setenv("POLICY_ENGINE", "duckdb")
    return load(folder)


def _parquet(folder: Path, patch: pytest.MonkeyPatch) -> Dataset:
    rows = pd.read_csv(folder / "evidence.csv", dtype="str", keep_default_na=False)
    rows.to_parquet(folder / "evidence.parquet")
    (folder / "evidence.csv").unlink()
    return _embedded(folder, patch)


def _tabled(folder: Path, _: pytest.MonkeyPatch) -> Dataset:
    """Return the dataset with its records as a server holds them: under the keys of the file."""
    from data.engines.engines import Frames, tabled
    from data.model.tables import long

    held = load(folder)
    rows = pd.read_csv(folder / "evidence.csv", dtype="str", keep_default_na=False)
    records = held.tables.records.assign(jurisdictions=rows["jurisdictions"], works=rows["works"])
    cited = long(rows, "works", "work").reset_index(drop=True)
    tables = held.tables
    frames = Frames(records, tables.record_place, cited, tables.texts, tables.place_within, lambda frame: frame)
    return replace(held, elsewhere=tabled(frames, held.same_works))


@pytest.mark.parametrize("held", [_memory, _embedded, _parquet, _tabled])
def test_counts_by_hand(folder: Path, monkeypatch: pytest.MonkeyPatch, held: Callable[..., Dataset]) -> None:
    dataset: Dataset = held(folder, monkeypatch)
    assert [key for key in dataset.works if key.startswith("alpha")] == ["alpha_2010"]
    assert dataset.works["alpha_2010"].cited_as[-1] == "Alpha, 2010b"
    rated = factor_matrix(dataset, Selection()).set_index(["factor", "place"])
    # E1 and E2 are of one work: what were two works and a +2 is one and a +1.
    licence = rated.loc[("licence", "aa")]
    assert (licence["rating"], licence["records"], licence["works"], licence["directed_works"]) == ("+1", 2, 1, 1)
    assert rated.loc[("weather_watch", "aa"), "works"] == 1
    assert rated.loc[("subsidy", "aa"), "works"] == 2
    by_work = factor_matrix(dataset, Selection(factors=("licence",)), "works").set_index("place")
    # E1 and E2 at aa, E12 and E13 at no: alpha_2010; E11: gamma_2018.
    assert by_work["records"].to_dict() == {"alpha_2010": 4, "gamma_2018": 1}
    names = cell_records(dataset, Selection(works=("alpha_2010",)), "licence", "aa")
    assert names == ("E1", "E2")
    assert dataset.evidence.records(("E2", "E7"))["E7"].works == ("alpha_2010",)
    assert dataset.evidence.records(("E2",))["E2"].works == ("alpha_2010",)
    assert dataset.cited_works == ("alpha_2010", "beta_2015", "gamma_2018")


def test_lists_and_links_by_hand(folder: Path) -> None:
    dataset = load(folder)
    pairs = influence_pairs(dataset, Selection()).set_index(["from_factor", "to_factor"])
    assert pairs["works"].to_dict() == {("subsidy", "skill"): 1, ("noise", "fatigue"): 0, ("skill", "fatigue"): 1}
    assert dataset.facts["F4"][1].works == ("alpha_2010",)
    listed = entries(dataset)
    own = {each.work.key: each for each in contributions(dataset, listed, work_roles(dataset, listed), unused=True)}
    # E1 E2 E3 E5 E7 E8 E10 E12 E13, F1 F4, I1 I3
    assert (own["alpha_2010"].count("records"), own["alpha_2010"].count("facts")) == (9, 2)
    assert own["alpha_2010"].count("influences") == 2
    assert "alpha_again" not in own
    assert {"E2", "F4", "I3"} <= passing(dataset, Selection(works=("alpha_2010",)))
    assert behind_cells(dataset, Selection()).works["licence", "aa"] == ("alpha_2010",)


def test_what_was_seen_under_one_key_was_seen(folder: Path) -> None:
    """The second key says that only its citation was seen; under the first the work was checked."""
    dataset = load(folder)
    assert dataset.works["alpha_2010"].verified == "yes"
    assert "E2" in passing(dataset, Selection(cited=True))


def test_a_folder_without_doubles_is_read_as_it_is(tiny: Dataset) -> None:
    assert tiny.same_works == {}
