"""The open entry, with the whole chain behind it; and the open work, with all that rests on it."""

from collections.abc import Iterator
from typing import Final

import streamlit as st

from components.drawing import looks
from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import basis_name, conflicts_naming, counted
from components.evidence import library
from components.evidence.entries import row
from components.evidence.library import View
from components.panel.panel import MOST, more_words, work_shown
from components.panel.report import report_link
from components.view import basket, state
from components.view.registry import card
from data.lists.library import Entry
from data.lists.listing import resting_on
from data.model.dataset import Dataset
from data.model.records import Work
from data.model.search import Query
from data.questions.staleness import age_words, cut_off_words

OTHERS: Final = 5


def is_open(shown: View) -> bool:
    """Whether an entry or a work is open."""
    return shown.entry(state.text("record")) is not None or state.text("work") is not None


def show_open(dataset: Dataset, shown: View) -> None:
    """Show the open entry, else the open work, with the way to close it."""
    entry, work = shown.entry(state.text("record")), state.text("work")
    with st.container(key="evidence_panel", border=True):
        st.button("Close", key="close_panel", icon=":material/close:", type="tertiary", on_click=_close)
        if entry is not None:
            clickable(_entry_html(dataset, shown, entry), key="chain_clicks", acts=_ACTS, page=entry.id)
            _links(entry)
        elif work is not None:
            clickable(_work_html(dataset, shown, work), key="chain_clicks", acts=_ACTS, page=work)


def _close() -> None:
    """Close the open entry; the work from which it was opened shows again."""
    state.choose(**{"record" if state.text("record") is not None else "work": None})


_ACTS: Final = {
    "open": library.open_entry,
    "work": lambda key: state.choose(work=key, record=None),
    "basket": basket.toggle,
}


def _links(entry: Entry) -> None:
    """Offer the page on which the entry counts, opened there."""
    if entry.kind == "records":
        at = state.beyond(factor=entry.factors[0], place=entry.places[0], columns="places")
        st.page_link(card("Factors").file, label="Its cell in the factor matrix", query_params=at)
    elif entry.kind == "facts":
        places = state.values()["places"]
        seen = {} if isinstance(places, tuple) and entry.places[0] in places else {"places": entry.places}
        at = state.beyond(lever=entry.lever, place=entry.places[0], **seen)
        st.page_link(card("Jurisdictions").file, label="Its cell in the policy table", query_params=at)
    else:
        at = state.beyond(factor=entry.factors[0], place=None)
        st.page_link(card("Influences").file, label="Its place in the influence map", query_params=at)


def _entry_html(dataset: Dataset, shown: View, entry: Entry) -> str:
    others = shown.kin(entry, OTHERS)
    return rendered(
        "chain.html",
        theme=theme(),
        abbreviations=dataset.about.abbreviations,
        row=row(dataset, entry, shown.query),
        said=[(term, text) for term, text in _said(dataset, entry) if text],
        report=report_link(dataset, entry.id),
        section=shown.query.marked(dataset.section_of(entry.paragraph)) if entry.paragraph else (),
        conflicts=_conflicts(dataset, entry),
        works=[
            _reference(dataset, dataset.works[key], entry.places, shown.query)
            | {
                "key": key,
                "others": [row(dataset, other) for other in others[key][0]],
                "more": max(0, others[key][1] - OTHERS),
                "count": counted(others[key][1], "other entry", "other entries"),
            }
            for key in entry.works
        ],
        source=dataset.source,
        full=basket.full(),
    )


def _said(dataset: Dataset, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what is told of an entry beside its statement: pairs of (term, text)."""
    for factor in entry.factors:
        domain = dataset.domains[dataset.factors[factor].domain]
        name = f"{dataset.factors[factor].name}: " if len(entry.factors) > 1 else ""
        yield "Level, domain", f"{name}{dataset.levels[domain.level].name}, {domain.name}"
    yield "Place", ", ".join(dataset.jurisdictions[place].label for place in entry.places)
    if entry.kind == "records":
        yield "Basis", basis_name(dataset, dataset.records[entry.id].basis)
    if entry.kind == "facts":
        fact = dataset.facts[entry.id][1]
        yield "Counts", fact.counts or ""
        yield "As of", fact.as_of or "no date stated"
        yield "Caveat", fact.note or ""
        yield "Confidence", fact.confidence or ""
        yield "Age", "; ".join(age_words(dataset, fact))
        yield "Looked at", fact.checked or "not recorded"
        yield "Reaches to", cut_off_words(dataset) if fact.primary else ""


def _conflicts(dataset: Dataset, entry: Entry) -> tuple[str, ...]:
    named = conflicts_naming(dataset, entry.id)
    conflict = dataset.facts[entry.id][1].conflict if entry.kind == "facts" else None
    return tuple(dict.fromkeys((*([dataset.about.conflicts[conflict]] if conflict else []), *named)))


def _reference(dataset: Dataset, work: Work, places: tuple[str, ...], asked: Query) -> dict[str, object]:
    """Return a work's full reference as the templates draw it."""
    volume = work.volume + (f"({work.issue})" if work.issue else "")
    spelled = next((text for text in work.cited_as if asked and asked.spans(text)), "")
    return work_shown(dataset, work, places) | {
        "name": asked.marked(work.name),
        "authors": asked.marked(work.authors),
        "year": work.year or "undated",
        "title": asked.marked(work.title),
        "details": ", ".join(part for part in (volume, work.pages, work.publisher) if part),
        "type": work.type,
        "spelled": asked.marked(spelled) if spelled else (),
        "verified": looks.VERIFIED_MARKS[work.verified],
        "country": work.study_country,
    }


def _work_html(dataset: Dataset, shown: View, key: str) -> str:
    own = shown.contribution(key)
    listed = own.entries
    passed = {entry.id for entry in shown.left}
    if not dataset.evidence.in_memory:  # too many to be told apart by the filters: the first of all are listed
        listed = resting_on(dataset, key, shown.index.listed, MOST)
        passed = {entry.id for entry in listed}
    return rendered(
        "work.html",
        theme=theme(),
        work=_reference(dataset, own.work, (), shown.query) | {"key": key},
        role=looks.ROLE_WORDS[own.role],
        spellings=own.work.cited_as,
        words=library.contribution_words(own) or "Nothing in this dataset rests on it.",
        places=[(dataset.jurisdictions[place].name, count) for place, count in own.places(dataset).items()],
        rows=[
            row(dataset, entry) | {"passes": entry.id in passed, "paragraph_text": entry.paragraph or ""}
            for entry in listed[:MOST]
        ],
        more=more_words(own.total, "entry", "entries"),
        hidden=sum(entry.id not in passed for entry in listed),
        full=basket.full(),
    )
