"""Where places differ, for a briefing."""

from components.answers import store
from components.exhibits.exhibit import Cell, Column, Exhibit, Field, Sheet, Table
from components.exhibits.sections.facts import fact_detail, facts_works
from components.exhibits.sections.parts import filter_words
from components.exhibits.view import View
from components.policy.overview import group_words
from data.model.dataset import Dataset
from data.questions import policy
from data.questions.policy import category_of, differences


def differences_exhibit(view: View) -> Exhibit | None:
    """Return the levers on which the view's places are not the same, and how; None where there are none."""
    dataset = view.dataset
    cells = store.policy(dataset, view.facts, view.places)
    found = sorted(differences(dataset, cells), key=lambda each: -len(each.groups.keys() - {"not_reported"}))
    if not found:
        return None
    rows, sheet = [], []
    for difference in found:
        groups = [
            (group_words(key), tuple(dataset.jurisdictions[place].name for place in places), places)
            for key, places in sorted(difference.groups.items(), key=lambda item: item[0] == "not_reported")
        ]
        said = "; ".join(f"{words}: {', '.join(names)}" for words, names, _ in groups)
        rows.append((Cell(dataset.levers[difference.lever].name, kind="head"), Cell(said)))
        sheet += [
            (difference.lever, dataset.levers[difference.lever].name, words, place, dataset.jurisdictions[place].name)
            for words, _, places in groups
            for place in places
        ]
    uneven = {difference.lever for difference in found}
    facts = tuple(
        dict.fromkeys(
            name
            for cell in cells.values()
            if cell.lever in uneven
            for name in _telling(dataset, cell)
        )
    )  # fmt: skip
    levers = {lever for lever, _ in cells}
    return Exhibit(
        name="differences",
        section="overview",
        title="Where they differ",
        filters=filter_words(view, "headline places", evidence=False),
        finding=f"On {len(found)} of {len(levers)} levers the places' categories or states are not the same.",
        table=Table((Column("Lever", 1.0), Column("Who has what", 4.0)), tuple(rows)),
        sheet=Sheet("differences", _DIFFERENCE_FIELDS, tuple(sheet)),
        legend=(),
        caveats=(
            "A silence of the sources is told as a state of its own ('not reported'): "
            "it says what is known, not that the places are unlike.",
        ),
        works=facts_works(dataset, facts),
        details=tuple(fact_detail(dataset, fact) for fact in facts),
        link=view.link(),
    )


def _telling(dataset: Dataset, cell: policy.Cell) -> tuple[str, ...]:
    """Return the facts that put a cell into its group: the first of its category, else those of its state."""
    category = category_of(dataset, cell)
    named = tuple(name for name in cell.facts if dataset.facts[name][1].category == category)
    return named[:1] or cell.facts[:1]


_DIFFERENCE_FIELDS = (
    Field("lever", "Id of the lever"),
    Field("lever_name", "The lever as the codebook names it"),
    Field("group", "The category or state that the place is in"),
    Field("place", "Id of the jurisdiction"),
    Field("place_name", "The jurisdiction's name"),
)
