"""The influence map in parts that can be read on a slide: each link stands in one of them."""

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from components.charts.influence_layout import MANY, Layout, layout
from components.charts.influence_map import influence_map
from components.exhibits.exhibit import CloseUp, Drawing
from components.influences.influences import link_id, map_frame
from data.model.dataset import Dataset
from data.questions.influence import Link, links

SLIDE: Final = (880.0, 285.0)
"""Points that a slide has for a picture, beside three lines of finding, the legend and two lines of caveats."""
READ: Final = 0.8
"""Points a pixel from which on the map's type is read from afar: about nine points."""
ROOMS: Final = (700, 950, 1100)
"""Widths in pixels within which a part is laid out: see :func:`_largest`."""


def close_ups(dataset: Dataset, pairs: pd.DataFrame, stated: Mapping[Link, tuple[str, ...]]) -> tuple[CloseUp, ...]:
    """Return the links that start from each level, apart by where they lead if they are too many to be read at once.

    Parameters
    ----------
    dataset : Dataset
    pairs : frame
        As :func:`data.questions.influence.influence_pairs` returns it.
    stated : mapping of link to the ids of its statements
    """
    if len(pairs) > MANY:
        return ()
    return tuple(
        CloseUp(words, _drawing(dataset, part, laid_out, stated)) for words, part, laid_out in _parts(dataset, pairs)
    )


def _parts(dataset: Dataset, pairs: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame, Layout]]:
    starts = pd.Series([dataset.level_of(link[0]) for link in links(pairs)], index=pairs.index)
    ends = pd.Series([dataset.level_of(link[1]) for link in links(pairs)], index=pairs.index)
    for level in dataset.levels:
        name = dataset.levels[level].name
        if not (starts == level).any():
            continue
        whole = _largest(dataset, pairs[starts == level])
        if _scale(whole) >= READ:
            yield f"from {name}", pairs[starts == level], whole
            continue
        inner = pairs[(starts == level) & (ends == level)]
        outer = pairs[(starts == level) & (ends != level)]
        for words, part in ((f"within {name}", inner), (f"from {name} to other levels", outer)):
            if not part.empty:
                yield words, part, _largest(dataset, part)


def _largest(dataset: Dataset, pairs: pd.DataFrame) -> Layout:
    """Return the layout with the largest type; of those that can be read, one that cuts no name short, if one does."""
    found = sorted((layout(dataset, pairs, None, room) for room in ROOMS), key=_scale, reverse=True)
    whole = (each for each in found if _scale(each) >= READ and not _cuts(each))
    return next(whole, found[0])


def _cuts(laid_out: Layout) -> bool:
    return any(box.lines[-1].endswith("…") for box in laid_out.boxes.values())


def _scale(laid_out: Layout) -> float:
    return min(SLIDE[0] / laid_out.width, SLIDE[1] / laid_out.height)


def _drawing(
    dataset: Dataset, pairs: pd.DataFrame, laid_out: Layout, stated: Mapping[Link, tuple[str, ...]]
) -> Drawing:
    behind: dict[tuple[str, ...], tuple[str, ...]] = {(link_id(link),): stated[link] for link in links(pairs)}
    frame = map_frame(dataset, pairs, laid_out, None, None)
    return Drawing(influence_map, (laid_out.size, "light"), frame, dataset.fingerprint, ("link",), behind)
