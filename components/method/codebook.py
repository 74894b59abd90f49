"""The codebook as a table to be browsed and searched."""

from collections.abc import Iterable

import streamlit as st

from components.drawing.markup import rendered
from components.drawing.pickers import words
from components.drawing.show import theme
from components.view import state
from data.model.dataset import Dataset
from data.questions.codebook import UsedTerm, codebook_terms, matching, of_kind

Terms = tuple[UsedTerm, ...]


def show_codebook(dataset: Dataset) -> None:
    """Draw the search, and the terms that it leaves: factors by level and domain, then levers."""
    terms = codebook_terms(dataset)
    with st.container(key="codebook_search"):
        words(
            "Search the codebook", "term",
            empty="Search the codebook: a word of a name or a definition", icon=":material/search:",
        )  # fmt: skip
    text = (state.text("term") or "").strip()
    found = matching(terms, text)
    st.html(
        rendered(
            "method/codebook.html",
            theme=theme(),
            finding=codebook_finding(terms, found, text),
            groups=factor_groups(terms, found),
            levers=lever_rows(terms, found),
            abbreviations=dataset.about.abbreviations,
        )
    )


def codebook_finding(terms: Terms, found: Terms, text: str) -> str:
    """Return in words how many terms are shown, and how many of them nothing uses."""
    factors, levers = len(of_kind(terms, "factor")), len(of_kind(terms, "lever"))
    if text:
        shown, others = len(of_kind(found, "factor")), len(of_kind(found, "lever"))
        return f"{shown} of {factors} factors and {others} of {levers} levers match “{text}”."
    unused = sum(not term.uses for term in found)
    use = f"{unused} of them without a record or fact" if unused else "each factor has a record, each lever a fact"
    domains, levels = len(of_kind(terms, "domain")), len(of_kind(terms, "level"))
    return f"{factors} factors in {domains} domains at {levels} levels; {levers} levers; {use}."


def factor_groups(terms: Terms, found: Terms) -> list[dict[str, object]]:
    """Return the found factors by domain, each domain with its level."""
    levels = {term.id: term for term in of_kind(terms, "level")}
    most = _most(of_kind(terms, "factor"))
    return [
        {"level": levels[domain.within], "domain": domain, "factors": _rows(factors, most)}
        for domain in of_kind(terms, "domain")
        if (factors := of_kind(found, "factor", domain.id))
    ]


def lever_rows(terms: Terms, found: Terms) -> list[dict[str, object]]:
    """Return the found levers, each with its categories."""
    most = _most(of_kind(terms, "lever"))
    return [
        {"term": lever, "share": lever.uses / most, "categories": of_kind(terms, "category", lever.id)}
        for lever in of_kind(found, "lever")
    ]


def _rows(terms: Terms, most: int) -> list[dict[str, object]]:
    return [{"term": term, "share": term.uses / most} for term in terms]


def _most(terms: Iterable[UsedTerm]) -> int:
    return max((term.uses for term in terms), default=0) or 1
