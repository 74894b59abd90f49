"""One exhibit as a file: the forms there are, what the file is called, and what was made already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from components.answers.kept import kept
from components.exhibits.assemble import exhibits
from components.exhibits.exhibit import Exhibit
from components.exhibits.provenance import Provenance, provenance
from components.files.csv_package import csv_package
from components.files.exhibit_page import Chart, Page
from components.files.file_names import stem
from components.files.file_process import made_apart
from components.files.picture import bare_chart, chart_as_png, framed, pdf, png, slide_png, svg
from components.files.sheet_xlsx import sheet_xlsx
from components.references.references import Reference, references
from components.view.view import View

FormId = Literal["png2", "png3", "svg", "pdf", "csv", "xlsx"]


@dataclass(frozen=True)
class Form:
    """A form in which an exhibit leaves the dashboard; ``picture`` says whether it is drawn or worked with."""

    id: FormId
    label: str
    suffix: str
    media_type: str
    picture: bool


FORMS: Final[Mapping[FormId, Form]] = {
    form.id: form
    for form in (
        Form("png2", "PNG, for slides", "_slide.png", "image/png", True),
        Form("png3", "PNG, for print (3x)", "@3x.png", "image/png", True),
        Form("svg", "SVG", ".svg", "image/svg+xml", True),
        Form("pdf", "PDF", ".pdf", "application/pdf", True),
        Form("csv", "CSV, with a read-me", "_csv.zip", "application/zip", False),
        Form("xlsx", "Excel", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False),
    )
}


def file_name(view: View, name: str, form: FormId) -> str:
    """Return what the file of an exhibit in a form is called."""
    return f"{stem(view, name)}{FORMS[form].suffix}"


def _carried(view: View, exhibit: Exhibit, more: Iterable[str] = ()) -> tuple[Provenance, tuple[Reference, ...]]:
    """Return where an exhibit comes from, and the references of what it shows, those of `more` works among them."""
    works = [view.dataset.works[key] for key in dict.fromkeys((*exhibit.works, *more))]
    return provenance(view).showing(works), references(works)


def _exhibit(view: View, section: str, name: str) -> Exhibit:
    found = next((exhibit for exhibit in exhibits(view, section) if exhibit.name == name), None)
    if found is None:
        raise ValueError(f"This view has no exhibit '{name}' in the section '{section}'.")
    return found


def _language(view: View) -> str:
    return view.dataset.about.language or "en"


# Kept for all readers: pictures of one view are alike for everybody.
@kept(max_entries=32)
def _page(fingerprint: str, key: tuple[str, ...], section: str, name: str, _view: View) -> Page:
    exhibit = _exhibit(_view, section, name)
    return framed(exhibit, *_carried(_view, exhibit), language=_language(_view))


@kept(max_entries=64)
def _file(fingerprint: str, key: tuple[str, ...], section: str, name: str, form: FormId, _view: View) -> bytes:
    exhibit = _exhibit(_view, section, name)
    if FORMS[form].picture:
        page = _page(fingerprint, key, section, name, _view)
        if form == "png3":
            return png(page, 3.0)
        return {"svg": svg, "pdf": pdf, "png2": slide_png}[form](page)
    carried = _carried(_view, exhibit, exhibit.more_works)
    if form == "xlsx":
        return made_apart(sheet_xlsx, exhibit, *carried)
    return made_apart(csv_package, exhibit, *carried, name=stem(_view, name))


@kept(max_entries=64)
def _chart(fingerprint: str, key: tuple[str, ...], name: str, _exhibit: Exhibit) -> Chart:
    return bare_chart(_exhibit)


@kept(max_entries=48)
def _chart_png(fingerprint: str, key: tuple[str, ...], name: str, scale: float, _drawn: Chart) -> bytes:
    return chart_as_png(_drawn, scale)


def kept_chart(view: View, exhibit: Exhibit) -> Chart:
    """Return an exhibit's chart without a frame, rendered once a view."""
    return _chart(view.dataset.fingerprint, view.key, exhibit.name, exhibit)


def kept_png(view: View, exhibit: Exhibit, scale: float) -> bytes:
    """Return an exhibit's chart as a PNG, `scale` pixels a pixel, rendered once a view."""
    return _chart_png(view.dataset.fingerprint, view.key, exhibit.name, scale, kept_chart(view, exhibit))


def exhibit_file(view: View, section: str, name: str, form: FormId) -> bytes:
    """Return an exhibit of a view as a file, made at the first request and kept for the next ones.

    Parameters
    ----------
    view : View
    section : str
        An id of :data:`~components.exhibits.sections.SAVED`.
    name : str
        The exhibit's.
    form : FormId

    Raises
    ------
    ValueError
        Where the view has no such exhibit.
    RenderError
        Where a picture can't be rendered.
    """
    return _file(view.dataset.fingerprint, view.key, section, name, form, view)
