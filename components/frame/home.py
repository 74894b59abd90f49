"""The choice of our place, see :mod:`components.view.home`."""

from components.drawing.clickable import clickable
from components.drawing.markup import rendered
from components.drawing.pickers import pick, switch
from components.drawing.show import theme
from components.view import state
from components.view.home import home_names
from data.model.dataset import Dataset


def choose_home(dataset: Dataset) -> None:
    """Draw the choice of our place, and the switch between the lists and the memo."""
    pick_home(dataset)
    switch("One-page memo", "memo", note="All of it on one sheet, to print or to keep as a PDF.")


def pick_home(dataset: Dataset) -> None:
    """Draw the choice of our place."""
    names = home_names(dataset)
    pick("Our place", "home", names, empty=names.get(dataset.about.home or "", "Our place …"), named=False)


def ask_for_home(dataset: Dataset) -> None:
    """Ask which place is ours, with those of the overview to try."""
    names = home_names(dataset)
    html = rendered(
        "lessons_ask.html",
        theme=theme(),
        examples=[(place, names[place]) for place in dataset.headline if place in names],
    )
    clickable(html, key="lessons_ask", acts={"open": _chosen})


def _chosen(place: str) -> None:
    state.choose(home=place)
