"""How do these places compare, lever by lever?"""

import streamlit as st

from components.answers.sentences import answer
from components.answers.store import measures, open_dataset, policy
from components.briefing.save import saved
from components.drawing.markup import rendered
from components.drawing.pickers import switch
from components.drawing.sentence import show_sentence
from components.drawing.show import theme
from components.frame.filters import page_head
from components.panel.open_fact import fact_drawer, opened
from components.policy.grid import grid
from components.policy.map_view import map_view, show_map
from components.policy.numbers import show_numbers
from components.policy.trends import opened_here, show_trends
from components.view import state
from components.view.registry import card
from data.model.filters import chosen_places
from data.questions.policy import narrowed
from data.questions.staleness import summary

dataset = open_dataset()
selection = state.filters()
places = chosen_places(dataset, selection) if selection.places else dataset.headline
with page_head(dataset, card("Jurisdictions"), "headline places"), st.popover("Rows", icon=":material/table_rows:"):
    switch("Only where they differ", "differ")
    switch("Only levers reported for two or more", "shared")

heeded = selection.of_facts
cells = policy(dataset, heeded, places)
levers = narrowed(dataset, cells, differ=state.flag("differ"), shared=state.flag("shared"))
mapped = map_view(dataset, selection, state.text("map"))
cell = opened({**(mapped.cells if mapped else {}), **cells})
at_trend = opened_here(cell)
if mapped is not None:
    with saved(dataset, "map", "map"):
        show_map(dataset, mapped)
with saved(dataset, "policy", "table"), st.container(key="policy_table"):
    show_sentence(dataset, answer(dataset, selection.of_facts))
    st.html(rendered("finding.html", theme=theme(), finding=levers.finding))
    grid(dataset, cells, levers.levers, places, key="policy_grid", label="Levers by place: what each has in place")
    shown = [name for (lever, _), each in cells.items() if lever in levers.levers for name in each.facts]
    st.html(rendered("finding.html", theme=theme(), finding=summary(dataset, shown)))
fact_drawer(dataset, at_trend or cell)

with saved(dataset, "staffing", "numbers"):
    st.subheader("Numbers, side by side", anchor=False)
    with st.container(key="staffing"):
        show_numbers(dataset, cells)

with saved(dataset, "trends", "charts over time"):
    st.subheader("Change over time", anchor=False)
    with st.container(key="trend"):
        show_trends(dataset, measures(dataset, heeded, places))
