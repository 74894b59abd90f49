"""What a dataset holds, counted by kind."""

from data.model.dataset import Dataset


def contents(dataset: Dataset) -> list[tuple[str, int]]:
    """Return what a dataset holds: a kind of thing and how many, one pair a kind."""
    facts = dataset.tables.facts
    return [
        ("levels", len(dataset.levels)),
        ("domains", len(dataset.domains)),
        ("factors", len(dataset.factors)),
        ("levers", len(dataset.levers)),
        ("jurisdictions", len(dataset.jurisdictions)),
        ("works", len(dataset.works)),
        ("evidence records", dataset.evidence.size),
        ("facts of the primary source", int(facts["primary"].sum())),
        ("facts of other documents", int((~facts["primary"]).sum())),
        ("influences", len(dataset.tables.influences)),
        ("conflicts", len(dataset.about.conflicts)),
        ("paragraphs", len(dataset.about.paragraphs)),
    ]
