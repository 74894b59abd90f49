"""What an exhibit's page says, as the data of its template: plain texts, each with what it is.

The template is ``exhibit.typ``. Texts travel as JSON, so that nothing of the
dataset can become markup; what no font can set is replaced and named.
"""

import logging
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from components.drawing.looks import NO_RECORD, PALETTES
from components.drawing.printable import link_target, one_line, printable
from components.exhibits.exhibit import Cell, Exhibit, Sign, Table
from components.exhibits.provenance import Provenance
from components.files.fonts import missing, text_width
from components.references.references import Reference

NARROWEST: Final = 720.0
"""Width in pixels that the words around a small chart have at least."""
SHARE: Final = 104.0
"""Pixels that a column of width 1 takes, where the table is neither too narrow nor too wide for a page."""
NARROWEST_TABLE: Final = 900.0
WIDEST: Final = 3200.0
COLUMN: Final = 400.0
"""Width in pixels of a column of references, about."""
LONGEST_CELL: Final = 1200
"""Letters of one cell; what is longer is cut with an ellipsis, and stands in full in the data."""
UNSET: Final = "[?]"
_SLIDE_LINE: Final = 190
"""Letters of a line of small type on a slide."""
_SLIDE_ROOM: Final = 1075.0
"""Pixels of a table's width on a slide, were its type 12 pixels as on a page."""
_PAD: Final = 20.0
_BREAK: Final = "\u200b"
_LOG: Final = logging.getLogger("dashboard")


@dataclass(frozen=True)
class Chart:
    """A rendered chart: its SVG, and its size in pixels."""

    svg: str
    width: float
    height: float


@dataclass(frozen=True)
class Page:
    """An exhibit's page: the data of its template, its chart, and what its files hold beside what is seen.

    ``words`` are the texts of a PNG by their keywords; ``caveats`` and ``references`` are whole lines.
    """

    data: Mapping[str, Any]
    chart: Chart | None
    words: Mapping[str, str]
    caveats: tuple[str, ...]
    references: tuple[str, ...]


def alternative(exhibit: Exhibit) -> str:
    """Return the text alternative of an exhibit's picture: what it is, what it shows, what it is narrowed to."""
    return one_line(f"{exhibit.title}. {exhibit.finding} Shown: {' · '.join(exhibit.filters)}.")


def page_data(
    exhibit: Exhibit,
    provenance: Provenance,
    references: Sequence[Reference],
    chart: tuple[str, float, float] | None,
    language: str,
) -> dict[str, Any]:
    """Return all that a page of an exhibit says and how wide it is; ``chart`` is an SVG and its size in pixels."""
    width = max(NARROWEST, chart[1]) if chart else table_width(exhibit.table)
    light, (source, dataset, _) = PALETTES["light"], provenance.lines
    origin = [(source, _address(source)), (dataset, ""), (f"View: {exhibit.link}", exhibit.link)]
    origin += [(f"Cite as: {provenance.cite}", "")] if provenance.cite else []
    origin += [(provenance.licence, "")] if provenance.licence else []
    said = {
        "title": exhibit.title,
        "alternative": alternative(exhibit),
        "author": provenance.cite or provenance.dataset,
        "keywords": f"{provenance.dataset}, version {provenance.version}; {provenance.source}; {exhibit.link}",
        "finding": exhibit.finding,
        "shown": "Shown: " + " · ".join(exhibit.filters),
        "subtitle": _subtitle(exhibit.finding),
        "legend": [_sign(sign, table=chart is None) for sign in exhibit.legend],
        "caveats": list(exhibit.caveats),
        "origin": [_linked(words, to) for words, to in origin],
        "references": [[_linked(each.text, each.link) for each in column] for column in _columns(references, width)],
        "references_head": "References of what is shown",
        "source": _short(source),
        "link_words": exhibit.link,
        "table": _table(exhibit.table, width) if chart is None else None,
        "more": f"Rows 1 to {{shown}} of {len(exhibit.table.rows)}; all stand at the address below and in the PDF.",
        "elsewhere": "Caveats and references: in the PDF, and at " if exhibit.link else "",
    }
    unset = dict.fromkeys(sign for text in (*_texts(said), *(chart or ("",))[:1]) for sign in unsettable(text))
    if unset:
        said["caveats"] = [*exhibit.caveats, unset_warning(unset)]
        _LOG.warning("%s: %s", exhibit.name, unset_warning(unset))
    written: dict[str, Any] = _clean(said, width, unset)
    return {
        **written,
        "form": "page",
        "language": typst_language(language),
        "link": link_target(exhibit.link),
        "width": width,
        "chart_width": chart[1] if chart else 0,
        "chart_height": chart[2] if chart else 0,
        "ink": light.text,
        "quiet": light.quiet,
        "rule": light.rule,
        "grid": light.grid,
        "head": light.ramp[0],
    }


