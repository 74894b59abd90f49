"""The influence map on its way to the screen: what is drawn, and what it shows in words."""

from collections.abc import Iterator, Mapping

import pandas as pd

from components.charts.influence_layout import GUTTER, LINE_HEIGHT, Layout
from components.drawing import looks
from components.drawing.words import agreeing, counted
from data.model.dataset import Dataset
from data.model.filters import chosen_factors
from data.model.selection import Selection
from data.questions.influence import Focus, Link, links
from data.questions.influence_summary import Summary, summary

WHOLE_ROOM = 1190
BESIDE_ROOM = 830
_WIDEST = 5


def map_frame(
    dataset: Dataset, pairs: pd.DataFrame, laid_out: Layout, focus: Focus | None, link: Link | None
) -> pd.DataFrame:
    """Return what the map draws, as :func:`components.charts.influence_map.influence_map` takes it.

    Parameters
    ----------
    dataset : Dataset
    pairs : frame
        As :func:`data.questions.influence.influence_pairs` returns it.
    laid_out : Layout
    focus : Focus or None
    link : link or None
        The one that the view has open.

    Returns
    -------
    frame
        One row a band, arrow or factor (kind); x, y, x2, y2 in pixels; an
        arrow has its line and head as SVG paths, its width, sign, statements
        and works, whether it stands out (strong); step is a band's
        number.
    """
    rows = [*_bands(dataset, laid_out), *_arrows(dataset, pairs, laid_out, focus, link)]
    rows += _factors(dataset, pairs, laid_out, focus)
    return pd.DataFrame(rows)


def link_id(link: Link) -> str:
    """Return a link as one word of the screen."""
    return " ".join(link)


def _bands(dataset: Dataset, laid_out: Layout) -> Iterator[dict[str, object]]:
    for n, (level, (top, bottom)) in enumerate(laid_out.bands.items()):
        yield {
            "kind": "band", "x": 0.0, "x2": laid_out.width, "y": top, "y2": bottom,
            "middle": GUTTER / 2, "first": (top + bottom) / 2, "label": dataset.levels[level].name, "step": n,
        }  # fmt: skip


def _arrows(
    dataset: Dataset, pairs: pd.DataFrame, laid_out: Layout, focus: Focus | None, opened: Link | None
) -> Iterator[dict[str, object]]:
    for (a, b, sign), statements, works in zip(links(pairs), pairs["statements"], pairs["works"], strict=True):
        arrow = laid_out.arrows.get((a, b, sign))
        if arrow is None:
            continue
        x, y = laid_out.marks[a, b, sign]
        mark = looks.INFLUENCE_SIGNS[sign]
        yield {
            "kind": "arrow",
            "factor": a,
            "link": link_id((a, b, sign)),
            "from_factor": a,
            "to_factor": b,
            "from_name": dataset.factors[a].name,
            "to_name": dataset.factors[b].name,
            "x": x,
            "y": y,
            "line": arrow.line,
            "head": arrow.head,
            "sign": sign,
            "label": mark.sign,
            "words": f"{mark.sign} {mark.words}",
            "statements": int(statements),
            "works": int(works),
            "width": 1.1 + 0.45 * min(int(works), _WIDEST),
            "strong": (a, b, sign) == opened or (focus is not None and focus.step((a, b, sign)) == 1),
        }


def _factors(
    dataset: Dataset, pairs: pd.DataFrame, laid_out: Layout, focus: Focus | None
) -> Iterator[dict[str, object]]:
    outgoing, incoming = pairs["from_factor"].value_counts(), pairs["to_factor"].value_counts()
    for factor, box in laid_out.boxes.items():
        domain = dataset.domains[dataset.factors[factor].domain]
        yield {
            "kind": "factor",
            "factor": factor,
            "link": "",
            "x": box.x - box.width / 2,
            "x2": box.x + box.width / 2,
            "y": box.y - box.height / 2,
            "y2": box.y + box.height / 2,
            "middle": box.x,
            "first": box.y - (len(box.lines) - 1) / 2 * LINE_HEIGHT,
            "label": "\n".join(box.lines),
            "name": dataset.factors[factor].name,
            "place": f"{dataset.levels[domain.level].name}, {domain.name}",
            "words": f"{counted(int(outgoing.get(factor, 0)), 'link')} from it, {int(incoming.get(factor, 0))} to it",
            "chosen": focus is not None and focus.factor == factor,
        }


