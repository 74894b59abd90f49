"""A button that copies the permalink of the view."""

from components.drawing.copy_button import copy_button
from components.view.current_view import permalink
from data.model.dataset import Dataset


def copy_link(dataset: Dataset) -> None:
    """Draw the button."""
    copy_button("copy_link", "Copy link", permalink(dataset), "Link to this view")
