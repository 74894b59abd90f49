"""Forms in which a cell is written elsewhere, read as this contract writes them: DOIs, authors, lists, dates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from urllib.parse import unquote

import pandas as pd

from data.intake.reading import Tree
from data.model.faults import Fault, quoted
from data.model.vocabulary import LIST_SEPARATOR

_DOI_BEFORE: Final = re.compile(
    r"^(?:https?://(?:www\.|dx\.)?doi\.org/|(?:info:)?doi\s*[:/]?\s*)(?=10\.)", re.IGNORECASE
)
_INITIALS: Final = r"[^\W\d_](?:[.\s-]{0,2}[^\W\d_]){0,3}\.?"
_PUBMED: Final = re.compile(rf"^(?P<family>[^\W\d_][\w'’ -]*?) (?P<initials>(?=[^a-z]+$){_INITIALS})$")
_AND: Final = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_ET_AL: Final = re.compile(r"[,;]?\s*\bet al\.?$", re.IGNORECASE)
_EXCEL_ZERO: Final = date(1899, 12, 30)
_SERIAL: Final = re.compile(r"^[2-7]\d{4}$")
"""Five digits that a spreadsheet shows where it forgot that they are a day: 1954 to 2118."""


def doi_of(text: str) -> str:
    """Return a DOI without address or prefix: ``10.1000/182`` of ``https://doi.org/10.1000/182``."""
    bare = _DOI_BEFORE.sub("", text.strip())
    return unquote(bare).rstrip(".,;") if bare != text.strip() else bare


def serial_date(text: str | None) -> str | None:
    """Return the ISO date that a spreadsheet's number of a day stands for; None where a text is no such number."""
    if not text or not _SERIAL.match(text):
        return None
    return (_EXCEL_ZERO + timedelta(days=int(text))).isoformat()


def authors_of(text: str) -> str:
    """Return authors as works.csv lists them, ``Family, Given; Family, Given``.

    Read are lists with semicolons, BibTeX's ``Family, Given and Family, Given``
    and PubMed's ``Family AB, Family CD``; anything else, such as the name of a
    ministry, stays as it is.
    """
    whole = text.strip()
    more = "; et al." if _ET_AL.search(whole) and not re.search(r";\s*et al", whole) else ""
    bare = _ET_AL.sub("", whole) if more else whole
    if LIST_SEPARATOR in bare:
        people = [part.strip() for part in bare.split(LIST_SEPARATOR) if part.strip()]
        return "; ".join(_person(one) for one in people) + more
    if parts := _pubmed(bare):
        return "; ".join(parts) + more
    by_and = [part.strip() for part in _AND.split(bare)]
    if len(by_and) > 1 and all(re.fullmatch(r"[^,]+,[^,]+", part) for part in by_and):
        return "; ".join(by_and) + more
    return bare + more if more and "," not in bare and " " not in bare else whole


def _pubmed(text: str) -> list[str]:
    parts = [part.strip() for part in _AND.sub(", ", text).rstrip(".").split(",") if part.strip()]
    found = [_PUBMED.match(part) for part in parts]
    # Of one name alone, what stands before the initials is one word: "Ministry of Health UK" is nobody's.
    alone = len(parts) == 1 and " " in parts[0].rpartition(" ")[0]
    return [_person(part) for part in parts] if parts and all(found) and not alone else []


def _person(text: str) -> str:
    found = None if "," in text else _PUBMED.match(text)
    if found is None:
        return text
    initials = re.sub(r"[^\w-]", "", found["initials"])
    return f"{found['family']}, {' '.join(f'{letter}.' for letter in initials if letter != '-')}"


def plain_works(works: pd.DataFrame) -> pd.DataFrame:
    """Return the works of a text frame, DOIs bare and authors separated with ``;``."""
    forms = {"doi": doi_of, "authors": authors_of}
    return works.assign(**{name: works[name].map(form) for name, form in forms.items() if name in works})


def author_warnings(file: str, works: pd.DataFrame) -> Iterator[Fault]:
    """Yield a warning where several authors seem to be separated with commas, and can't be told apart."""
    for row, cell in works["authors"].items() if "authors" in works else ():
        if LIST_SEPARATOR not in cell and cell.count(",") > 1:
            problem = f"{quoted(cell)} is read as one author."
            yield Fault(file, int(str(row)), "authors", problem, "Separate authors with ';'.", "warning")


def plain_lists(file: str, frame: pd.DataFrame, columns: Sequence[str], warnings: list[Fault]) -> pd.DataFrame:
    """Return a text frame whose list cells are separated with ``;``: no id holds a comma, so none is lost.

    Each cell that was separated with commas is worth a warning, which is added.
    """
    changed = {}
    for column in [name for name in columns if name in frame]:
        commas = frame[column].str.contains(",", regex=False)
        for row, cell in frame.loc[commas, column].items():
            expected = f"It is read as one id each; separate them with '{LIST_SEPARATOR}'."
            problem = f"{quoted(cell)} is separated with commas."
            warnings.append(Fault(file, int(str(row)), column, problem, expected, "warning"))
        if commas.any():
            changed[column] = frame[column].str.replace(",", LIST_SEPARATOR, regex=False)
    return frame.assign(**changed)


def plain_facts(file: str, tree: Mapping[str, Tree], warnings: list[Fault]) -> dict[str, Tree]:
    """Return a jurisdiction's keys whose dates are no numbers of days; each that was is worth a warning."""
    facts = tree.get("facts")
    if not isinstance(facts, list):
        return dict(tree)
    return {**tree, "facts": [_plain_fact(file, at, fact, warnings) for at, fact in enumerate(facts, start=1)]}


def _plain_fact(file: str, at: int, fact: Tree, warnings: list[Fault]) -> Tree:
    if not isinstance(fact, dict):
        return fact
    plain = dict(fact)
    for key in ("as_of", "checked", "from", "to"):
        given = plain.get(key)
        day = serial_date(given) if isinstance(given, str) else None
        if day is not None:
            problem = f"{quoted(given)} is read as {day}, as a spreadsheet numbers days."
            where = f"facts[{at}] ({plain.get('id')}).{key}"
            warnings.append(Fault(file, 0, where, problem, "Write the date.", "warning"))
            plain[key] = day
    return plain
