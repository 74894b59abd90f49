"""A briefing's data as a Data Package: CSV files, what their columns mean, where they come from, the references.

The descriptor follows the Data Package standard (https://datapackage.org, profile of version 1,
which version 2 reads, too).
"""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

from components.drawing.printable import printable
from components.exhibits.brief import Brief
from components.exhibits.exhibit import Exhibit, Field, Sheet
from components.exhibits.provenance import Provenance, provenance
from components.exhibits.whole import whole_sheets
from components.files.file_names import safe_name
from components.files.safe_csv import csv_text
from components.references.citation_formats import bibtex, csl_json
from components.references.references import formatted
from components.view.view import View
from data.model.dataset import Dataset
from data.model.records import Work

_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""Of every file in the archive: the same view gives the same bytes."""


def package_bytes(brief: Brief) -> bytes:
    """Return the data of a briefing's exhibits, as shown, as a zipped Data Package."""
    sheets = [_named(exhibit.sheet, exhibit.name) for exhibit in brief.exhibits]
    about = [_exhibit_words(exhibit) for exhibit in brief.exhibits]
    titles = {exhibit.name: exhibit.title for exhibit in brief.exhibits}
    return _zipped(brief.title, brief.provenance, sheets, titles, about, tuple(brief.behind.values()), brief.note)


def whole_package(view: View) -> bytes:
    """Return the whole dataset behind a view, whatever its filters, as a zipped Data Package."""
    dataset = view.dataset
    sheets = whole_sheets(dataset)
    titles = {sheet.name: sheet.name.replace("_", " ") for sheet in sheets}
    about = [f"The whole dataset, no filter applied. {_abstract(dataset)}".strip()]
    return _zipped(dataset.about.title, provenance(view), sheets, titles, about, tuple(dataset.works.values()), "")


def _abstract(dataset: Dataset) -> str:
    return dataset.about.description or ""


def _named(sheet: Sheet, name: str) -> Sheet:
    return Sheet(name, sheet.fields, sheet.rows)


def _exhibit_words(exhibit: Exhibit) -> str:
    said = [
        f"## {exhibit.title}",
        f"File: {safe_name(exhibit.name)}.csv ({len(exhibit.sheet.rows):,} rows)",
        f"Filters: {' · '.join(exhibit.filters)}",
        exhibit.finding,
        *(f"Legend: {sign.sign} {sign.words}" for sign in exhibit.legend),
        *(f"Caveat: {caveat}" for caveat in exhibit.caveats),
        f"View: {exhibit.link}",
    ]
    return "\n\n".join(said)


def _zipped(
    title: str,
    origin: Provenance,
    sheets: Sequence[Sheet],
    titles: Mapping[str, str],
    about: Sequence[str],
    works: tuple[Work, ...],
    note: str,
) -> bytes:
    files = {f"data/{safe_name(sheet.name)}.csv": _csv(sheet) for sheet in sheets}
    files["datapackage.json"] = json.dumps(_descriptor(title, origin, sheets, titles), ensure_ascii=False, indent=2)
    files["README.md"] = _readme(title, origin, about, works, note)
    files["references.bib"] = bibtex(works)
    files["references.json"] = csl_json(works)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _DATE), text.encode(), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _csv(sheet: Sheet) -> str:
    return csv_text([field.name for field in sheet.fields], sheet.rows)


def _descriptor(
    title: str, origin: Provenance, sheets: Sequence[Sheet], titles: Mapping[str, str]
) -> dict[str, object]:
    return {
        "profile": "tabular-data-package",
        "name": safe_name(title).lower(),
        "title": printable(title),
        "description": printable("\n".join(origin.lines)),
        "version": origin.version,
        "created": f"{origin.made}T00:00:00Z",
        **({"homepage": origin.link} if origin.link.startswith(("http://", "https://")) else {}),
        "sources": [{"title": printable(origin.source)}],
        "resources": [_resource(sheet, titles.get(sheet.name, sheet.name)) for sheet in sheets],
    }


def _resource(sheet: Sheet, title: str) -> dict[str, object]:
    name = safe_name(sheet.name)
    return {
        "profile": "tabular-data-resource",
        "name": name.lower(),
        "path": f"data/{name}.csv",
        "title": printable(title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(field) for field in sheet.fields], "missingValues": [""]},
    }


def _field(field: Field) -> dict[str, object]:
    said: dict[str, object] = {"name": field.name, "type": field.type, "description": field.description}
    return said | ({"trueValues": ["true"], "falseValues": ["false"]} if field.type == "boolean" else {})


def _readme(title: str, origin: Provenance, about: Sequence[str], works: tuple[Work, ...], note: str) -> str:
    cite = [f"How to cite: {origin.cite}"] if origin.cite else []
    licence = [f"Licence: {origin.licence}"] if origin.licence else []
    said = [
        f"# {title}",
        *([note] if note else []),
        *origin.lines,
        *cite,
        *licence,
        "`datapackage.json` says what each column means. An empty cell means 'not stated', never zero. "
        "A text that a spreadsheet would take for a formula is led by an apostrophe. Text is UTF-8.",
        *about,
        "## References",
        *formatted(works),
        "The same as `references.bib` and `references.json`.",
    ]
    return "\n\n".join(printable(part) for part in said) + "\n"
