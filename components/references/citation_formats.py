"""Works as files that reference managers import: BibTeX, RIS and CSL-JSON, in UTF-8.

All three are made from the same items, so that a field which one of them holds
is in the others too.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import quote

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from pylatexenc.latexencode import RULE_DICT, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

from components.references.citation_items import Item, and_others, csl_items, distinct
from data.model.records import Work

BIBTEX_TYPES: Final[Mapping[str, str]] = {
    "article": "article",
    "report": "techreport",
    "law": "legislation",
    "guideline": "techreport",
    "statistics": "dataset",
    "webpage": "online",
    "news": "article",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "preprint": "unpublished",
    "dataset": "dataset",
    "case": "jurisdiction",
    "bill": "legislation",
    "": "misc",
}
"""Where classic BibTeX has no type, biblatex's: Zotero and JabRef know both, and a classic style takes it as misc."""
RIS_TYPES: Final[Mapping[str, str]] = {
    "article": "JOUR",
    "report": "RPRT",
    "law": "STAT",
    "guideline": "RPRT",
    "statistics": "DATA",
    "webpage": "ELEC",
    "news": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "preprint": "UNPB",
    "dataset": "DATA",
    "case": "CASE",
    "bill": "BILL",
    "": "GEN",
}
_LATEX: Final = UnicodeToLatexEncoder(
    conversion_rules=[
        UnicodeToLatexConversionRule(
            rule_type=RULE_DICT,
            rule={
                ord("\\"): r"{\textbackslash}",
                # Not \{ and \}: BibTeX counts braces, whatever stands before them.
                ord("{"): r"{\textbraceleft}",
                ord("}"): r"{\textbraceright}",
                ord("~"): r"{\textasciitilde}",
                ord("^"): r"{\textasciicircum}",
            }
            | {ord(char): f"\\{char}" for char in "#$%&_"},
        )
    ],
    unknown_char_policy="keep",
    unknown_char_warning=False,
)
"""Escapes what LaTeX reads as a command and keeps all else as it is."""


def csl_json(works: Sequence[Work]) -> str:
    """Return CSL-JSON: a list of items, one a work, in the order given."""
    return json.dumps(csl_items(works), ensure_ascii=False, indent=2) + "\n"


def bibtex(works: Sequence[Work]) -> str:
    """Return BibTeX, one entry a work, in the order given, its citation key the work's key.

    Titles stand in two pairs of braces, so that no style changes their capitals; a
    body's name in braces, so that no comma or "and" takes it apart. Addresses and
    DOIs are verbatim, as their fields are read. "et al." is ``and others``.
    """
    by_key = distinct(works)
    library = Library([_entry(item, by_key[item["id"]]) for item in csl_items(works)])
    return write_string(library)


def ris(works: Sequence[Work]) -> str:
    """Return RIS, one record a work, in the order given, its ID the work's key; lines end as the format asks."""
    by_key = distinct(works)
    records = [_record(item, by_key[item["id"]]) for item in csl_items(works)]
    return str(rispy.dumps(records, implementation=_RisWriter))


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]  # the library is untyped
    """Writes records alone; the library's own numbers them, which the format doesn't know."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:  # noqa: ARG002 (the argument is the library's)
        return ""


def _entry(item: Item, work: Work) -> Entry:
    journal = work.type in ("article", "news")
    fields = {
        "author": " and ".join([*map(_bibtex_name, item["author"]), *(["others"] if and_others(work) else [])]),
        "title": f"{{{_latex(item['title'])}}}" if "title" in item else "",
        "year": work.year[:4],
        "journal" if journal else "booktitle": _latex(item.get("container-title", "")),
        "volume": _latex(item.get("volume", "")),
        "number": _latex(item.get("issue", "")),
        "pages": re.sub(r"(?<=\w)[-–](?=\w)", "--", _latex(item.get("page", ""))),
        "institution" if BIBTEX_TYPES[work.type] == "techreport" else "publisher": _latex(item.get("publisher", "")),
        "type": _latex(item.get("genre", "")),
        "doi": _verbatim(item.get("DOI", "")),
        "url": _verbatim(item.get("URL", "")),
        "note": _latex(item.get("note", "")),
    }
    return Entry(BIBTEX_TYPES[work.type], work.key, [Field(name, text) for name, text in fields.items() if text])


def _bibtex_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{{{_latex(name['literal'])}}}"
    parts = [name[part] for part in ("family", "suffix", "given") if part in name]
    particle = name.get("dropping-particle")
    return (f"{_latex(particle)} " if particle else "") + ", ".join(map(_latex, parts))


def _latex(text: str) -> str:
    return str(_LATEX.unicode_to_latex(text))


def _verbatim(address: str) -> str:
    r"""Return an address as a verbatim field holds it: only what would end the field is percent-encoded."""
    return re.sub(r"[{}\\\s]", lambda found: quote(found.group()), address)


def _record(item: Item, work: Work) -> dict[str, object]:
    start, end = _page_range(item.get("page", ""))
    values: dict[str, object] = {
        "type_of_reference": RIS_TYPES[work.type],
        "id": work.key,
        "authors": [_ris_name(name) for name in item["author"]],
        "year": work.year[:4],
        "title": item.get("title"),
        "secondary_title": item.get("container-title"),
        "volume": item.get("volume"),
        "number": item.get("issue"),
        "start_page": start,
        "end_page": end,
        "publisher": item.get("publisher"),
        "type_of_work": item.get("genre"),
        "doi": item.get("DOI"),
        "urls": [item["URL"]] if "URL" in item else None,
        "notes": [*([item["note"]] if "note" in item else []), *_bodies(item)],
    }
    return {label: value for label, value in values.items() if value}


def _ris_name(name: Mapping[str, str]) -> str:
    """Return an author; a body's name ends with a comma, by which readers of RIS know that nothing of it is given."""
    if "literal" in name and "," not in name["literal"]:
        return f"{name['literal']},"
    given = " ".join(name[part] for part in ("given", "dropping-particle") if part in name)
    whole = {**name, "given": given} if given else name
    return ", ".join(whole[part] for part in ("literal", "family", "given", "suffix") if part in whole)


def _bodies(item: Item) -> Iterator[str]:
    """Yield a note for each body whose name a reader of RIS would take apart at its comma."""
    for name in item["author"]:
        if "," in name.get("literal", ""):
            yield f"The author is a body: {name['literal']}"


def _page_range(pages: str) -> tuple[str, str]:
    """Return first and last page; the whole text as the first where it isn't a plain range."""
    found = re.fullmatch(r"(\w+)[-–](\w+)", pages)
    return (found.group(1), found.group(2)) if found else (pages, "")
