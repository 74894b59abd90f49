"""What a set of links between factors amounts to, in numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from data.model.dataset import Dataset
from data.questions.influence import links


@dataclass(frozen=True)
class Summary:
    """What a set of links amounts to.

    Attributes
    ----------
    links, statements, factors : int
        Links, the statements behind them, and the factors that have one.
    stronger, weaker : int
        Links by sign.
    across : int
        Links between factors of different levels.
    routes : mapping of (level, level) to links
        From which level to which, in the order of the levels.
    outgoing, incoming : mapping of factor to links
        The most linked first, then in the order of the screen.
    """

    links: int
    statements: int
    factors: int
    stronger: int
    weaker: int
    across: int
    routes: Mapping[tuple[str, str], int]
    outgoing: Mapping[str, int]
    incoming: Mapping[str, int]


def summary(dataset: Dataset, pairs: pd.DataFrame) -> Summary:
    """Return what links amount to, see :class:`Summary`.

    Parameters
    ----------
    dataset : Dataset
    pairs : frame
        As :func:`influence_pairs` returns it.
    """
    stated = links(pairs)
    routes = Counter((dataset.level_of(a), dataset.level_of(b)) for a, b, _ in stated)
    return Summary(
        links=len(stated),
        statements=int(pairs["statements"].sum()),
        factors=len({end for link in stated for end in link[:2]}),
        stronger=sum(sign == "+" for _, _, sign in stated),
        weaker=sum(sign == "-" for _, _, sign in stated),
        across=sum(count for (above, below), count in routes.items() if above != below),
        routes={route: routes[route] for a in dataset.levels for b in dataset.levels if (route := (a, b)) in routes},
        outgoing=_ranked(dataset, (a for a, _, _ in stated)),
        incoming=_ranked(dataset, (b for _, b, _ in stated)),
    )


def _ranked(dataset: Dataset, ends: Iterable[str]) -> dict[str, int]:
    counts = Counter(ends)
    return {f: counts[f] for f in sorted(dataset.factors, key=lambda f: -counts[f]) if f in counts}
