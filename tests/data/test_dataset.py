"""The frozen object that every page is given."""

import dataclasses

import pytest
from pydantic import ValidationError

from data.intake.files import fingerprint
from data.intake.loading import load
from data.model.dataset import Dataset, screen_order
from data.model.records import Jurisdiction, Work, leading_year
from tests.data.folders import append, replace


def test_norway_and_a_date_stay_text(tiny: Dataset, orchard: Dataset) -> None:
    assert tiny.jurisdictions["no"].id == "no"
    assert orchard.about.home == "no"
    assert orchard.about.abbreviations["NO"].startswith("Norway")
    assert tiny.about.released == "2012-05-07"
    assert orchard.facts["T01"][1].as_of == "2012-05-07"
    assert set(orchard.tables.record_place["place"]) >= {"no"}


def test_a_number_is_a_number_and_nothing_else_is(tiny: Dataset, orchard: Dataset) -> None:
    numbers = {name: fact.number for name, (_, fact) in tiny.facts.items()}
    assert numbers == {
        "S1": None, "S2": 0.66, "S3": 0.5, "F1": 0.5, "F2": 0.0, "S4": None, "F3": 1.0, "F4": 35.0, "F5": None,
        "S5": None,
    }  # fmt: skip
    facts = tiny.tables.facts.set_index("id")
    assert facts["number"].dtype == "float64"
    assert facts["number"].isna().sum() == 4
    assert facts["year"].dtype == "Int64"
    assert facts["primary"].dtype == "bool"
    assert facts.loc["F2", "number"] == 0
    assert orchard.facts["T15"][1].number == -2


def test_the_order_of_the_screen(tiny: Dataset, orchard: Dataset, psw: Dataset) -> None:
    assert list(tiny.jurisdictions) == ["aa", "no", "aa_boat", "anywhere"]
    # Headline places by name; then each country followed by its parts; literature last.
    assert list(orchard.jurisdictions) == [
        "ma_fes", "jp_kyoto", "no", "no_oslo", "no_oslo_loekka", "islands", "bg_plovdiv", "elsewhere",
    ]  # fmt: skip
    order = list(psw.jurisdictions)
    assert order[-1] == "general"
    assert order.index("us_ga") > order.index("us")


def test_headline_places_come_first(orchard: Dataset) -> None:
    assert orchard.headline == tuple(orchard.jurisdictions)[:2]
    assert set(orchard.headline) == {"ma_fes", "jp_kyoto"}


def test_without_headline_places_the_first_six_are(tiny_copy) -> None:
    folder = tiny_copy()
    replace("jurisdictions/aa.yaml", "headline: true\n", "")(folder)
    replace("jurisdictions/no.yaml", "headline: true", "headline: false")(folder)
    for n in range(6):
        append(f"jurisdictions/z{n}.yaml", f"id: z{n}\nlabel: Zed {n}\nkind: country\n")(folder)
    dataset = load(folder)
    assert dataset.headline == ("aa", "aa_boat", "no", "z0", "z1", "z2")
    assert "anywhere" not in dataset.headline


def test_parts_follow_what_they_are_a_part_of() -> None:
    def place(name: str, part_of: str | None = None, **more: object) -> Jurisdiction:
        given = {"id": name, "label": name.upper(), "kind": "region", "part_of": part_of}
        return Jurisdiction.model_validate({**given, **more})

    places = [
        place("b"), place("a2", "a1"), place("a"), place("a1", "a"), place("c1", "c"), place("c", headline=True),
        place("lit", kind="literature"), place("a1b", "a"), place("lost", "nowhere"),
    ]  # fmt: skip
    assert list(screen_order({p.id: p for p in places})) == ["c", "a", "a1", "a2", "a1b", "b", "c1", "lost", "lit"]


def test_factors_come_by_level_and_domain(tiny_copy) -> None:
    folder = tiny_copy()
    replace("codebook.yaml", '  - {id: rules, level: shore, label: "Rules", section: ONE}\n', "")(folder)
    replace("codebook.yaml", "section: TWO}\n", "section: TWO}\n  - {id: rules, level: shore}\n")(folder)
    replace("codebook.yaml", '  - {id: licence, domain: rules, label: "Licence"}\n', "")(folder)
    replace("codebook.yaml", "directions:\n", "  - {id: licence, domain: rules}\ndirections:\n")(folder)
    dataset = load(folder)
    assert list(dataset.domains) == ["rules", "people"]
    assert list(dataset.factors) == ["subsidy", "piers", "licence", "weather_watch", "skill", "noise", "fatigue"]


