"""The Method page's section in which a reader opens data of their own, and takes the data on screen along."""

import streamlit as st

from components.answers import own_data
from components.answers.watched import watched
from components.drawing.download import download_button
from components.drawing.fault_list import show_faults
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.view import state
from data.exchange.starter import starter_zip
from data.exchange.upload_limits import MB, UPLOAD
from data.exchange.workbook import workbook_of
from data.intake.files import Files, Folder
from data.model.dataset import Dataset

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_own_data(dataset: Dataset) -> None:
    """Offer the uploader, say what is wrong with what was brought, and offer what to start from."""
    limits = {"packed": UPLOAD.packed // MB, "unpacked": UPLOAD.unpacked // MB, "entries": f"{UPLOAD.entries:,}"}
    bring, take = st.columns([1.6, 1], gap="large")
    with bring:
        st.html(rendered("own/intro.html", theme=theme(), allowed=own_data.may_open(), **limits))
        if own_data.may_open():
            key = state.upload_key()
            st.file_uploader(
                "Zipped dataset folder, or workbook",
                type=["zip", "xlsx"],
                key=key,
                on_change=own_data.take,
                args=(key,),
                max_upload_size=UPLOAD.packed // MB,
            )
    with take:
        _show_downloads(dataset)
    if (error := state.refused()) is not None:
        with st.container(key="own_faults"):
            show_faults(error, "This file wasn't opened; what is on screen stays as it was.")


def _show_downloads(dataset: Dataset) -> None:
    own = own_data.present()
    folder = dataset.folder
    files: Files | None = own.files if own else Folder(folder) if folder else None
    moved = own is None and watched().error is not None
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