def chart_data(width: float, height: float) -> dict[str, Any]:
    """Return the data of a page that is a chart alone."""
    return {"form": "chart", "language": "en", "ink": "#000000", "quiet": "#000000", "legend": [], "keywords": "",
            "title": "", "author": "", "alternative": "", "chart_width": width, "chart_height": height}  # fmt: skip


def table_width(table: Table) -> float:
    """Return the width in pixels at which a table is set."""
    return max(NARROWEST_TABLE, min(WIDEST, SHARE * sum(column.width for column in table.columns)))


def unsettable(text: str) -> str:
    """Return the letters of a text that no font of ours sets, each once."""
    letters = "".join(sorted(set(text)))
    private = {sign for sign in letters if unicodedata.category(sign) in ("Co", "Cn")}
    plain = "".join(sign for sign in letters if sign.isprintable())
    return "".join(sorted(set(missing(plain)) | private))


def settable(text: str, unset: Sequence[str] | dict[str, None] | None = None) -> str:
    """Return a text in which each run of letters that can't be set is replaced by :data:`UNSET`."""
    wrong = set(unsettable(text) if unset is None else unset)
    if not wrong.intersection(text):
        return text
    kept: list[str] = []
    for sign in text:
        if sign not in wrong:
            kept.append(sign)
        elif not kept or kept[-1] != UNSET:
            kept.append(UNSET)
    return "".join(kept)


def breakable(text: str, width: float, size: float) -> str:
    """Return a text whose words that are wider than a line may be broken between any two of their letters."""
    words = text.split(" ")
    return " ".join(
        _BREAK.join(_clusters(word)) if len(word) > 8 and text_width(word, size, 700) > width else word
        for word in words
    )


def _clusters(word: str) -> Iterator[str]:
    """Yield the letters of a word, each with the marks that stand on it."""
    letter = ""
    for sign in word:
        if letter and unicodedata.category(sign) not in ("Mn", "Mc", "Me", "Cf"):
            yield letter
            letter = ""
        letter += sign
    yield letter


def unset_warning(unset: Iterable[str]) -> str:
    """Return what is told of letters that can't be set, by number and name."""
    names = [f"U+{ord(sign):04X} {unicodedata.name(sign, 'without a name')}" for sign in unset]
    shown = "; ".join(names[:8]) + (f"; and {len(names) - 8} more" if len(names) > 8 else "")
    return f"{UNSET} stands for letters that the fonts of this file lack: {shown}. The data files hold them."


def _subtitle(finding: str) -> str:
    """Return what a slide says under its title: the beginning of the finding, whole sentences of it."""
    told = one_line(finding)
    if len(told) <= 240:
        return told
    head, stop, _ = told[:240].rpartition(". ")
    return f"{head}." if stop else told[:239].rpartition(" ")[0] + " …"


def _sign(sign: Sign, *, table: bool) -> dict[str, Any]:
    boxed = table or sign.words.startswith(NO_RECORD.words)
    plain = not sign.fill and (not sign.ink or sign.sign == "–")
    return {
        "sign": sign.sign,
        "words": sign.words,
        "fill": sign.fill,
        "ink": "" if plain else sign.ink,
        "gap": boxed and sign.sign == "–",
        "void": boxed and sign.sign == "⊘",
    }


