"""The uploader of a reader's own data, and what is wrong with what was brought."""

import streamlit as st

from components.answers import own_data
from components.drawing.fault_list import show_faults
from components.drawing.markup import rendered
from components.drawing.show import theme
from components.view import state
from data.exchange.upload_limits import MB, UPLOAD


def offer_to_open() -> None:
    """Say what may be brought, and draw the uploader for those who may."""
    limits = {"packed": UPLOAD.packed // MB, "unpacked": UPLOAD.unpacked // MB, "entries": f"{UPLOAD.entries:,}"}
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


def show_refusal() -> None:
    """List what is wrong with the file that was brought last, where it wasn't opened."""
    if (error := state.refused()) is not None:
        with st.container(key="own_faults"):
            show_faults(error, "This file wasn't opened; what is on screen stays as it was.")
