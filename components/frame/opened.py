"""What each page can hold open: a cell belongs to its page, and is closed where the filters leave it out."""

from collections.abc import Callable, Mapping
from typing import Final

from components.answers.store import measures, policy, stated
from components.view.home import home_names, home_of
from components.view.parameters import OPENED, PARAMETERS, PRINTED, Value, selection
from data.model.dataset import Dataset
from data.model.filters import chosen_factors, chosen_places
from data.questions.cells import Cell
from data.questions.lenses import lens
from data.questions.lessons import other_places, scope
from data.questions.policy import numeric_levers

View = Mapping[str, Value]
_CELL: Final = ("lever", "place", "point")


def holding(dataset: Dataset, page: str, view: View) -> dict[str, Value]:
    """Return the parameters that a page can't hold as the view has them, with what takes their place: nothing.

    Parameters
    ----------
    dataset : Dataset
    page : str
        The address of the page within the dashboard.
    view : mapping of parameter to value
    """
    held = _HELD.get(page, _nothing)(dataset, view)
    emptied = {name for name in OPENED if name not in held}
    if page == "jurisdictions":
        emptied |= _unknown_numbers(dataset, view)
    if view["home"] is not None and view["home"] not in home_names(dataset):
        emptied.add("home")
    return {name: PARAMETERS[name].default for name in emptied if view[name] != PARAMETERS[name].default}


def _nothing(_dataset: Dataset, _view: View) -> tuple[str, ...]:
    return ()


def _places(dataset: Dataset, view: View) -> tuple[str, ...]:
    chosen = selection(view)
    return chosen_places(dataset, chosen) if chosen.places else dataset.headline


def _cell(cells: Mapping[tuple[str, str], Cell], view: View) -> tuple[str, ...]:
    """Return what stays open of a cell of a policy table: all of it, without its point, or nothing."""
    cell = cells.get((str(view["lever"]), str(view["place"])))
    if cell is None:
        return ()
    return _CELL if view["point"] in cell.facts else _CELL[:2]


def _table(dataset: Dataset, view: View) -> tuple[str, ...]:
    # A map has more places than the table: any that the filters leave can be open.
    chosen = selection(view)
    here = () if view["place"] is None else (str(view["place"]),)
    places = here if here and (not chosen.places or here[0] in chosen.places) else _places(dataset, view)
    return _cell(policy(dataset, chosen.of_facts, places), view)


def _unknown_numbers(dataset: Dataset, view: View) -> set[str]:
    """Return which choices of numbers these places have nothing of."""
    facts, places = selection(view).of_facts, _places(dataset, view)
    unknown = set()
    if view["numbers"] is not None and view["numbers"] not in numeric_levers(dataset, policy(dataset, facts, places)):
        unknown.add("numbers")
    if view["series"] is not None and view["series"] not in {t.measure for t in measures(dataset, facts, places)}:
        unknown.add("series")
    return unknown


def _factors(dataset: Dataset, view: View) -> tuple[str, ...]:
    """Return the choices of row and column, where the matrix has those that are made."""
    chosen, columns = selection(view), str(view["columns"])
    name = "place" if columns == "places" else "column"
    row, column = view["factor"] or None, view[name] or None
    held = (row is None or row in chosen_factors(dataset, chosen)) and (
        column is None or column in lens(dataset, chosen, columns).columns
    )
    return ("factor", name) if held else ()


def _influences(dataset: Dataset, view: View) -> tuple[str, ...]:
    chosen = selection(view)
    if view["factor"] not in chosen_factors(dataset, chosen):
        return ()
    links = {name for names in stated(dataset, chosen).values() for name in names}
    return ("factor", "steps", *(("record",) if view["record"] in links else ()))


def _lessons(dataset: Dataset, view: View) -> tuple[str, ...]:
    home, chosen = home_of(dataset, None if view["home"] is None else str(view["home"])), selection(view)
    if home is None or view["memo"]:
        return ()
    if view["lever"] is not None:
        return _cell(policy(dataset, selection(view).of_facts, (home, *other_places(dataset, chosen, home))), view)[:2]
    if view["factor"] is not None:
        held = (
            view["factor"] in chosen_factors(dataset, chosen) and view["place"] in scope(dataset, chosen, home).places
        )
        return ("factor", "place") if held else ()
    return ("record",) if view["record"] in dataset.influences else ()


def _evidence(_dataset: Dataset, _view: View) -> tuple[str, ...]:
    # The panel says itself which of what it holds the filters leave out.
    return ("record", "work")


def _briefing(_dataset: Dataset, _view: View) -> tuple[str, ...]:
    # It prints what is open on the page that one comes from.
    return PRINTED


_HELD: Final[Mapping[str, Callable[[Dataset, View], tuple[str, ...]]]] = {
    "": _table,
    "jurisdictions": _table,
    "factors": _factors,
    "influences": _influences,
    "lessons": _lessons,
    "evidence": _evidence,
    "briefing": _briefing,
}