def finding(dataset: Dataset, selection: Selection, pairs: pd.DataFrame) -> str:
    """Return what the links amount to, in words worked out from them."""
    if pairs.empty:
        return "No influence passes these filters."
    found = summary(dataset, pairs)
    words = [
        f"{counted(found.links, 'link')} between {counted(found.factors, 'factor')}, from "
        f"{counted(found.statements, 'statement')}: {found.stronger} "
        f"{agreeing(found.stronger, 'makes', 'make')} the other factor stronger (+), "
        f"{found.weaker} weaker (−).",
        _across(dataset, found),
        f"Most links start from {_most(dataset, found.outgoing)}; most lead to {_most(dataset, found.incoming)}.",
    ]
    silent = len(chosen_factors(dataset, selection)) - found.factors
    if silent:
        words.append(f"{counted(silent, 'factor')} without a stated link {agreeing(silent, 'is', 'are')} left out.")
    return " ".join(word for word in words if word)


def _across(dataset: Dataset, found: Summary) -> str:
    if len(dataset.levels) < 2:
        return ""
    run = agreeing(found.across, "runs", "run")
    said = f"{found.across} of {found.links} ({found.across / found.links:.0%}) {run} from one level to another"
    routes = {route: count for route, count in found.routes.items() if route[0] != route[1]}
    top = max(routes.values(), default=0)
    most = [f"from {dataset.levels[a].name} to {dataset.levels[b].name}" for (a, b), n in routes.items() if n == top]
    if 0 < len(most) < 3:
        said += f", most often {' and '.join(most)} ({top}{' each' if len(most) > 1 else ''})"
    return said + "."


def _most(dataset: Dataset, counts: Mapping[str, int]) -> str:
    top = max(counts.values())
    names = [f"“{dataset.factors[factor].name}”" for factor, count in counts.items() if count == top]
    shown = " and ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} others"
    return f"{shown} ({top}{' each' if len(names) > 1 else ''})"


def focus_finding(dataset: Dataset, focus: Focus, steps: int) -> str:
    """Return what leads to the chosen factor and what it leads to, in words."""
    name = f"“{dataset.factors[focus.factor].name}”"
    if not focus.upstream and not focus.downstream:
        return f"No influence to or from {name} passes these filters; the map shows all that do."
    within = "any number of steps" if not steps else counted(steps, "step")
    words = (
        f"Within {within}, {_led(len(focus.factors('upstream')))} to {name}, and it leads to "
        f"{counted(len(focus.factors('downstream')), 'factor')}."
    )
    if focus.circular:
        count = len(focus.circular)
        words += f" {count} of them {agreeing(count, 'stands', 'stand')} on both sides, as influences run in a circle."
    return words


def _led(count: int) -> str:
    return f"{counted(count, 'factor')} {agreeing(count, 'leads', 'lead')}"


def scope(selection: Selection) -> str:
    """Return which of the filters an influence heeds, in words."""
    words = "Levels, domains and factors filter a link by both of its ends, works by what it cites."
    unheeded = [
        name
        for name, chosen in (
            ("places", selection.places),
            ("directions", selection.directions),
            ("bases", selection.bases),
        )
        if chosen
    ]
    if unheeded:
        words += (
            f" The filter{'s' if len(unheeded) > 1 else ''} on {' and '.join(unheeded)} "
            f"{'do' if len(unheeded) > 1 else 'does'} not apply: an influence is stated of two factors, of no place, "
            "and has no direction or basis."
        )
    return words
