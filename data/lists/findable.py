"""Where a search looks: the texts of each entry and of each work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from data.lists.library import Entry
from data.model.dataset import Dataset
from data.model.records import Work, in_words
from data.model.search import FIELD_END, Query, fold, joined
from data.questions.figures import written


@dataclass(frozen=True)
class Index:
    """Every entry, in the order of the source, and the folded texts of entries and works, by id and by key.

    ``own`` holds what an entry says itself, ``entries`` the texts of its works, too.
    """

    listed: tuple[Entry, ...]
    own: Mapping[str, str]
    entries: Mapping[str, str]
    works: Mapping[str, str]

    def found(self, among: Iterable[Entry], query: Query) -> tuple[Entry, ...]:
        """Return those of some entries in which every term of a query occurs, in their order."""
        return tuple(entry for entry in among if query.finds(self.entries[entry.id]))

    def own_first(self, among: Iterable[Entry], query: Query) -> tuple[Entry, ...]:
        """Return entries that say every term of a query themselves, and after them those whose works' titles do."""
        return tuple(sorted(among, key=lambda entry: not query.finds(self.own[entry.id])))


def index(dataset: Dataset, listed: tuple[Entry, ...]) -> Index:
    """Return the index of a dataset's entries and works."""
    folded = cache(fold)  # labels and works come again and again
    of_works = {
        key: FIELD_END.join(folded(text) for _, text in work_texts(work)) for key, work in dataset.works.items()
    }
    own = {entry.id: FIELD_END.join(folded(text) for _, text in own_texts(dataset, entry)) for entry in listed}
    return Index(
        listed,
        own,
        {entry.id: FIELD_END.join((own[entry.id], *(of_works[key] for key in entry.works))) for entry in listed},
        {
            key: joined([*(text for _, text in work_texts(work)), work.study_country, work.note])
            for key, work in dataset.works.items()
        },
    )


def entry_texts(dataset: Dataset, entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return what a search looks at in an entry: pairs of (what it is, text), none empty.

    What it says itself, and its works, with every spelling that the source has of them.
    """
    works = (text for key in entry.works for text in work_texts(dataset.works[key]))
    return tuple(dict.fromkeys((*own_texts(dataset, entry), *works)))


def own_texts(dataset: Dataset, entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return what an entry says itself: pairs of (what it is, text), none empty.

    Its statement or value, and what a fact says beside it; the labels of its
    factors, lever and places; paragraph and section.
    """
    texts: list[tuple[str, str]] = [("id", entry.id), ("statement", entry.statement)]
    if entry.kind == "facts":
        fact = dataset.facts[entry.id][1]
        number = "" if fact.number is None else f"{written(fact.number)} {fact.unit or ''}"
        texts += [("number", number), ("counts", fact.counts or ""), ("date", fact.as_of or "")]
        texts += [("note", fact.note or ""), ("category", in_words(fact.category or ""))]
    texts += [("factor", dataset.factors[name].name) for name in entry.factors]
    texts += [("level", dataset.levels[dataset.level_of(name)].name) for name in entry.factors]
    texts += [("lever", dataset.levers[entry.lever].name)] if entry.lever is not None else []
    for name in entry.places:
        place = dataset.jurisdictions[name]
        texts += [("place", place.name), ("place", place.label)]
    if entry.paragraph is not None:
        texts += [("paragraph", entry.paragraph), ("section", dataset.section_of(entry.paragraph))]
    return tuple(dict.fromkeys((what, text) for what, text in texts if text))


def work_texts(work: Work) -> tuple[tuple[str, str], ...]:
    """Return what a search looks at in a work: pairs of (what it is, text), none empty.

    Its country and the caution on it are asked where works are searched, not
    entries: they would find all that cites it, whatever it says.
    """
    texts = [
        ("work", work.name),
        ("work's authors", work.authors),
        ("work's title", work.title),
        ("work's journal", work.container),
        ("work's DOI", work.doi),
        *(("source's spelling", spelling) for spelling in work.cited_as),
    ]
    return tuple((what, text) for what, text in texts if text)
