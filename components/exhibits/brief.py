"""A briefing: chosen exhibits in their order, under one title, with one provenance."""

from dataclasses import dataclass, field

from components.exhibits.exhibit import Exhibit
from components.exhibits.provenance import Provenance
from data.model.records import Work


@dataclass(frozen=True)
class Brief:
    """What a document holds, whatever its format.

    Attributes
    ----------
    title : str
    author, note : str
        The line under the title and the words before the first exhibit; may be empty.
    exhibits : tuple of Exhibit
        In the order of the document.
    provenance : Provenance
    works : mapping of key to Work
        Those that the exhibits rest on, and only those, in the order of first mention.
    behind : mapping of key to Work
        Those and the works behind the exhibits' details: the references of a file that holds details or data.
    abbreviations : mapping
        Of the dataset.
    """

    title: str
    exhibits: tuple[Exhibit, ...]
    provenance: Provenance
    works: dict[str, Work]
    behind: dict[str, Work]
    author: str = ""
    note: str = ""
    abbreviations: dict[str, str] = field(default_factory=dict)

    @property
    def filters(self) -> tuple[str, ...]:
        """Every filter that an exhibit is narrowed to, each phrase once, in the order of the document."""
        return tuple(dict.fromkeys(phrase for exhibit in self.exhibits for phrase in exhibit.filters))

    def of(self, *shown: Exhibit) -> Provenance:
        """Return where some of its exhibits come from: the documents that they show, if the source is none of them."""
        works = dict.fromkeys(key for exhibit in shown for key in exhibit.works)
        return self.provenance.showing(self.works[key] for key in works)
