"""How factors act on one another, as the source states it: links, and chains of links.

A link is an influence that the source states between two factors, made stronger
(+) or weaker (-). A chain of links is no statement of the source: each of its
links is stated, that they add up is the reader's inference.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import narwhals as nw
import pandas as pd

from data.model.dataset import Dataset
from data.model.filters import chosen_factors, resting
from data.model.frames import collected, lazy
from data.model.selection import Selection

Side = Literal["upstream", "downstream"]
Link = tuple[str, str, str]
"""From which factor, to which, with which sign."""

ENDS: Final = ["from_factor", "to_factor", "sign"]


def chosen_influences(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Return the influences that the filters leave.

    An influence passes the filters of levels, domains and factors where both
    of its factors do, and those of works as :func:`data.model.filters.resting`
    says. It is stated for no place and rests on no basis: the other filters don't apply.

    Returns
    -------
    frame
        One row an influence, the columns of ``Tables.influences``, in the
        order of the source.
    """
    tables = dataset.tables
    chosen = lazy(tables.influences)
    if selection.levels or selection.domains or selection.factors:
        among = list(chosen_factors(dataset, selection))
        chosen = chosen.filter(nw.col("from_factor").is_in(among), nw.col("to_factor").is_in(among))
    frame = collected(resting(chosen, tables.influence_work, dataset, selection))
    place = {name: n for n, name in enumerate(dataset.influences)}
    return frame.sort_values("id", key=lambda ids: ids.map(place)).reset_index(drop=True)


def influence_pairs(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Return the links between factors that the filters leave.

    Returns
    -------
    frame
        One row a link: from_factor, to_factor, sign ("+" or "-"), statements
        (number of influences that state it), works (number of distinct works
        cited for it; none where the source itself infers it), in the order of
        the screen. Factors linked with both signs are two rows.
    """
    chosen = chosen_influences(dataset, selection)
    cited = collected(
        lazy(chosen)
        .join(lazy(dataset.tables.influence_work), on="id", how="inner")
        .group_by(*ENDS)
        .agg(works=nw.col("work").n_unique())
    )
    works = {(row[0], row[1], row[2]): int(row[3]) for row in cited[[*ENDS, "works"]].itertuples(index=False)}
    statements: Counter[Link] = Counter(links(chosen))
    order = {factor: n for n, factor in enumerate(dataset.factors)}
    pairs = sorted(statements, key=lambda link: (order[link[0]], order[link[1]], link[2]))
    return pd.DataFrame(
        [(*link, statements[link], works.get(link, 0)) for link in pairs], columns=[*ENDS, "statements", "works"]
    )


def links(frame: pd.DataFrame) -> list[Link]:
    """Return the links of a frame with the columns from_factor, to_factor and sign, row by row."""
    return [(str(a), str(b), str(sign)) for a, b, sign in frame[ENDS].itertuples(index=False)]


def distances(pairs: pd.DataFrame, factor: str, side: Side) -> dict[str, int]:
    """Return over how many links each factor leads to a factor, or is led to by it.

    Parameters
    ----------
    pairs : frame
        As :func:`influence_pairs` returns it.
    factor : str
        Where the chains end (upstream) or begin (downstream); at distance 0.
    side : {"upstream", "downstream"}

    Returns
    -------
    dict of factor to the fewest links between
        Only factors that a chain reaches; chains may run in a circle.
    """
    beyond: dict[str, list[str]] = {}
    for a, b, _ in links(pairs):
        near, far = (b, a) if side == "upstream" else (a, b)
        beyond.setdefault(near, []).append(far)
    reached = {factor: 0}
    edge = [factor]
    while edge:
        following = []
        for near in edge:
            for far in beyond.get(near, ()):
                if far not in reached:
                    reached[far] = reached[near] + 1
                    following.append(far)
        edge = following
    return reached


@dataclass(frozen=True)
class Focus:
    """What leads to a factor, and what it leads to.

    Attributes
    ----------
    factor : str
    upstream, downstream : mapping of link to step
        Step 1 touches the factor itself. A link can stand on both sides, where
        influences run in a circle.
    """

    factor: str
    upstream: Mapping[Link, int]
    downstream: Mapping[Link, int]

    def step(self, link: Link) -> int:
        """Return how near a link is, on whichever side it is nearer; 0 for a link on neither."""
        return min((side[link] for side in (self.upstream, self.downstream) if link in side), default=0)

    def factors(self, side: Side) -> frozenset[str]:
        """Return the other factors on a side."""
        held = self.upstream if side == "upstream" else self.downstream
        return frozenset(end for link in held for end in link[:2]) - {self.factor}

    @property
    def holds_links(self) -> bool:
        """Whether anything leads to the factor, or it to anything."""
        return bool(self.upstream or self.downstream)

    @property
    def circular(self) -> frozenset[str]:
        """The factors that both lead to the factor and are led to by it."""
        return self.factors("upstream") & self.factors("downstream")


def focus(pairs: pd.DataFrame, factor: str, steps: int = 0) -> Focus:
    """Return what leads to a factor and what it leads to.

    Parameters
    ----------
    pairs : frame
        As :func:`influence_pairs` returns it.
    factor : str
    steps : int
        The most links of a chain; 0 for any number.
    """
    before, after = distances(pairs, factor, "upstream"), distances(pairs, factor, "downstream")
    most = steps or len(pairs) + 1
    stated = links(pairs)
    return Focus(
        factor,
        {link: before[link[1]] + 1 for link in stated if before.get(link[1], most) < most},
        {link: after[link[0]] + 1 for link in stated if after.get(link[0], most) < most},
    )


def kept(pairs: pd.DataFrame, focus: Focus) -> pd.DataFrame:
    """Return the links that lead to a focus' factor or that it leads to: rows of `pairs`."""
    return pairs[[bool(focus.step(link)) for link in links(pairs)]].reset_index(drop=True)


def behind(dataset: Dataset, selection: Selection) -> dict[Link, tuple[str, ...]]:
    """Return the ids of the influences that state each link, in the order of the source."""
    chosen = chosen_influences(dataset, selection)
    stated: dict[Link, tuple[str, ...]] = {}
    for name, link in zip(chosen["id"], links(chosen), strict=True):
        stated[link] = (*stated.get(link, ()), str(name))
    return stated
