"""What the reader chose to look at: one frozen object that applies and describes itself."""

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Selection:
    """The filters of a view; an empty tuple chooses everything.

    Attributes
    ----------
    places, levels, domains, factors, directions, bases, works : tuple of ids
        A record passes where each filter that isn't empty names one of its ids.
    parts : bool
        Count the records and facts of programmes and regions under the place
        that they are a part of, too.
    supplement : bool
        Keep facts that rest on other documents than the primary source.
    cited : bool
        Keep only what one could cite: leave out what rests on nothing but works
        of which only the citation was seen.
    on : str or None
        The day, month or year of which it is asked what is in place (a month or
        year stands for its first day); today where it is None.
    """

    places: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    parts: bool = False
    supplement: bool = True
    cited: bool = False
    on: str | None = None

    @property
    def of_facts(self) -> "Selection":
        """The filters that facts heed, all others left open: places, parts, the supplement, which sources, the day."""
        return replace(self, levels=(), domains=(), factors=(), directions=(), bases=(), works=())

    @property
    def of_cells(self) -> "Selection":
        """The same without the filters that leave out records of a cell."""
        return replace(self, directions=(), bases=(), works=(), cited=False)

    def narrows_evidence(self) -> bool:
        """Whether a filter leaves out records of a cell, so that its rating may differ."""
        return bool(self.directions or self.bases or self.works or self.cited)


FILTERS = tuple(field.name for field in fields(Selection))
