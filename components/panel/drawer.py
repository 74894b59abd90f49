"""The drawer of a page: what is behind its open cell, in view wherever the reader is on the page."""

from components.drawing import clickable
from components.references.references import formatted
from components.view import basket, state
from components.view.current_view import permalink
from data.model.dataset import Dataset
from data.model.records import Fact, Influence, Record


def evidence_drawer(
    dataset: Dataset, opened: str, title: str, html: str, *, closes: tuple[str, ...], sentence: str = ""
) -> None:
    """Mount the drawer; called once a page that opens cells, whether one is open or not.

    Parameters
    ----------
    dataset : Dataset
    opened : str
        The open cell as its table names it; empty where none is.
    title : str
        What is open, in words: "Staffing, Ontario".
    html : str
        What is behind it.
    closes : tuple of str
        The parameters that are emptied when it is closed.
    sentence : str
        What the open cell says, which is copied with its sources.
    """
    names = state.referred()
    cited = citation(dataset, title, names, sentence) if opened and names else ""
    shown = clickable.Drawer(opened, html, basket.chosen(), basket.MOST, cited)
    acts = {
        "close": lambda _: state.choose(**dict.fromkeys(closes)),
        "basket": basket.toggle,
        "cite": lambda ids: state.refer(tuple(ids.split())),
    }
    clickable.drawer(shown, acts=acts)


def citation(dataset: Dataset, title: str, names: tuple[str, ...], sentence: str = "") -> str:
    """Return how to cite what is behind a cell: what it says and is, where it stands, the references of its works.

    Parameters
    ----------
    dataset : Dataset
    title : str
        What the cell is, in words.
    names : tuple of ids
        Of records, facts and influences; others are passed over.
    sentence : str
        What the cell says.
    """
    facts = [dataset.facts[name][1] for name in names if name in dataset.facts]
    influences = [dataset.influences[name] for name in names if name in dataset.influences]
    others = [name for name in names if name not in dataset.facts and name not in dataset.influences]
    entries: list[Record | Fact | Influence] = [*dataset.evidence.records(others).values(), *facts, *influences]
    keys = dict.fromkeys(key for entry in entries for key in entry.works)
    if any(entry.paragraph for entry in entries):
        keys = {dataset.source.key: None} | keys
    about = dataset.about
    head = f"{title}. {about.title}, version {about.version}. {permalink(dataset)}"
    said = (sentence,) if sentence else ()
    return "\n\n".join((*said, head, *formatted(tuple(dataset.works[key] for key in keys))))
