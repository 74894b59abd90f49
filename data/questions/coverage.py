"""How much of the primary source stands behind the dataset, paragraph by paragraph."""

from typing import Any

import narwhals as nw
import pandas as pd

from data.model.dataset import Dataset
from data.model.frames import Lazy, collected, lazy
from data.model.selection import Selection


def paragraph_coverage(dataset: Dataset) -> pd.DataFrame:
    """Return what is coded of each paragraph of the primary source.

    Returns
    -------
    frame
        One row a paragraph that dataset.yaml names, in the source's order:
        paragraph, section (its title), role (coded, introduction, summary),
        records, facts, influences, works (distinct works cited by any of
        them). Empty where dataset.yaml names no paragraphs.
    """
    tables = dataset.tables
    works: dict[str, set[str]] = {}
    claims = dataset.evidence.claims(Selection())
    coded = lazy(claims.records)
    counts = collected(paragraphs(coded.group_by("paragraph").agg(records=nw.len())))
    cited = coded.join(lazy(claims.record_work), on="id", how="inner").select("paragraph", "work").unique()
    for paragraph, work in collected(paragraphs(cited, "work")).itertuples(index=False):
        works.setdefault(paragraph, set()).add(work)
    for influence in dataset.influences.values():
        works.setdefault(influence.paragraph, set()).update(influence.works)
    for _, fact in dataset.facts.values():
        if fact.paragraph is not None:
            works.setdefault(fact.paragraph, set()).update(fact.works)
    held: dict[str, Any] = {
        "records": dict(zip(counts["paragraph"], counts["records"], strict=True)),
        "facts": tables.facts["paragraph"].value_counts(),
        "influences": tables.influences["paragraph"].value_counts(),
    }
    rows = [
        {
            "paragraph": paragraph,
            "section": dataset.section_of(paragraph),
            "role": role,
            **{what: int(count.get(paragraph, 0)) for what, count in held.items()},
            "works": len(works.get(paragraph, set())),
        }
        for paragraph, role in dataset.about.paragraphs.items()
    ]
    columns = ["paragraph", "section", "role", "records", "facts", "influences", "works"]
    return pd.DataFrame(rows, columns=columns)


def paragraphs(counts: Lazy, *names: str) -> Lazy:
    """Return counts with their paragraphs, and what else is named, as text."""
    numbers = [name for name in counts.collect_schema().names() if name not in ("paragraph", *names)]
    return counts.select(*(nw.col(name).cast(nw.String) for name in ("paragraph", *names)), *numbers)
