"""The memo of a briefing as a PDF, tagged (PDF/UA-1), and its annex: tables, evidence, references, abbreviations.

The template is ``memo.typ``. Texts travel as JSON, so that nothing of the
dataset can become markup; what no font can set is replaced.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from components.drawing.looks import PALETTES
from components.drawing.printable import link_target, one_line
from components.exhibits.brief import Brief
from components.exhibits.digest_words import day_words
from components.exhibits.exhibit import Cell, Exhibit
from components.exhibits.exhibit_words import filter_line, linked_runs, origin_lines, sign_words
from components.files.exhibit_page import breakable, settable, typst_language
from components.files.memo import SETTING, WIDTH, Block, Boxed, Fields, Source, Text, memo_pages
from components.files.rendering import RENDERER
from components.files.table_layout import Part, Row, column_parts, plain_table
from components.references.references import Reference, references

WIDE: Final = 728.0
"""The room of a page on its side, in points."""
LONGEST_CELL: Final = 1200
"""Letters of one cell; what is longer is cut with an ellipsis."""
Sheet = dict[str, Any]


def pdf_bytes(brief: Brief) -> bytes:
    """Return a briefing as a PDF: the memo, its annex, or both; the same briefing gives the same bytes.

    Raises
    ------
    components.files.rendering.RenderError
        Where it can't be set.
    """
    light, come = PALETTES["light"], brief.provenance
    title = one_line(brief.digest.title if brief.digest is not None else brief.title)
    sheets: list[Sheet] = []
    if brief.digest is not None:
        sheets += [_sheet([_block(each) for each in page]) for page in memo_pages(brief, brief.digest)]
    if brief.with_annex:
        sheets += _annex(brief)
    data = {
        "title": title,
        "author": one_line(brief.author or come.dataset),
        "alternative": one_line(brief.digest.answer.text) if brief.digest is not None else title,
        "keywords": one_line(f"{come.dataset}, version {come.version}; {come.source}"),
        "language": typst_language(brief.language),
        "foot": " · ".join(filter(None, (one_line(brief.author), title, day_words(come.made)))),
        "ink": light.text,
        "quiet": light.quiet,
        "rule": light.rule,
        "head": light.ramp[0],
        "sheets": sheets,
    }
    made = json.dumps(_settable(data), ensure_ascii=False)
    return RENDERER.render("memo", json.dumps({"data": made}))


def _sheet(blocks: Sequence[dict[str, Any]], *, landscape: bool = False) -> Sheet:
    return {"landscape": landscape, "blocks": list(blocks)}


def _said(kind: str, words: str, marks: Sequence[int] = (), sure: str = "", link: str = "") -> dict[str, Any]:
    told = breakable(one_line(words), WIDTH - 40, 11)
    return {"kind": kind, "words": told, "marks": list(marks), "sure": sure, "link": link_target(link)}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Text):
        return _said(block.style, block.words, block.marks, block.sure, block.link)
    if isinstance(block, Fields):
        return {"kind": "fields", "rows": [list(row) for row in block.rows]}
    if isinstance(block, Boxed):
        return {"kind": "boxed", "title": block.title, "lines": [_block(line) for line in block.lines],
                "blank": block.blank}  # fmt: skip
    if isinstance(block, Source):
        return _source(f"[{block.number}]", block.reference)
    shown = block.shown
    heads = [shown.table.columns[n].title for n in shown.part.columns]
    return _grid(heads, [False] * len(heads), shown.part, shown.rows, block.marks)


def _source(mark: str, reference: Reference) -> dict[str, Any]:
    runs = [
        {"words": breakable(words, WIDTH - 60, 9), "italic": italic, "link": link}
        for words, italic, link in linked_runs(reference)
    ]
    return {"kind": "source", "mark": mark, "runs": runs}


def _grid(
    heads: Sequence[str], centred: Sequence[bool], part: Part, rows: Sequence[Row],
    marks: Sequence[Sequence[Sequence[int]]] = (),
) -> dict[str, Any]:  # fmt: skip
    told = []
    for number, row in enumerate(rows):
        own = marks[number] if marks else [()] * len(row.cells)
        cells = [
            _cell(row.cells[at], list(own[at]), wide) for at, wide in zip(part.columns, part.widths, strict=True)
        ] if row.cells else []  # fmt: skip
        told.append({"band": row.band, "cells": cells})
    return {"kind": "grid", "size": SETTING.size, "widths": list(part.widths), "heads": list(heads),
            "centred": list(centred), "rows": told}  # fmt: skip


def _cell(cell: Cell, marks: list[int], wide: float) -> dict[str, Any]:
    cut = [f"{each[: LONGEST_CELL - 1]}…" if len(each) > LONGEST_CELL else each for each in (cell.text, cell.detail)]
    text, detail = (breakable(one_line(each), wide - 10, SETTING.size) for each in cut)
    return {"text": text, "detail": detail, "kind": cell.kind, "fill": cell.fill, "ink": cell.ink if cell.fill else "",
            "marks": marks}  # fmt: skip


def _annex(brief: Brief) -> Iterator[Sheet]:
    """Yield the annex: each exhibit as a table, then the evidence, the references and the abbreviations."""
    opening = [_said("title", "Annex" if brief.digest is not None else brief.title)]
    for exhibit in brief.exhibits:
        yield from _exhibit(exhibit, opening)
        opening = []
    yield _sheet([*opening, *_evidence(brief), *_lists(brief)])


def _exhibit(exhibit: Exhibit, opening: Sequence[dict[str, Any]]) -> Iterator[Sheet]:
    table = plain_table(exhibit.table)
    landscape = len(column_parts(table, WIDTH, SETTING)) > 1
    parts = column_parts(table, WIDE if landscape else WIDTH, SETTING)
    bands = dict(table.bands)
    rows: list[Row] = []
    for number, cells in enumerate(table.rows):
        rows += [Row((), bands[number])] if number in bands else []
        rows.append(Row(cells))
    signs = "; ".join(sign_words(sign) for sign in exhibit.legend)
    blocks = [
        *opening,
        _said("heading", exhibit.title),
        _said("text", exhibit.finding),
        *(
            _grid(
                [table.columns[n].title for n in part.columns],
                [table.columns[n].centred for n in part.columns],
                part,
                rows,
            )
            for part in parts
        ),
        *([_said("quiet", f"Signs: {signs}.")] if signs else []),
        _said("quiet", f"{filter_line(exhibit)}."),
        *(_said("quiet", f"• {caveat}") for caveat in exhibit.caveats),
    ]
    yield _sheet(blocks, landscape=landscape)


def _evidence(brief: Brief) -> Iterator[dict[str, Any]]:
    details = {detail.id: detail for exhibit in brief.exhibits for detail in exhibit.details}
    if details:
        yield _said("heading", "The evidence")
    for detail in details.values():
        names = ", ".join(brief.behind[key].name for key in detail.works)
        cites = f"; cites {names}" if names else ""
        about = detail.about.rstrip(".")
        yield _said("evidence", f"{about}. {detail.text} [{detail.id}, {detail.place}{cites}]")


def _lists(brief: Brief) -> Iterator[dict[str, Any]]:
    printed = references(tuple(brief.behind.values()))
    if printed:
        yield _said("heading", "References")
    yield from (_source("", reference) for reference in printed)
    yield _said("heading", "Where this comes from")
    come = brief.provenance
    for line in (*origin_lines(brief), come.cite, come.licence):
        if line:
            yield _said("quiet", line)
    if come.has_host:
        yield _said("quiet", come.link, link=come.link)
    if brief.abbreviations:
        yield _said("heading", "Abbreviations")
    yield from (_said("quiet", f"{short}: {long}") for short, long in brief.abbreviations.items())


def _settable(value: Any) -> Any:
    """Return values whose texts the fonts can set."""
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, dict):
        return {key: _settable(each) for key, each in value.items()}
    return [_settable(each) for each in value] if isinstance(value, list) else value
