"""How much of the primary source stands behind the dataset, paragraph by paragraph."""

import pandas as pd

from data.dataset import Dataset


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
    for record in dataset.records.values():
        works.setdefault(record.paragraph, set()).update(record.works)
    for influence in dataset.influences.values():
        works.setdefault(influence.paragraph, set()).update(influence.works)
    for _, fact in dataset.facts.values():
        if fact.paragraph is not None:
            works.setdefault(fact.paragraph, set()).update(fact.works)
    counts = {
        "records": tables.records["paragraph"].value_counts(),
        "facts": tables.facts["paragraph"].value_counts(),
        "influences": tables.influences["paragraph"].value_counts(),
    }
    rows = [
        {
            "paragraph": paragraph,
            "section": dataset.section_of(paragraph),
            "role": role,
            **{what: int(count.get(paragraph, 0)) for what, count in counts.items()},
            "works": len(works.get(paragraph, set())),
        }
        for paragraph, role in dataset.about.paragraphs.items()
    ]
    columns = ["paragraph", "section", "role", "records", "facts", "influences", "works"]
    return pd.DataFrame(rows, columns=columns)
