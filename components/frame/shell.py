"""The script of every run: who reads, open the dataset, bring view and URL together, run the page."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from components.access.access import standing
from components.answers.store import asked_name, newest_dataset, settle
from components.answers.watched import served_names
from components.drawing.markup import stylesheets
from components.frame.faults_page import faults_page
from components.frame.foot import foot
from components.frame.gate import asked, gate
from components.frame.lost_file import lost_file
from components.frame.masthead import page_links
from components.frame.missing_own import missing_own
from components.frame.notices import notices
from components.frame.opened import holding
from components.frame.printed import printed
from components.frame.reconnection import run_when_reconnected
from components.hosting.metrics import timed_run
from components.view import state
from components.view.registry import PAGES, STATEMENTS
from data.model.faults import DatasetError

st.set_page_config(layout="wide", page_icon=str(Path(__file__).parent / "static" / "icon.svg"))

reader = standing()
let_in = reader.state in ("open", "let_in")
# Who isn't let in finds the gate at every page's address: the address is kept, the page's script isn't even known.
pages = {card: card.page() if let_in else card.closed(gate(reader)) for card in PAGES}
statements = {card.title: card.page() for card in STATEMENTS}
current = st.navigation([*pages.values(), *statements.values()], position="hidden")
if not let_in:
    st.html(f"<style>{stylesheets()}</style>")
    current.run()
    foot(statements if current in pages.values() else {"Sign in": pages[PAGES[0]], **statements}, asked())
else:
    instead: Callable[[], None] | None = None
    try:
        dataset = newest_dataset()
        instead = partial(missing_own, dataset) if state.own_missing() else None
    except DatasetError as error:
        instead = partial(faults_page, error, pages)
    if instead is not None:
        st.html(f"<style>{stylesheets()}</style>")
        # The statements are owed to readers whatever becomes of the dataset.
        (current.run if current in statements.values() else instead)()
        foot(statements if current in pages.values() else {PAGES[0].title: pages[PAGES[0]], **statements}, asked())
    else:
        state.begin(dataset, current.url_path, holding, asked_name(), served_names())
        page_links(pages, dataset)
        notices(pages, dataset)
        with timed_run(current.url_path):
            current.run()
        printed(dataset)
        foot(statements, state.beyond())
        state.end()
        settle(current.url_path)
    lost_file()
    run_when_reconnected()
