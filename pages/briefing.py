"""Give me this, with its sources, for my document."""

import streamlit as st

from components.answers.store import open_dataset
from components.briefing.briefing_builder import choose_annex, choose_sections, choose_words, show_preview
from components.briefing.briefing_files import show_files
from components.drawing.pickers import switch
from components.frame import home as ours
from components.frame.filters import page_head
from components.view.current_view import current_view
from components.view.registry import card

dataset = open_dataset()
with page_head(dataset, card("Briefing"), "each section's own choice"):
    ours.pick_home(dataset)

view = current_view(dataset)
words, document = st.columns([1, 2.3], gap="large")
with words, st.container(key="briefing_words", gap="small"):
    choose_words(dataset)
    choose_sections(view)
with document:
    tools, kind = st.container(key="briefing_tools"), st.container(key="briefing_kind")
    with kind:
        choose_annex()
        switch("Preview with all pictures and tables", "preview")
    with st.container(key="briefing"):
        brief = show_preview(view)
    with tools:
        show_files(view, brief)