def _table(table: Table, width: float) -> dict[str, Any]:
    shares = sum(column.width for column in table.columns)
    rooms = [min(width, _SLIDE_ROOM) * column.width / shares - _PAD - 8 for column in table.columns]
    return {
        "columns": [
            {"title": breakable(one_line(each.title), room, 12), "width": each.width, "centred": each.centred}
            for each, room in zip(table.columns, rooms, strict=True)
        ],
        "rows": [[_cell(cell, room) for cell, room in zip(row, rooms, strict=True)] for row in table.rows],
        "bands": [[row, breakable(one_line(words), width - 40, 12)] for row, words in table.bands],
    }


def _cell(cell: Cell, room: float) -> dict[str, str]:
    """Return a cell; what is explicitly none is led by its sign."""
    text = f"✗ {cell.text}" if cell.kind == "none" and not cell.text.startswith("✗") else cell.text
    cut = [f"{each[: LONGEST_CELL - 1]}…" if len(each) > LONGEST_CELL else each for each in (text, cell.detail)]
    text, detail = (breakable(printable(each), room, 12) for each in cut)
    return {"text": text, "detail": detail, "kind": cell.kind, "fill": cell.fill, "ink": cell.ink}


def _columns(references: Sequence[Reference], width: float) -> list[list[Reference]]:
    """Return references in columns of about one height, in order."""
    number = max(1, min(len(references), int(width // COLUMN)))
    each = sum(len(entry.text) + 40 for entry in references) / number
    columns: list[list[Reference]] = [[] for _ in range(number)]
    used = 0.0
    for entry in references:
        columns[min(number - 1, int(used / each))].append(entry)
        used += len(entry.text) + 40
    return [column for column in columns if column]


def _short(source: str) -> str:
    """Return a source line that is one line of a slide: its beginning, and its address whole."""
    told, address = one_line(source), _address(source)
    if len(told) <= _SLIDE_LINE:
        return told
    words = told.removesuffix(address).rstrip()
    return f"{words[: _SLIDE_LINE - len(address) - 2].rpartition(' ')[0]} … {address}".rstrip()


def _linked(words: str, to: str) -> dict[str, str]:
    return {"words": words, "to": link_target(to)}


def _address(source: str) -> str:
    """Return the address at the end of a source line, or nothing."""
    last = source.rsplit(" ", 1)[-1]
    return last if last.startswith("http") else ""


def typst_language(tag: str) -> str:
    """Return the language of a tag as Typst takes it: two or three letters."""
    first = tag.partition("-")[0].lower()
    return first if first.isascii() and first.isalpha() and len(first) in (2, 3) else "en"


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


_AS_IS: Final = ("alternative", "author", "keywords", "to", "fill", "ink", "kind")
"""What isn't broken into lines, or was made fit to be."""


def _clean(value: Any, width: float, unset: dict[str, None], name: str = "") -> Any:
    """Return values whose texts are one line each, can be set, and can be broken where a word is wider than a line."""
    if isinstance(value, str):
        text = settable(one_line(value), unset)
        size = 9.5 if width == COLUMN else 13
        return text if name in _AS_IS else breakable(text, width - 40, size)
    if isinstance(value, dict):
        rooms = {"references": COLUMN}
        return {
            key: _settable_table(each, unset) if key == "table" else _clean(each, rooms.get(key, width), unset, key)
            for key, each in value.items()
        }
    if isinstance(value, list | tuple):
        return [_clean(each, width, unset, name) for each in value]
    return value


def _settable_table(value: Any, unset: dict[str, None]) -> Any:
    """Return a table's texts, each of which knows the room of its column, so that they can be set."""
    if isinstance(value, str):
        return settable(value, unset)
    if isinstance(value, dict):
        return {key: _settable_table(each, unset) for key, each in value.items()}
    if isinstance(value, list):
        return [_settable_table(each, unset) for each in value]
    return value
