"""How do these places compare, lever by lever?"""

import streamlit as st

from components import state
from components.filters import page_head
from components.grid import grid
from components.numbers import show_numbers
from components.open_fact import beside, fact_panel, opened
from components.registry import card
from components.store import open_dataset, policy
from data.policy import narrowed
from data.selection import Selection

dataset = open_dataset()
selection = state.filters()
places = selection.place_ids(dataset) if selection.places else dataset.headline
with page_head(dataset, card("Jurisdictions"), "headline places"), st.popover("Rows", icon=":material/table_rows:"):
    st.toggle("Only where they differ", key=state.key("differ"))
    st.toggle("Only levers reported for two or more", key=state.key("shared"))

cells = policy(dataset, Selection(parts=selection.parts, supplement=selection.supplement), places)
levers = narrowed(dataset, cells, differ=state.flag("differ"), shared=state.flag("shared"))
cell = opened(cells)
table, panel = beside(cell)
with table, st.container(key="policy_table"):
    st.caption(levers.finding)
    grid(dataset, cells, levers.levers, places, key="policy_grid", label="Levers by place: what each has in place")
fact_panel(dataset, cell, panel)

st.subheader("Numbers, side by side", anchor=False)
with st.container(key="staffing"):
    show_numbers(dataset, cells)
