"""Where what is shown comes from: the lines that every file which leaves the dashboard holds."""

from dataclasses import dataclass

from components.view.view import View
from data.model.records import Work


@dataclass(frozen=True)
class Provenance:
    """Where an exhibit comes from.

    Attributes
    ----------
    dataset, version, released : str
        The dataset's title, version and ISO date; the date may be empty.
    source : str
        The primary source in one line, with its DOI or address.
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
    def lines(self) -> tuple[str, ...]:
        """The same as sentences, one a line: source, dataset and day, permalink."""
        dated = f" ({self.released})" if self.released else ""
        return (
            f"Source: {self.source}",
            f"Dataset: {self.dataset}, version {self.version}{dated}. Made on {self.made}.",
            f"View: {self.link}",
        )


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
