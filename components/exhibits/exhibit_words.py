"""What every document says of an exhibit alike: its filters, legend, caveats, origin and text alternative."""

from collections.abc import Callable, Iterator
from typing import Final

from components.drawing.printable import link_target, one_line
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Exhibit, Sign
from components.references.references import Reference

Progress = Callable[[float, str], None]
"""Told how much of the work is done, 0 to 1, and what is being done, in words."""

INK: Final = "1b2530"
QUIET: Final = "4d5862"
RULE: Final = "c5ccd3"
HEAD_FILL: Final = "e6eaee"
BAND_FILL: Final = "f3f5f7"
BLUE: Final = "1f5a96"
"""Colours on white without their #; each text's contrast is 7:1 or more, but links' which is 6.9:1."""

PIXELS: Final = 3.0
"""Pixels of a picture in a document for each one of a chart: about 220 an inch at the size at which it is shown."""


def unheard(_share: float, _words: str) -> None:
    """Take a progress that nobody asked for."""


def filter_line(exhibit: Exhibit) -> str:
    """Return the filters of an exhibit in one line, without a full stop."""
    return "Shown: " + one_line(" · ".join(exhibit.filters))


def sign_words(sign: Sign) -> str:
    """Return an entry of a legend in words."""
    return f"{one_line(sign.sign)} {one_line(sign.words)}"


def origin_lines(brief: Brief, *shown: Exhibit) -> tuple[str, str]:
    """Return the source, of some exhibits where they are named, and the dataset with its version and days."""
    source, dataset, _ = brief.of(*shown).lines
    return one_line(source), one_line(dataset)


def alternative(exhibit: Exhibit) -> str:
    """Return the text alternative of an exhibit's picture: what it is, what it shows, what it is narrowed to."""
    return one_line(f"{exhibit.title}. {exhibit.finding} {filter_line(exhibit)}.")


def linked_runs(reference: Reference) -> Iterator[tuple[str, bool, str]]:
    """Yield the runs of a reference, its mark last: the text, whether it is italic, the address it opens or nothing."""
    target = link_target(reference.link)
    for run in reference.runs:
        before, found, after = run.text.partition(reference.link) if target else (run.text, "", "")
        yield from ((piece, run.italic, to) for piece, to in ((before, ""), (found, target), (after, "")) if piece)
    if reference.mark:
        yield f" [{reference.mark}.]", False, ""
