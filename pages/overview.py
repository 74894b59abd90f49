"""What does each place have in place, at a glance, and where do they differ most?"""

from dataclasses import replace

import streamlit as st

from components.answers.store import levels, open_dataset, policy
from components.briefing.save import saved
from components.factors.levels import show_levels
from components.frame.filters import page_head
from components.frame.guide import offer_guide, show_guide
from components.panel.open_fact import fact_drawer, opened
from components.policy import overview
from components.policy.grid import grid
from components.policy.map_view import map_view, show_map
from components.view import state
from components.view.registry import card
from data.model.filters import chosen_places
from data.questions.contents import contents
from data.questions.policy import overview_levers

dataset = open_dataset()
selection = state.filters()
places = chosen_places(dataset, selection) if selection.places else dataset.headline
with page_head(dataset, card("Overview"), "headline places"):
    offer_guide()
show_guide(dataset)

cells = policy(dataset, selection.of_facts, places)
mapped = map_view(dataset, selection, state.text("map"))
if mapped is not None:
    with saved(dataset, "map", "map"):
        show_map(dataset, mapped)
levers = overview_levers(dataset, cells)
with saved(dataset, "overview", "cards", "overview"), st.container(key="policy_cards"):
    overview.show_finding(dataset, levers, places)
    grid(dataset, cells, levers, places, key="overview_grid", label="What each place has in place", short=True)
fact_drawer(dataset, opened({**(mapped.cells if mapped else {}), **cells}))

differ, small, ways = st.columns([1.1, 1.45, 1], gap="medium")
with differ, saved(dataset, "overview", "differences", "differences"):
    overview.show_differences(dataset, cells)
with small:
    if dataset.factors:
        with saved(dataset, "overview", "levels", "levels"), st.container(key="levels", gap="xsmall"):
            show_levels(dataset, levels(dataset, replace(selection.of_facts, places=places)), places)
    overview.show_contents(dataset, contents(dataset))
with ways, st.container(key="ways", gap=None):
    overview.show_questions(dataset)
