"""What is behind the chosen factor on the influence map: the statements, by side and by step."""

from collections.abc import Iterator, Mapping

from components.drawing import looks
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import conflicts_naming, counted, paragraph_example
from components.panel.panel import work_shown
from components.panel.report import report_link
from data.model.dataset import Dataset
from data.model.records import Influence
from data.questions.influence import Focus, Link

_SIDES = (("upstream", "Leads to it"), ("downstream", "It leads to"))


def influences_html(dataset: Dataset, focus: Focus, stated: Mapping[Link, tuple[str, ...]], opened: Link | None) -> str:
    """Return the statements behind a factor's links, as HTML.

    Parameters
    ----------
    dataset : Dataset
    focus : Focus
    stated : mapping of link to ids
        As :func:`data.questions.influence.behind` returns it.
    opened : link or None
        The link that was clicked: its statements stand first.
    """
    factor = dataset.factors[focus.factor]
    domain = dataset.domains[factor.domain]
    return rendered(
        "influences.html",
        theme=theme(),
        factor=factor.name,
        place=f"{dataset.levels[domain.level].name} · {domain.name}",
        verdict=verdict(focus),
        opened=list(_statements(dataset, stated.get(opened, ()))) if opened else [],
        entries=" ".join(_listed(focus, stated, opened)),
        sides=[(title, list(_groups(dataset, getattr(focus, side), stated))) for side, title in _SIDES],
        source=dataset.source,
        example=paragraph_example(dataset),
        abbreviations=dataset.about.abbreviations,
    )


def _listed(focus: Focus, stated: Mapping[Link, tuple[str, ...]], opened: Link | None) -> dict[str, None]:
    """Return the ids of the statements behind the opened link, without one of those behind all the factor's links."""
    links = [opened] if opened else [*focus.upstream, *focus.downstream]
    return dict.fromkeys(name for link in links for name in stated.get(link, ()))


def verdict(focus: Focus) -> str:
    """Return how many links touch the factor itself, and how many lie further off, in words."""
    near = [sum(step == 1 for step in side.values()) for side in (focus.upstream, focus.downstream)]
    far = len({*focus.upstream, *focus.downstream}) - len(
        {link for side in (focus.upstream, focus.downstream) for link, step in side.items() if step == 1}
    )
    return f"{counted(near[0], 'link')} to it, {counted(near[1], 'link')} from it" + (
        f", {far} further off" if far else ""
    )


def _groups(
    dataset: Dataset, side: Mapping[Link, int], stated: Mapping[Link, tuple[str, ...]]
) -> Iterator[dict[str, object]]:
    for step in sorted(set(side.values())):
        names = [name for link, at in side.items() if at == step for name in stated[link]]
        yield {
            "step": step,
            "words": "directly" if step == 1 else f"over {counted(step, 'step')}",
            "count": counted(len(names), "statement"),
            "statements": list(_statements(dataset, names)),
        }


def _statements(dataset: Dataset, names: list[str] | tuple[str, ...]) -> Iterator[dict[str, object]]:
    for name in names:
        yield _statement(dataset, dataset.influences[name])


def _statement(dataset: Dataset, influence: Influence) -> dict[str, object]:
    mark = looks.INFLUENCE_SIGNS[influence.sign]
    return {
        "id": influence.id,
        "sign": mark.sign,
        "words": mark.words,
        "kind": "stronger" if influence.sign == "+" else "weaker",
        "from": dataset.factors[influence.from_factor].name,
        "to": dataset.factors[influence.to_factor].name,
        "paragraph": influence.paragraph,
        "section": dataset.section_of(influence.paragraph),
        "statement": influence.statement,
        "works": [work_shown(dataset, dataset.works[key], ()) for key in influence.works],
        "conflicts": conflicts_naming(dataset, influence.id),
        "report": report_link(dataset, influence.id),
    }
