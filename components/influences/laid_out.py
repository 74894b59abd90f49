"""The layout of the influence map, worked out once a view and kept for the next reader."""

from components.answers.kept import kept
from components.answers.store import influences
from components.charts.influence_layout import Layout, TooLargeError, layout
from components.workers.workers import BusyError, WorkError
from data.model.dataset import Dataset
from data.model.selection import Selection
from data.questions.influence import focus


@kept(show_spinner="Laying out the map …", max_entries=256)
def _layout(dataset: Dataset, selection: Selection, factor: str | None, steps: int, room: int) -> Layout | str:
    pairs = influences(dataset, selection)
    try:
        return layout(dataset, pairs, focus(pairs, factor, steps) if factor else None, room)
    except BusyError:
        raise
    except (TooLargeError, WorkError) as reason:
        return str(reason)


def influence_layout(dataset: Dataset, selection: Selection, factor: str | None, steps: int, room: int) -> Layout | str:
    """Return :func:`components.charts.influence_layout.layout` of a factor's links, or of all, worked out once a view.

    Where there is no map, because it would be too large or took too long, the reason in words.
    """
    try:
        return _layout(dataset, selection, factor, steps, room)
    except BusyError as reason:  # not kept: it may be drawn a little later
        return str(reason)
