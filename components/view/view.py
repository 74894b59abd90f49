"""A view outside of any session: what a permalink describes, for a file that is made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from components.view.parameters import PARAMETERS, Dropped, Value, encode, parse, selection
from data.model.dataset import Dataset
from data.model.filters import chosen_places
from data.model.selection import Selection

BRIEFING: Final = "briefing"
OF_BRIEFINGS: Final = frozenset({"sections", "title", "author", "note", "annex", "preview"})


@dataclass(frozen=True)
class View:
    """One view of one dataset, and where the dashboard stands at which it opens again.

    Attributes
    ----------
    dataset : Dataset
    values : mapping of parameter to value
        Every one of :data:`components.view.parameters.PARAMETERS`.
    address : str
        The dashboard's own address without a trailing slash, a sub-path
        included: ``https://example.org/dash``. Empty where it isn't known: a
        link is then the page and its query alone.
    made : date
        The day on which a file is made from the view.
    """

    dataset: Dataset
    values: Mapping[str, Value]
    address: str = ""
    made: date = field(default_factory=date.today)

    @cached_property
    def selection(self) -> Selection:
        """The filters among the values."""
        return selection(self.values)

    @property
    def facts(self) -> Selection:
        """The filters that facts heed."""
        return self.selection.of_facts

    @property
    def places(self) -> tuple[str, ...]:
        """The chosen places, in the order of the screen; the headline ones where none is chosen."""
        return chosen_places(self.dataset, self.selection) if self.selection.places else self.dataset.headline

    def text(self, name: str) -> str | None:
        """Return the value of a parameter that is one word or none."""
        value = self.values[name]
        return value if isinstance(value, str) else None

    def flag(self, name: str) -> bool:
        """Return the value of a parameter that is a yes or no."""
        return bool(self.values[name])

    def number(self, name: str) -> float:
        """Return the value of a parameter that is a number."""
        value = self.values[name]
        return float(value) if isinstance(value, int | float) else 0.0

    def words(self, name: str) -> tuple[str, ...]:
        """Return the value of a parameter that is a list of words."""
        value = self.values[name]
        return value if isinstance(value, tuple) else ()

    def query(self, page: str = "") -> str:
        """Return the view as the query of a permalink, the dataset's version included.

        What a briefing is called and holds stands in the link of its own page alone.
        """
        told = encode(self.values)
        left_out = {"preview"} if page == BRIEFING else OF_BRIEFINGS
        kept = {name: told[name] for name in told if name not in left_out}
        return urlencode({**kept, "v": [self.dataset.about.version]}, doseq=True)

    def link(self, page: str = "") -> str:
        """Return the permalink at which a page shows this view."""
        return f"{self.address}/{page}?{self.query(page)}"

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells what this view shows from what every other does: the key of a cache of its exhibits."""
        return (self.dataset.fingerprint, self.query(), self.address, self.made.isoformat())


def view_of_link(dataset: Dataset, link: str, address: str = "", made: date | None = None) -> View:
    """Return the view that a permalink, or its query alone, describes.

    Parameters
    ----------
    dataset : Dataset
    link : str
        ``https://host/factors?places=xx``, ``?places=xx`` or ``places=xx``.
    address : str
        See :class:`View`.
    made : date, optional
        Today, without one.

    Raises
    ------
    NotValidError
        Where the link names what this dataset or dashboard doesn't have.
    """
    query = urlsplit(link).query if "?" in link else link
    values, dropped = parse(parse_qs(query, keep_blank_values=True), dataset)
    if dropped:
        raise NotValidError(dropped)
    return View(dataset, values, address.rstrip("/"), made or date.today())


class NotValidError(ValueError):
    """A view that can't be shown as it is described: every piece that isn't valid, with the nearest that is."""

    def __init__(self, dropped: tuple[Dropped, ...]) -> None:
        self.dropped = dropped
        said = "; ".join(str(piece) for piece in dropped)
        super().__init__(f"not valid here: {said}. Parameters are: {', '.join(PARAMETERS)}.")
