"""Where places differ, for a briefing."""

from components.answers import store
from components.drawing.words import group_words
from components.exhibits.exhibit import Cell, Column, Exhibit, Field, Sheet, Table
from components.exhibits.sections.facts import fact_detail, facts_works
from components.exhibits.sections.parts import filter_words
from components.view.view import View
from data.model.dataset import Dataset
from data.questions import cells as policy
from data.questions.policy import differences


def differences_exhibit(view: View) -> Exhibit | None:
    """Return the levers on which the view's places are not the same, and how; None where there are none."""
    dataset = view.dataset
    cells = store.policy(dataset, view.facts, view.places)
    found = sorted(differences(dataset, cells), key=lambda each: -len(each.groups))
    if not found:
        return None
    rows, sheet = [], []
    for difference in found:
        groups = [
            (group_words(key), tuple(dataset.jurisdictions[place].name for place in places), places)
            for key, places in difference.groups.items()
        ]
        silent = ", ".join(dataset.jurisdictions[place].name for place in difference.gaps)
        said = "; ".join(f"{words}: {', '.join(names)}" for words, names, _ in groups)
        gaps = f"not reported: {silent}" if silent else ""
        rows.append((Cell(dataset.levers[difference.lever].name, kind="head"), Cell(said, detail=gaps)))
        sheet += [
            (difference.lever, dataset.levers[difference.lever].name, words, place, dataset.jurisdictions[place].name)
            for words, _, places in groups
            for place in places
        ]
        sheet += [
            (
                difference.lever,
                dataset.levers[difference.lever].name,
                group_words("not_reported"),
                place,
                dataset.jurisdictions[place].name,
            )
            for place in difference.gaps
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
        finding=f"On {len(found)} of {len(levers)} levers the places state what excludes each other. "
        "Gaps are not counted.",
        table=Table((Column("Lever", 1.0), Column("Who has what", 4.0)), tuple(rows)),
        sheet=Sheet("differences", _DIFFERENCE_FIELDS, tuple(sheet)),
        legend=(),
        caveats=("Where the sources are silent on a place ('not reported') nothing is known: that is no difference.",),
        works=facts_works(dataset, facts),
        details=tuple(fact_detail(dataset, fact) for fact in facts),
        link=view.link(),
    )


def _telling(dataset: Dataset, cell: policy.Cell) -> tuple[str, ...]:
    """Return the facts that put a cell into its group: those of its categories, else the one that it shows."""
    return tuple(name for name in cell.present if dataset.facts[name][1].category is not None) or cell.facts[:1]


_DIFFERENCE_FIELDS = (
    Field("lever", "Id of the lever"),
    Field("lever_name", "The lever as the codebook names it"),
    Field("group", "The category or state that the place is in"),
    Field("place", "Id of the jurisdiction"),
    Field("place_name", "The jurisdiction's name"),
)
