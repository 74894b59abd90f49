"""Things of a dataset as the data API tells them: ids with their labels, works as sources, pages as permalinks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from components.hosting.items import Named, Source
from components.view.parameters import encode
from components.view.registry import card
from data.model.dataset import Dataset
from data.model.records import Work


@dataclass(frozen=True)
class Teller:
    """Tells the things of a dataset; knows at which address its pages are, and what they call the dataset."""

    dataset: Dataset
    base: str
    name: str = ""

    def page(self, title: str, **values: Any) -> str:
        """Return the permalink of a page with some parameters, and the dataset's version."""
        view = encode({**values, "dataset": self.name})
        said = urlencode({**view, "v": [self.dataset.about.version]}, doseq=True)
        return f"{self.base}/{card(title).path}?{said}"

    def sources(self, keys: Sequence[str]) -> list[Source]:
        """Return works as sources."""
        return [self.source(self.dataset.works[key]) for key in keys]

    def source(self, work: Work) -> Source:
        """Return a work as a source."""
        return Source(
            key=work.key,
            name=work.name,
            title=work.title,
            doi=work.doi or None,
            link=work.link or None,
            cautions=list(work.cautions),
        )

    def place(self, name: str) -> Named:
        """Return a jurisdiction by id and name."""
        return Named(id=name, name=self.dataset.jurisdictions[name].name)

    def factor(self, name: str) -> Named:
        """Return a factor by id and label."""
        return Named(id=name, name=self.dataset.factors[name].name)

    def level(self, factor: str) -> Named:
        """Return the level of a factor."""
        level = self.dataset.levels[self.dataset.level_of(factor)]
        return Named(id=level.id, name=level.name)

    def lever(self, name: str) -> Named:
        """Return a lever by id and label."""
        return Named(id=name, name=self.dataset.levers[name].name)

    def section(self, paragraph: str | None) -> str | None:
        """Return the title of the section that a paragraph stands in."""
        return (self.dataset.section_of(paragraph) or None) if paragraph is not None else None

    def conflict(self, name: str | None) -> str | None:
        """Return what stands in conflict, in a sentence."""
        return self.dataset.about.conflicts.get(name) if name is not None else None
