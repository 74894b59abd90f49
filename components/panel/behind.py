"""The address that answers with what is behind a cell, for the page's own use."""

from typing import Literal
from urllib.parse import urlencode

from components.answers import own_data
from components.drawing.show import theme
from components.view import state
from components.view.addresses import BEHIND, beneath
from data.model.dataset import Dataset
from data.model.selection import FILTERS


def behind_address(dataset: Dataset, of: Literal["records", "facts"]) -> str:
    """Return the address that answers with what is behind a cell of this view; empty where no such route does.

    A reader's own data never leaves the session, and an engine is asked by the page's run, which can be broken off.

    Parameters
    ----------
    dataset : Dataset
    of : {"records", "facts"}
        What is behind the cells of the table.
    """
    if own_data.present() is not None or not dataset.evidence.in_memory:
        return ""
    params = {name: value for name, value in state.params().items() if name in (*FILTERS, "columns")}
    asked = {**params, "of": of, "theme": theme(), "dataset": dataset.fingerprint}
    return f"{beneath(BEHIND)}?{urlencode(asked, doseq=True)}"
