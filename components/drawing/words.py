"""The words that every page uses alike: amounts, counts, marks of sources, cautions, conflicts."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from components.drawing import looks
from data.model.dataset import Dataset
from data.model.records import Fact, Word, Work, in_words
from data.model.vocabulary import LIST_SEPARATOR
from data.questions.cells import only_cited
from data.questions.counting import agreeing, counted, share, stopped
from data.questions.countries import studied_elsewhere
from data.questions.figures import amount

__all__ = [
    "agreeing",
    "amount",
    "basis_name",
    "caution_words",
    "cautions_at",
    "conflicts_naming",
    "counted",
    "fact_marks",
    "group_words",
    "paragraph_example",
    "share",
    "source_mark",
    "stopped",
]


def status_sign(dataset: Dataset, status: str) -> str:
    """Return the sign of a status, of the dataset's own or a built-in one."""
    own = dataset.statuses.get(status)
    return looks.STATUS_SIGNS[status] if own is None else own.sign or looks.STATUS_SIGNS[own.behaves_as]


def status_term_words(dataset: Dataset, status: str) -> str:
    """Return what a status is called, of the dataset's own or a built-in one."""
    own = dataset.statuses.get(status)
    return looks.STATUS_WORDS[status] if own is None else own.name.lower()


def stated_status(fact: Fact) -> str:
    """Return the id of a fact's status, as its source has it: the dataset's own, or a built-in one."""
    return fact.own_status or fact.status


def attribute_words(dataset: Dataset, held: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the attributes of a fact or record, in the codebook's order: what each is called, and its value."""
    return tuple((term.name, held[name]) for name, term in dataset.attributes.items() if held.get(name))


def own_word(dataset: Dataset, kind: Literal["place", "lever", "factor", "level"]) -> tuple[str, str]:
    """Return what the dataset calls one thing of a kind, and several."""
    word: Word | None = getattr(dataset.codebook.words, kind)
    return (word.singular, word.plural) if word else (kind, f"{kind}s")


def source_mark(dataset: Dataset, fact: Fact) -> str:
    """Return the mark of a fact's source: the primary source's paragraph, else the first work's name."""
    return fact.paragraph if fact.paragraph is not None else dataset.works[fact.works[0]].name


def fact_marks(dataset: Dataset, fact: Fact) -> tuple[str, ...]:
    """Return what is marked wherever a fact stands: that it isn't of the whole place, that its works weren't seen."""
    marks = (looks.SCOPE_WORDS.get(fact.scope or "", ""), looks.ONLY_CITED if only_cited(dataset, fact.works) else "")
    return tuple(mark for mark in marks if mark)


def paragraph_example(dataset: Dataset) -> str:
    """Return the name of a coded paragraph, to explain such a mark by."""
    coded = (name for name, role in dataset.about.paragraphs.items() if role == "coded")
    return next(coded, None) or next(iter(sorted(dataset.evidence.used("paragraph"))), "§")


def cautions_at(dataset: Dataset, work: Work, places: Iterable[str]) -> list[str]:
    """Return a work's cautions where it is cited for these places: its own, and that its study is from elsewhere.

    The last isn't said again where the work's own note names the country of the study.
    """
    elsewhere = [place for place in places if studied_elsewhere(dataset, work, place)]
    cautions = list(work.cautions)
    if elsewhere and work.study_country not in work.note:
        names = ", ".join(dataset.jurisdictions[place].name for place in elsewhere)
        cautions.append(f"Study carried out in {work.study_country}; cited here for {names}.")
    return cautions


def caution_words(dataset: Dataset, keys: Iterable[str], places: Iterable[str]) -> tuple[str, ...]:
    """Return what a reader must know of some works, one text a work, led by its name.

    Parameters
    ----------
    dataset : Dataset
    keys : iterable of str
        The works.
    places : iterable of ids
        Those that they are cited for.
    """
    cited_for = tuple(places)
    told = ((work, cautions_at(dataset, work, cited_for)) for work in (dataset.works[key] for key in keys))
    return tuple(f"{work.name}: {' '.join(map(stopped, cautions))}" for work, cautions in told if cautions)


def conflicts_naming(dataset: Dataset, name: str) -> tuple[str, ...]:
    """Return the sentences of the conflicts that name a record or fact by its id."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return tuple(sentence for sentence in dataset.about.conflicts.values() if whole.search(sentence))


def basis_name(dataset: Dataset, basis: str) -> str:
    """Return what a basis is called, told in the codebook or not."""
    return next((term.name for term in dataset.codebook.bases if term.id == basis), in_words(basis))


def group_words(key: str) -> str:
    """Return a category, several, or a state of cells in words."""
    return " and ".join(looks.STATE_WORDS.get(one, in_words(one).lower()) for one in key.split(LIST_SEPARATOR))
