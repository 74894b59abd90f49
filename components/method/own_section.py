"""The Method page's section in which a reader opens data of their own, and takes the data on screen along."""

import streamlit as st

from components.answers import own_data
from components.answers.store import asked_folder
from components.drawing.download import download_button
from components.drawing.markup import rendered
from components.drawing.own_uploader import offer_to_open, show_refusal
from components.drawing.show import theme
from data.exchange.starter import starter_zip
from data.exchange.workbook import workbook_of
from data.intake.files import Files, Folder
from data.model.dataset import Dataset

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_own_data(dataset: Dataset) -> None:
    """Offer the uploader, say what is wrong with what was brought, and offer what to start from."""
    bring, take = st.columns([1.6, 1], gap="large")
    with bring:
        offer_to_open()
    with take:
        _show_downloads(dataset)
    show_refusal()


def _show_downloads(dataset: Dataset) -> None:
    own = own_data.present()
    folder = dataset.folder
    files: Files | None = own.files if own else Folder(folder) if folder else None
    moved = own is None and asked_folder().error is not None
    st.html(rendered("own/downloads.html", theme=theme(), moved=moved))
    download_button("Starter dataset (.zip)", starter_zip, "starter-dataset.zip", "application/zip", key="starter")
    if files is not None:
        download_button(
            "The dataset on screen (.xlsx)",
            lambda: workbook_of(files),
            f"{dataset.about.id}-{dataset.about.version}.xlsx",
            XLSX,
            key="workbook",
            disabled=moved,
        )
