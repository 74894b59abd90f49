"""A briefing: chosen exhibits in their order, under one title, with one provenance."""

from dataclasses import dataclass, field, replace

from components.exhibits.digest import Annex, Digest
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
    language : str
        Of the dataset, as a tag; every file says it.
    digest : Digest or None
        The short form; None for a file that holds the annex alone.
    cited : mapping of key to Work
        The works that the short form rests on.
    annex : Annex
        What goes with the short form.
    """

    title: str
    exhibits: tuple[Exhibit, ...]
    provenance: Provenance
    works: dict[str, Work]
    behind: dict[str, Work]
    author: str = ""
    note: str = ""
    abbreviations: dict[str, str] = field(default_factory=dict)
    language: str = "en"
    digest: Digest | None = None
    cited: dict[str, Work] = field(default_factory=dict)
    annex: Annex = "short"

    @property
    def with_annex(self) -> bool:
        """Whether a document of it holds the exhibits."""
        return self.digest is None or self.annex == "with"

    @property
    def annexed(self) -> bool:
        """Whether an annex is made at all: in the same file, or as a second one."""
        return self.annex != "short"

    @property
    def alone(self) -> "Brief":
        """The annex as a file of its own."""
        return replace(self, digest=None)

    @property
    def filters(self) -> tuple[str, ...]:
        """Every filter that an exhibit is narrowed to, each phrase once, in the order of the document."""
        return tuple(dict.fromkeys(phrase for exhibit in self.exhibits for phrase in exhibit.filters))

    def of(self, *shown: Exhibit) -> Provenance:
        """Return where some of its exhibits come from: the documents that they show, if the source is none of them."""
        works = dict.fromkeys(key for exhibit in shown for key in exhibit.works)
        return self.provenance.showing(self.works[key] for key in works)
