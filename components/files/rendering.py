"""Pictures out of specifications, rendered one at a time in a process of their own."""

from typing import Final, Literal

from components.files.render_process import NOTHING, rendered
from components.workers.budgets import PICTURE
from components.workers.workers import WorkError, prepare, worked

Task = Literal["svg", "page", "png", "pdf", "bundle"]


class RenderError(WorkError):
    """A picture that could not be rendered: what was tried, and what the renderer said."""


class Renderer:
    """Renders one request at a time, whoever asks: two at once would take twice the memory and hardly less time."""

    def render(self, do: Task, text: str, scale: float = 1.0) -> bytes:
        """Return a specification as an SVG, a page as an SVG, PNG or PDF, or a bundled script.

        Raises
        ------
        RenderError
            Where the renderer says so, ends, or takes longer or more than a picture may.
        """
        try:
            return worked(PICTURE, rendered, do, text, scale)
        except ValueError as error:  # what vl-convert and the page's template raise, whatever went wrong
            raise RenderError(f"The picture could not be rendered: {error}") from None
        except WorkError as error:
            raise RenderError(f"{error} With fewer places and factors it takes less.") from error

    def warm(self) -> None:
        """Start the process where none is running, so that what it needs is loaded by the first request."""
        prepare(PICTURE, rendered, "svg", NOTHING, 1.0)


RENDERER: Final = Renderer()
