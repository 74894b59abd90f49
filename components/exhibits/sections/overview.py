"""The overview of a briefing: what each place has, where they differ, and what the records say by level."""

from components.exhibits.exhibit import Exhibit
from components.exhibits.sections.differences import differences_exhibit
from components.exhibits.sections.levels import overview_levels
from components.exhibits.sections.policy import overview_cards
from components.view.view import View


def overview_exhibits(view: View) -> tuple[Exhibit, ...]:
    """Return the three parts of the overview, of those that the view has."""
    if not view.places:
        return ()
    parts = (overview_cards(view), differences_exhibit(view), overview_levels(view))
    return tuple(part for part in parts if part is not None)
