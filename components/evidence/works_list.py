"""The works on their way to the screen: what each contributes, row by row."""

from collections import Counter
from typing import Final

from components.drawing import looks
from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import counted
from components.evidence.library import PAGE, View, kinds_left_out, pages, turn
from components.view import state
from data.lists.contributions import Contribution, contributions, ordered_works
from data.lists.listing import counted_contributions
from data.model.dataset import Dataset
from data.model.selection import Selection

PLACES: Final = 4


def shown_works(dataset: Dataset, shown: View) -> tuple[Contribution, ...]:
    """Return the works that the filters and the search leave, each with the entries that the filters leave.

    The search looks at authors, titles and spellings here. Works on which
    nothing rests stand in the list as long as no filter is on.
    """
    unfiltered = shown.selection == Selection() and not shown.chosen_kinds
    if shown.listing is not None:
        found: tuple[Contribution, ...] = counted_contributions(shown.listing, shown.roles, unused=unfiltered)
    else:
        found = contributions(dataset, shown.left, shown.roles, unused=unfiltered)
    return ordered_works((own for own in found if shown.query.finds(shown.index.works[own.work.key])), shown.order)


def works_finding(works: tuple[Contribution, ...], shown: View) -> str:
    """Return in words how many works there are, of which role, and how far they are verified."""
    if not works:
        return "No work passes these filters and this search."
    roles: Counter[str] = Counter(own.role for own in works)
    verified: Counter[str] = Counter(own.work.verified for own in works)
    sentences = (
        f"{counted(len(works), 'work')}: "
        + ", ".join(f"{roles[role]} {words}" for role, words in looks.ROLES_WORDS.items() if roles[role]) + ".",
        ", ".join(f"{verified[name]} {words}" for name, (_, words) in looks.VERIFIED_MARKS.items() if verified[name])
        + ".",
        *kinds_left_out(shown.selection),
    )  # fmt: skip
    return " ".join(sentences)


def roles_shown(works: tuple[Contribution, ...]) -> list[tuple[str, str]]:
    """Return the roles that some of the works have, for a legend: pairs of (sign, words)."""
    held = {own.role for own in works}
    return [(sign, looks.ROLE_WORDS[role]) for role, sign in looks.ROLE_SIGNS.items() if role in held]


def open_work(key: str) -> None:
    """Open a work, or close it where it is open."""
    state.choose(work=None if state.text("work") == key and state.text("record") is None else key, record=None)


def show_works(dataset: Dataset, works: tuple[Contribution, ...], shown: View) -> None:
    """Show a page of the works, each with what it contributes at which level and place."""
    at, count, offered = pages(len(works))
    part = works[(at - 1) * PAGE : at * PAGE]
    most = max((max(level.values()) for own in works for level in own.levels(dataset).values()), default=1)
    html = rendered(
        "works.html",
        theme=theme(),
        levels=[level.name for level in dataset.levels.values()],
        rows=[_row(dataset, own, shown, most) for own in part],
        roles=roles_shown(works),
        first=(at - 1) * PAGE + 1,
        last=(at - 1) * PAGE + len(part),
        total=len(works),
        order=shown.order,
        at=at,
        count=count,
        offered=offered,
    )
    acts = {"work": open_work, "page": turn, "order": lambda order: state.choose(order=order)}
    clickable(html, key="works_clicks", page=str(at), acts=acts)


def _row(dataset: Dataset, own: Contribution, shown: View, most: int) -> dict[str, object]:
    work, levels, places = own.work, own.levels(dataset), own.places(dataset)
    return {
        "key": work.key,
        "name": shown.query.marked(work.name),
        "title": shown.query.marked(work.title),
        "type": work.type,
        "role": (looks.ROLE_SIGNS[own.role], looks.ROLE_WORDS[own.role]),
        "verified": looks.VERIFIED_MARKS[work.verified],
        "year": work.year,
        "country": work.study_country,
        "link": work.link,
        "doi": work.doi,
        "levels": [_signs(levels.get(level, Counter()), most) for level in dataset.levels],
        "facts": own.count("facts"),
        "influences": own.count("influences"),
        "entries": own.total,
        "places": [(dataset.jurisdictions[place].name, number) for place, number in list(places.items())[:PLACES]],
        "more": max(0, len(places) - PLACES),
        "open": work.key == state.text("work"),
    }


def _signs(counts: Counter[str], most: int) -> list[tuple[str, str, int, str]]:
    """Return the directions that a level's records point in: (direction, sign, count, width of its bar in %)."""
    return [
        (direction, sign, counts[direction], f"{100 * counts[direction] / most:.0f}")
        for direction, sign in looks.DIRECTION_SIGNS.items()
        if counts[direction]
    ]
