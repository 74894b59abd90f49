"""Where what is shown comes from: the lines that every file which leaves the dashboard holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from components.view.view import View
from data.model.records import Work

MOST_NAMED: Final = 3
"""So many documents are named where what is shown rests on several; the references list all."""


@dataclass(frozen=True)
class Provenance:
    """Where an exhibit comes from.

    Attributes
    ----------
    dataset, version, released : str
        The dataset's title, version and ISO date; the date may be empty.
    source : str
        The primary source in one line, with its DOI or address; of what rests on
        other documents alone, those, see :meth:`showing`.
    cite : str
        How the dataset asks to be cited; may be empty.
    licence : str
        May be empty.
    made : str
        The day on which the file was made, ISO.
    link : str
        The permalink of the view.
    """

    dataset: str
    version: str
    released: str
    source: str
    cite: str
    licence: str
    made: str
    link: str

    @property
    def has_host(self) -> bool:
        """Whether the permalink says where the dashboard stands, so that it opens elsewhere, too."""
        return self.link.startswith(("http://", "https://"))

    @property
    def lines(self) -> tuple[str, ...]:
        """The same as sentences, one a line: source, dataset and day, permalink."""
        dated = f" ({self.released})" if self.released else ""
        return (
            f"Source: {self.source}",
            f"Dataset: {self.dataset}, version {self.version}{dated}. Made on {self.made}.",
            f"View: {self.link}",
        )

    def showing(self, works: Iterable[Work]) -> "Provenance":
        """Return the same of what rests on some works: where the source is none of them, they are named instead."""
        every = list(works)
        if not every or self.source in map(source_line, every):
            return self
        return replace(self, source=named_sources(every))


def named_sources(works: Sequence[Work]) -> str:
    """Return works in one line: one in full, of several the names, of many the first."""
    if len(works) == 1:
        return source_line(works[0])
    named = [f"{work.name} ({work.title.rstrip('.')})" if work.title else work.name for work in works[:MOST_NAMED]]
    more = f"; and {len(works) - MOST_NAMED} more" if len(works) > MOST_NAMED else ""
    return f"{'; '.join(named)}{more}: see the references."


def source_line(work: Work) -> str:
    """Return a work in one line: authors, year, title, and its DOI as an address, else its address."""
    told = f"{work.authors.rstrip('.')} ({work.year or 'no year stated'})"
    title = f". {work.title.rstrip('.')}" if work.title else ""
    where = f". {work.container}" if work.container else ""
    address = f"https://doi.org/{work.doi}" if work.doi else work.url
    return f"{told}{title}{where}. {address}".rstrip(" .") if not address else f"{told}{title}{where}. {address}"


def provenance(view: View, page: str = "") -> Provenance:
    """Return where what a view shows comes from; `page` is the one that its permalink opens."""
    about = view.dataset.about
    return Provenance(
        dataset=about.title,
        version=about.version,
        released=about.released or "",
        source=source_line(view.dataset.source),
        cite=about.how_to_cite or "",
        licence=about.licence or "",
        made=view.made.isoformat(),
        link=view.link(page),
    )
