"""The files of a briefing: each made when it is asked for, and kept for who asks again."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from components.answers.kept import OWN, kept
from components.answers.own_data import may_open
from components.drawing.download import download_button
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.drawing.words import counted
from components.exhibits.brief import Brief
from components.files.file_names import file_name
from components.files.file_process import briefing_file, made_apart, warm
from components.files.formats import ANNEXED, FORMATS
from components.files.package import whole_package
from components.files.slide_template import TemplateError, opened
from components.references.citation_formats import bibtex, csl_json, ris
from components.references.references import formatted
from components.view.view import View
from components.workers.budgets import TEMPLATE
from components.workers.workers import WorkError, worked
from data.model.records import Work

Works = Sequence[Work]

_REFERENCES: Final[Mapping[str, tuple[str, Callable[[Works], str], str]]] = {
    "txt": ("Text, APA style", lambda works: "\n\n".join(formatted(works)) + "\n", "text/plain"),
    "bib": ("BibTeX", bibtex, "application/x-bibtex"),
    "ris": ("RIS", ris, "application/x-research-info-systems"),
    "json": ("CSL-JSON", csl_json, "application/vnd.citationstyles.csl+json"),
}


@kept(max_entries=32)
def _file(fingerprint: str, key: tuple[str, ...], ending: str, template: bytes | None, _brief: Brief) -> bytes:
    return briefing_file(_brief, ending, template, fingerprint)


@kept(max_entries=8)
def _whole(fingerprint: str, key: tuple[str, ...], _view: View) -> bytes:
    # What an engine holds is in no file, and can't be handed over.
    return made_apart(whole_package, _view) if _view.dataset.evidence.in_memory else whole_package(_view)


def made(view: View, brief: Brief, ending: str, template: bytes | None = None) -> bytes:
    """Return a file of a briefing, made once a view and template."""
    part = "short" if brief.digest is not None else "annex"
    return _file(view.dataset.fingerprint, (*view.key, view.link("briefing"), part), ending, template, brief)


def show_files(view: View, brief: Brief) -> None:
    """Draw one button a file; nothing is made before its button is pressed, but what makes it is started."""
    warm()
    with st.container(key="briefing_files", horizontal=True, gap="small", vertical_alignment="center"):
        template = _template()
        for ending in ("pptx", "docx", "pdf", "xlsx", "html"):
            form = FORMATS[ending]
            _button(form.name, _maker(view, brief, ending, template), view, ending, form.media_type, form.icon)
        for ending in ANNEXED if brief.annex == "apart" else ():
            form = FORMATS[ending]
            make = _maker(view, brief.alone, ending, template)
            _button(f"Annex, {form.name}", make, view, ending, form.media_type, form.icon, "annex")
        with st.popover("Data", icon=":material/folder_zip:"):
            _packages(view, brief)
        with st.popover("References", icon=":material/menu_book:"):
            works = tuple(brief.works.values())
            st.text(f"{counted(len(works), 'work')} behind what is shown, and only those.")
            for ending, (name, write, media_type) in _REFERENCES.items():
                _button(name, _writer(write, works), view, ending, media_type, "download", "references")


def _template() -> bytes | None:
    """Offer to take a PowerPoint template along, to those who may open files of their own, and return it."""
    if not may_open():
        return None
    with st.popover("Template", icon=":material/upload_file:", help="Your own PowerPoint template, for this session"):
        given = st.file_uploader(
            "PowerPoint template (.pptx, .potx)", type=["pptx", "potx"], key="briefing_template", max_upload_size=5
        )
        st.text("Its layouts, fonts and colours are used; its own slides are left out. It is not kept.")
        if given is None:
            return None
        file = given.getvalue()
        emptied, reason = _emptied(f"{OWN}{hashlib.sha256(file).hexdigest()}", file)
        if reason:
            st.html(rendered("briefing/refused.html", theme=theme(), reason=reason))
    return emptied


@kept(max_entries=2)
def _emptied(mark: str, _file: bytes) -> tuple[bytes | None, str]:
    """Return a template without its slides, or why it can't be used: read once, in a process of its own."""
    try:
        return worked(TEMPLATE, opened, _file), ""
    except (TemplateError, WorkError) as error:
        return None, str(error)


def _packages(view: View, brief: Brief) -> None:
    form = FORMATS["zip"]
    shown = sum(len(exhibit.sheet.rows) for exhibit in brief.exhibits)
    dataset, tables = view.dataset, view.dataset.tables
    every = (dataset.evidence.size if dataset.evidence.in_memory else 0) + len(tables.facts) + len(tables.influences)
    st.text("CSV files with a Data Package description, a README and the references.")
    _button(f"As shown: {shown:,} rows", _maker(view, brief, "zip"), view, "zip", form.media_type, form.icon, "shown")
    _button(
        f"The whole dataset: {every:,} entries",
        lambda: _whole(view.dataset.fingerprint, (*view.key, view.link("briefing")), view),
        view, "zip", form.media_type, form.icon, "full",
    )  # fmt: skip


def _maker(view: View, brief: Brief, ending: str, template: bytes | None = None) -> Callable[[], bytes]:
    return lambda: made(view, brief, ending, template)


def _writer(write: Callable[[Works], str], works: Works) -> Callable[[], str]:
    return lambda: write(works)


def _button(
    label: str,
    make: Callable[[], bytes | str],
    view: View,
    ending: str,
    media_type: str,
    icon: str,
    what: str = "briefing",
) -> None:
    download_button(
        label,
        make,
        file_name(view, what, ending),
        media_type,
        icon=f":material/{icon}:",
        key=f"save_{what}_{ending}",
    )
