"""What stands behind each conflict that a dataset marks."""

import re

from data.model.dataset import Dataset


def conflict_members(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """Return the ids behind each conflict: the facts that share it, then what its sentence names.

    Returns
    -------
    dict of conflict's id to ids of facts, records and influences
        In the order of dataset.yaml; a conflict that nothing stands behind has
        an empty tuple.
    """
    words = {word for sentence in dataset.about.conflicts.values() for word in _words(sentence)}
    known = {*dataset.evidence.records(sorted(words)), *dataset.facts, *dataset.influences}
    sharing: dict[str, list[str]] = {}
    for name, (_, fact) in dataset.facts.items():
        if fact.conflict is not None:
            sharing.setdefault(fact.conflict, []).append(name)
    return {
        conflict: tuple(dict.fromkeys([*sharing.get(conflict, []), *(w for w in _words(sentence) if w in known)]))
        for conflict, sentence in dataset.about.conflicts.items()
    }


def _words(sentence: str) -> list[str]:
    return re.findall(r"\w+", sentence)
