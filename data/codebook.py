"""The terms of a codebook, each with how often the dataset uses it, to be browsed and searched."""

import pandas as pd

from data.dataset import Dataset
from data.records import in_words
from data.search import joined, query


def codebook_terms(dataset: Dataset) -> pd.DataFrame:
    """Return every term of the codebook.

    Returns
    -------
    frame
        One row a term, in the codebook's order: kind (level, domain, factor,
        lever, category, direction, basis), id, name, definition (empty where
        there is none), within (the id of a domain's level, a factor's domain
        or a category's lever, else empty) and uses: of the records that use
        it, for a lever or category of the facts. A term that nothing uses
        has 0.
    """
    records, facts, book = dataset.tables.records, dataset.tables.facts, dataset.codebook
    domains = {factor.id: factor.domain for factor in dataset.factors.values()}
    levels = {factor: dataset.level_of(factor) for factor in domains}
    counts = {
        "level": records["factor"].map(levels).value_counts(),
        "domain": records["factor"].map(domains).value_counts(),
        "factor": records["factor"].value_counts(),
        "lever": facts["lever"].value_counts(),
        "category": (facts["lever"] + "." + facts["category"]).value_counts(),
        "direction": records["direction"].value_counts(),
        "basis": records["basis"].value_counts(),
    }
    terms = [
        *(("level", t.id, t.name, t.definition, "") for t in dataset.levels.values()),
        *(("domain", t.id, t.name, t.definition, t.level) for t in dataset.domains.values()),
        *(("factor", t.id, t.name, t.definition, t.domain) for t in dataset.factors.values()),
        *(("lever", t.id, t.name, t.definition, "") for t in dataset.levers.values()),
        *(("category", c, in_words(c), "", lever.id) for lever in dataset.levers.values() for c in lever.categories),
        *(("direction", t.id, t.label or in_words(t.id), t.definition, "") for t in book.directions),
        *(("basis", t.id, t.name, t.definition, "") for t in book.bases),
    ]
    rows = [
        (kind, name, label, definition or "", within, int(counts[kind].get(_key(kind, name, within), 0)))
        for kind, name, label, definition, within in terms
    ]
    return pd.DataFrame(rows, columns=["kind", "id", "name", "definition", "within", "uses"])


def matching(terms: pd.DataFrame, text: str) -> pd.DataFrame:
    """Return the factors and levers that a reader searches for, see :mod:`data.search`.

    Parameters
    ----------
    terms : frame
        As :func:`codebook_terms` returns it.
    text : str

    Returns
    -------
    frame
        The rows of the factors and levers whose id, name or definition holds
        what is searched for, or that of a factor's domain or level, or of one
        of a lever's categories.
    """
    searched = query(text)
    hits = {
        (term.kind, term.id, term.within)
        for term in terms.itertuples(index=False)
        if searched.finds(joined((term.id, term.name, term.definition)))
    }
    named = {(kind, name) for kind, name, _ in hits}
    domains = terms[terms["kind"] == "domain"]
    hit_domains = {
        domain.id
        for domain in domains.itertuples(index=False)
        if ("domain", domain.id) in named or ("level", domain.within) in named
    }
    hit_levers = {within for kind, _, within in hits if kind == "category"}
    found = [
        (term.kind == "factor" and (("factor", term.id) in named or term.within in hit_domains))
        or (term.kind == "lever" and (("lever", term.id) in named or term.id in hit_levers))
        for term in terms.itertuples(index=False)
    ]
    return terms[found]


def _key(kind: str, name: str, within: str) -> str:
    return f"{within}.{name}" if kind == "category" else name
