"""The script of every run: open the dataset, bring view and URL together, run the page."""

from pathlib import Path

import streamlit as st

from components import state
from components.faults_page import faults_page
from components.masthead import page_links
from components.registry import PAGES
from components.store import open_dataset, settle
from data.faults import DatasetError

st.set_page_config(layout="wide", page_icon=str(Path(__file__).parent / "static" / "icon.svg"))

pages = {card: card.page() for card in PAGES}
current = st.navigation(list(pages.values()), position="hidden")
try:
    dataset = open_dataset()
except DatasetError as error:
    faults_page(error)
else:
    state.begin(dataset, current.url_path)
    page_links(pages, dataset)
    current.run()
    settle(current.url_path)
