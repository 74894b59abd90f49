"""Works from BibTeX, RIS, CSL-JSON and the cells of a table, each once."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import urlsplit

import rispy
from bibtexparser.entrypoint import parse_string
from slugify import slugify

from data.intake.cell_forms import authors_of, doi_of
from data.model.faults import DatasetError, Fault
from data.model.records import DOI, WEB_ADDRESS

REFERENCES: Final = (".bib", ".ris", ".json")
COLUMNS: Final = ("key", "cited_as", "type", "authors", "year", "title", "container", "volume", "issue", "pages",
                  "publisher", "doi", "url", "verified", "note")  # fmt: skip
_TYPES: Final[Mapping[str, str]] = {
    "article": "article", "JOUR": "article", "article-journal": "article", "report": "report", "techreport": "report",
    "RPRT": "report", "book": "book", "BOOK": "book", "incollection": "chapter", "inbook": "chapter", "CHAP": "chapter",
    "chapter": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "THES": "thesis",
    "unpublished": "preprint", "UNPB": "preprint", "dataset": "dataset", "DATA": "dataset", "CASE": "case",
    "legal_case": "case", "jurisdiction": "case", "BILL": "bill", "bill": "bill", "STAT": "law", "legislation": "law",
    "online": "webpage", "ELEC": "webpage", "webpage": "webpage", "NEWS": "news", "article-newspaper": "news",
}  # fmt: skip
_YEAR: Final = re.compile(r"(?<!\d)(1[6-9]|20)\d{2}(?!\d)")
_DOI_WITHIN: Final = re.compile(r"10\.\d{4,9}/[^\s;,\"<>]+")
_URL_WITHIN: Final = re.compile(r"https?://[^\s<>\"';]+")


@dataclass
class Works:
    """The works of a dataset, each once: one DOI, or one title and year, is one work."""

    by_key: dict[str, dict[str, str]] = field(default_factory=dict)
    _same: dict[str, str] = field(default_factory=dict)

    def add(self, work: Mapping[str, str], cited_as: str = "") -> str:
        """Return the key of a work, which is added where it is new, and completed where it is not."""
        plain = _plain(work)
        marks = _marks(plain, cited_as)
        key = next((self._same[mark] for mark in marks if mark in self._same), None)
        if key is None:
            key = self._named(plain)
        if key is None:
            key = self._key(plain, cited_as)
            self.by_key[key] = {}
        known = self.by_key[key]
        for column, text in plain.items():
            known.setdefault(column, text)
        if cited_as and cited_as not in known.get("cited_as", "").split("; "):
            known["cited_as"] = "; ".join(filter(None, [known.get("cited_as", ""), cited_as.replace(";", ",")]))
        for mark in (*marks, *_marks(known, cited_as)):
            self._same.setdefault(mark, key)
        return key

    def _named(self, work: Mapping[str, str]) -> str | None:
        """Return the one whole work that a citation by author and year means; None where it means none, or several."""
        if "title" in work or "doi" in work or "year" not in work or "authors" not in work:
            return None
        who = _first_author(work)
        alike = [
            key for key, known in self.by_key.items()
            if known.get("title") and known.get("year") == work["year"] and _first_author(known)[0] == who[0]
            and (not who[1] or _first_author(known)[1] in ("", who[1]))
        ]  # fmt: skip
        return alike[0] if len(alike) == 1 else None

    def _key(self, work: Mapping[str, str], cited_as: str) -> str:
        family = work.get("authors", "").split(";")[0].split(",")[0]
        words = " ".join(filter(None, [family or work.get("title", "") or cited_as, work.get("year", "")]))
        base = slugify(words, separator="_", max_length=50, word_boundary=True) or "work"
        key, number = base, 2
        while key in self.by_key:
            key, number = f"{base}_{number}", number + 1
        return key

    def rows(self) -> list[list[str]]:
        """Return works.csv, its head first; what isn't known stays empty, and is then not called verified."""
        rows = [list(COLUMNS)]
        for key, work in self.by_key.items():
            whole = {"authors": work.get("title") or "Not named", **work, "key": key, "verified": "no"}
            whole.setdefault("note", "Taken over from the table as it cites it.")
            rows.append([whole.get(column, "") for column in COLUMNS])
        return rows


def _plain(work: Mapping[str, str]) -> dict[str, str]:
    """Return a work's fields as works.csv holds them; what fits no column's shape goes to the note."""
    plain = {key: " ".join(text.split()) for key, text in work.items() if text and text.strip() and key in COLUMNS}
    rest = []
    if "doi" in plain:
        plain["doi"] = doi_of(plain["doi"])
        if not re.match(DOI, plain["doi"]):
            rest.append(f"DOI as given: {plain.pop('doi')}")
    if "url" in plain and not re.match(WEB_ADDRESS, plain["url"]):
        address = _URL_WITHIN.search(plain["url"])
        rest.append(f"Address as given: {plain.pop('url')}")
        plain.update({"url": address.group()} if address else {})
    if "year" in plain:
        year = _YEAR.search(plain["year"])
        rest += [] if year else [f"Year as given: {plain['year']}"]
        plain["year"] = year.group() if year else ""
    if "authors" in plain:
        plain["authors"] = authors_of(plain["authors"])
    if rest:
        plain["note"] = ". ".join(filter(None, [plain.get("note", ""), *rest]))
    return {key: text for key, text in plain.items() if text}


