"""Pictures out of specifications, rendered one at a time in a process of their own."""

from dataclasses import dataclass, field
from typing import Final, Literal

from components.files.render_process import NOTHING, rendered
from components.workers.budgets import PICTURE
from components.workers.workers import WorkError, apart, prepare, worked

Task = Literal["svg", "page", "png", "pdf", "memo", "bundle"]


class RenderError(WorkError):
    """A picture that could not be rendered: what was tried, and what the renderer said."""


BY_VEGA: Final = ("svg", "bundle")
"""What takes hundreds of megabytes, and so is done in the pictures' process alone."""


@dataclass
class Drawn:
    """What a process that puts a file together was given of these, by task and text, and what it lacks.

    In place of what it lacks stands nothing: a file that lacks something is made again with all of it.
    """

    given: dict[tuple[str, str], bytes] = field(default_factory=dict)
    wanted: list[tuple[str, str]] = field(default_factory=list)

    def get(self, do: str, text: str) -> bytes:
        """Return one of them, or a small one in its place."""
        if (do, text) not in self.given:
            self.wanted.append((do, text))
        return self.given.get((do, text), _SMALL if do == "svg" else b"")


_SMALL: Final = b'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9" viewBox="0 0 16 9"></svg>'


class Renderer:
    """Renders one request at a time, whoever asks: two at once would take twice the memory and hardly less time."""

    drawn = Drawn()

    def render(self, do: Task, text: str, scale: float = 1.0) -> bytes:
        """Return a specification as an SVG, a page as an SVG, PNG or PDF, or a bundled script.

        Raises
        ------
        RenderError
            Where the renderer says so, ends, or takes longer or more than a picture may.
        """
        if apart() and do in BY_VEGA:
            return self.drawn.get(do, text)
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
