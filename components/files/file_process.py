"""Files that are put together in a process apart from the server's, however long their making is.

Their charts are drawn in the process of pictures, and handed over: the file is
begun with the charts of its exhibits, and made again where it asked for others.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final, ParamSpec, TypeVar

from components.answers.kept import kept
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Exhibit
from components.files.exhibit_page import unset_warning, unsettable
from components.files.formats import FORMATS
from components.files.picture import chart_text
from components.files.rendering import RENDERER, Drawn
from components.files.slides import pptx_bytes
from components.workers.budgets import FILE
from components.workers.workers import WorkError, prepare, worked

Given = ParamSpec("Given")
Result = TypeVar("Result")
Key = tuple[str, str]

_DRAWN: Final = ("pptx", "docx")
"""Forms that show every chart as a picture."""
_TURNS: Final = 6


def briefing_file(brief: Brief, ending: str, template: bytes | None, fingerprint: str) -> bytes:
    """Return a briefing as a file, by the ending of its name; `fingerprint` is its dataset's.

    Raises
    ------
    WorkError
        Where it takes longer or more than a file may.
    """
    given: dict[Key, bytes] = {}
    if ending in _DRAWN and brief.with_annex:
        brief = replace(brief, exhibits=tuple(_with_charts(each, fingerprint, given) for each in brief.exhibits))
    wanted: list[Key] = []
    for _ in range(_TURNS):
        given |= {(do, text): _drawn(fingerprint, do, _mark(text), text) for do, text in wanted}
        file, wanted = worked(FILE, _quietly, _written, brief, ending, template, given)
        if not wanted:
            return file
    raise WorkError("The file could not be put together: it asked for ever more pictures.")


def made_apart(make: Callable[Given, bytes], *given: Given.args, **named: Given.kwargs) -> bytes:
    """Return what a function of a module makes, which may take what one file may cost; raises WorkError."""
    made: bytes = worked(FILE, _quietly, make, *given, **named)  # type: ignore[arg-type]
    return made


def warm() -> None:
    """Start the process of files and that of pictures where none is running, so that nobody waits for that."""
    RENDERER.warm()
    prepare(FILE, _quietly, len, "")


def _with_charts(exhibit: Exhibit, fingerprint: str, given: dict[Key, bytes]) -> Exhibit:
    """Add an exhibit's chart to what is given, and return it, with a caveat on letters that can't be set."""
    if exhibit.drawing is None:
        return exhibit
    text = chart_text(exhibit.drawing)
    given["svg", text] = _drawn(fingerprint, "svg", _mark(text), text)
    unset = dict.fromkeys(unsettable(given["svg", text].decode()))
    return replace(exhibit, caveats=(*exhibit.caveats, unset_warning(unset))) if unset else exhibit


@kept(max_entries=48)
def _drawn(fingerprint: str, do: str, mark: str, _text: str) -> bytes:
    return RENDERER.render("svg" if do == "svg" else "bundle", _text)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _written(brief: Brief, ending: str, template: bytes | None, given: dict[Key, bytes]) -> tuple[bytes, list[Key]]:
    """Return a file, and what it lacks of what has to be drawn."""
    RENDERER.drawn = Drawn(given)
    file = pptx_bytes(brief, template) if ending == "pptx" else FORMATS[ending].write(brief)
    return file, list(dict.fromkeys(RENDERER.drawn.wanted))


def _quietly(make: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
    # Streamlit tells of every cache that is used outside of a page: here it is meant.
    logging.getLogger("streamlit").setLevel(logging.CRITICAL)
    return make(*given, **named)