def _first_author(work: Mapping[str, str]) -> tuple[str, str]:
    """Return the family name of a work's first author, and the first letter of the given name."""
    family, _, given = work.get("authors", "").split(";")[0].partition(",")
    return slugify(re.sub(r"\bet al\.?", "", family)), slugify(given)[:1]


def _marks(work: Mapping[str, str], cited_as: str) -> list[str]:
    title = slugify(work.get("title", ""))
    marks = [f"doi {work['doi'].lower()}"] if "doi" in work else []
    marks += [f"title {title} {work.get('year', '')}"] if title else []
    marks += [f"cited {slugify(cited_as)}"] if cited_as else []
    marks += [f"url {work['url']}"] if "url" in work and not title else []
    return marks


def cited(cell: str) -> dict[str, str]:
    """Return what a citation in a cell tells of its work: authors, year, DOI, address."""
    text = " ".join(cell.split())
    doi, url = _DOI_WITHIN.search(text), _URL_WITHIN.search(text)
    year = _YEAR.search(_URL_WITHIN.sub("", text))
    work = {"doi": doi.group().rstrip(".)")} if doi else {}
    work |= {"url": url.group().rstrip(".,)")} if url and not doi else {}
    if year:
        work["year"] = year.group()
    before = re.sub(r"[\s(,\[]+$", "", text[: year.start()] if year else _URL_WITHIN.sub("", text)).strip(" .:;")
    if before and len(before) < 200:
        work["authors"] = before
    elif url:
        work["authors"] = urlsplit(url.group()).hostname or "Not named"
    if not year and before:
        work["title"] = before
    return work


def references_in(name: str, data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return the works of a file of references, each with the key that it has there.

    Raises
    ------
    DatasetError
        Where it can't be read.
    """
    text = data.decode("utf-8-sig", errors="replace")
    try:
        return list({".bib": _bibtex, ".ris": _ris, ".json": _csl}[PurePath(name).suffix.lower()](text))
    except (ValueError, KeyError, OSError, TypeError, AttributeError) as error:
        raise DatasetError(name, [Fault(name, 0, "", f"it can't be read as references: {error}.")]) from error


def _bibtex(text: str) -> Iterable[tuple[str, dict[str, str]]]:
    for entry in parse_string(text).entries:
        fields = {name.lower(): str(item.value) for name, item in entry.fields_dict.items()}
        authors = fields.get("author") or fields.get("editor") or ""
        names = [one.strip() for one in re.split(r"\s+and\s+(?![^{]*\})", authors)]
        yield entry.key, {
            "type": _TYPES.get(entry.entry_type.lower(), ""),
            "authors": "; ".join(map(_bib_name, filter(None, names))),
            "year": fields.get("year") or fields.get("date", ""),
            "title": _bare(fields.get("title", "")),
            "container": _bare(fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle", "")),
            "volume": fields.get("volume", ""), "issue": fields.get("number", ""), "pages": fields.get("pages", ""),
            "publisher": _bare(fields.get("publisher") or fields.get("institution", "")),
            "doi": fields.get("doi", ""), "url": fields.get("url", ""),
        }  # fmt: skip


def _bib_name(name: str) -> str:
    if name.startswith("{") and name.endswith("}"):
        return _bare(name)  # a body, whole
    if "," in name or " " not in name:
        return _bare(name)
    given, _, family = name.rpartition(" ")
    return _bare(f"{family}, {given}")


def _bare(text: str) -> str:
    return re.sub(r"[{}]", "", text).strip()


def _ris(text: str) -> Iterable[tuple[str, dict[str, str]]]:
    for at, entry in enumerate(rispy.loads(text), start=1):
        authors: Sequence[str] = entry.get("authors") or entry.get("first_authors") or ()
        yield str(entry.get("id") or at), {
            "type": _TYPES.get(str(entry.get("type_of_reference", "")), ""),
            "authors": "; ".join(authors),
            "year": str(entry.get("year") or entry.get("publication_year") or ""),
            "title": str(entry.get("title") or entry.get("primary_title") or ""),
            "container": str(entry.get("journal_name") or entry.get("secondary_title") or ""),
            "volume": str(entry.get("volume", "")), "issue": str(entry.get("number", "")),
            "publisher": str(entry.get("publisher", "")), "doi": str(entry.get("doi", "")),
            "url": str(next(iter(entry.get("urls") or ()), "")),
        }  # fmt: skip


def _csl(text: str) -> Iterable[tuple[str, dict[str, str]]]:
    given: Any = json.loads(text)
    for item in given if isinstance(given, list) else [given]:
        people = item.get("author") or ()
        names = [p.get("literal") or ", ".join(filter(None, [p.get("family"), p.get("given")])) for p in people]
        parts = (item.get("issued") or {}).get("date-parts") or [[""]]
        yield str(item.get("id", "")), {
            "type": _TYPES.get(str(item.get("type", "")), ""), "authors": "; ".join(names), "year": str(parts[0][0]),
            "title": str(item.get("title", "")), "container": str(item.get("container-title", "")),
            "volume": str(item.get("volume", "")), "issue": str(item.get("issue", "")),
            "pages": str(item.get("page", "")), "publisher": str(item.get("publisher", "")),
            "doi": str(item.get("DOI", "")), "url": str(item.get("URL", "")),
        }  # fmt: skip