def test_names_of_terms_and_places(tiny: Dataset, orchard: Dataset) -> None:
    assert tiny.levels["deck"].name == "Deck"
    assert tiny.factors["weather_watch"].name == "Weather watch"
    assert tiny.jurisdictions["aa"].name == "Alder"
    assert tiny.jurisdictions["no"].name == "Norway"
    assert orchard.levers["upkeep_cost"].name == "Upkeep cost"
    assert orchard.levels["street"].name == "شارع"
    twins = [place.name for place in orchard.jurisdictions.values()]
    assert twins.count("Green belt") == 2
    assert [factor.name for factor in orchard.factors.values()].count("Falling fruit") == 2


def test_section_level_and_source(tiny: Dataset, orchard: Dataset) -> None:
    assert tiny.section_of("TWO-1") == "People on board"
    assert tiny.section_of("THREE-1") == ""
    assert orchard.section_of("§ 1") == ""
    assert tiny.level_of("noise") == "deck"
    assert tiny.source.key == "source_2020"


def test_records_and_influences_hold_their_works_and_places(tiny: Dataset) -> None:
    assert (tiny.records["E6"].places, tiny.records["E6"].works) == (("aa", "no"), ("gamma_2018",))
    assert tiny.records["E9"].works == ()
    assert list(tiny.records) == [f"E{n}" for n in range(1, 16)]
    assert tiny.influences["I1"].works == ("alpha_2010",)
    assert tiny.facts["F3"][0] == "aa_boat"


def test_texts_stay_as_they_were_written(orchard: Dataset) -> None:
    assert orchard.records["R02"].statement == "=1+1 nights of frost are enough."
    assert orchard.records["R07"].statement.startswith('[click](javascript:alert(1)) to report a plum; "nobody picks"')
    assert orchard.records["R22"].statement.count("\n") == 2
    assert "\u202e" in orchard.records["R13"].statement
    assert "\u202e" in orchard.facts["T19"][1].value
    assert orchard.facts["T20"][1].value == "O'Brien & Sons choose: {{ 7 * 7 }} ${HOME} %s \\ `code`"


@pytest.mark.parametrize(
    ("as_of", "year"),
    [("2003", 2003), ("2005-2010", 2005), ("2010/11", 2010), ("1990s", 1990), ("2016-03", 2016), ("late 1990s", None),
     ("since 2003", None), ("20031", None), ("", None), (None, None), ("٢٠١٨", 2018)],
)  # fmt: skip
def test_the_year_of_a_date(as_of: str | None, year: int | None) -> None:
    assert leading_year(as_of) == year


def test_a_work_in_a_sentence_and_its_link(tiny: Dataset) -> None:
    names = {key: work.name for key, work in tiny.works.items()}
    assert names == {
        "alpha_2010": "Alpha 2010", "beta_2015": "Beta and Bravo 2015", "gamma_2018": "Gamma et al. 2018",
        "delta_2016": "Delta Line 2016", "source_2020": "Source 2020",
    }  # fmt: skip
    assert tiny.works["alpha_2010"].link == "https://doi.org/10.1000/182"
    assert tiny.works["beta_2015"].link == "https://example.org/boats"
    assert tiny.works["gamma_2018"].link == ""
    assert tiny.works["alpha_2010"].cited_as == ("Alpha, 2010", "Alfa, 2010")
    assert tiny.works["gamma_2018"].cautions == ("Not verified: only its citation was seen.", "Cited elsewhere.")
    assert tiny.works["alpha_2010"].cautions == ()
    assert Work(key="x", authors="Davis; et al.").name == "Davis et al. n.d."


def test_a_dataset_is_frozen(tiny: Dataset) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        tiny.warnings = ()  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        tiny.tables.records = tiny.tables.facts  # type: ignore[misc]
    with pytest.raises(ValidationError):
        tiny.about.title = "Another"
    with pytest.raises(ValidationError):
        tiny.facts["F1"][1].number = 1.0
    with pytest.raises(ValidationError):
        tiny.records["E1"].direction = "barrier"


def test_the_fingerprint_changes_with_any_file(tiny_copy) -> None:
    folder = tiny_copy()
    first = fingerprint(folder)
    assert fingerprint(folder) == first
    append("jurisdictions/no.yaml", "# a word\n")(folder)
    second = fingerprint(folder)
    assert second != first
    append("jurisdictions/xx.yaml", "id: xx\n")(folder)
    assert fingerprint(folder) != second
