"""How does a factor at one level act on another level?"""

import streamlit as st

from components.answers.sentences import link as most_stated
from components.answers.store import influences, open_dataset, stated
from components.briefing.save import saved
from components.charts.influence_map import SELECTION, influence_map
from components.drawing.legend import influence_legend
from components.drawing.markup import rendered
from components.drawing.pickers import pick, switch
from components.drawing.sentence import show_sentence
from components.drawing.show import chart, theme
from components.frame.filters import page_head
from components.influences.influence_panel import influences_html
from components.influences.influence_table import show_table, table_html
from components.influences.influence_view import clicked, opened_link, opener, pick_steps
from components.influences.influences import BESIDE_ROOM, WHOLE_ROOM, finding, focus_finding, link_id, map_frame, scope
from components.influences.laid_out import influence_layout
from components.panel.drawer import evidence_drawer
from components.view import state
from components.view.registry import card
from data.model.filters import chosen_factors
from data.questions.influence import focus, kept

dataset = open_dataset()
selection = state.filters()
pairs = influences(dataset, selection)
factor, steps = state.text("factor"), int(state.number("steps"))
with page_head(dataset, card("Influences"), "not asked for, as an influence links two factors"):
    pick("Factor", "factor", {name: dataset.factors[name].name for name in chosen_factors(dataset, selection)})
    pick_steps(pairs, factor)

chosen = focus(pairs, factor, steps) if factor is not None else None
focused = chosen if chosen is not None and chosen.holds_links else None
behind, link = stated(dataset, selection), opened_link(dataset, factor)
open_link = opener(behind, factor)
found = finding(dataset, selection, pairs)
if chosen is not None:
    found = focus_finding(dataset, chosen, steps)

with saved(dataset, "influences", "map"), st.container(key="influence_map", gap="small"):
    if chosen is None:
        show_sentence(dataset, most_stated(dataset, selection))
    st.html(rendered("finding.html", theme=theme(), finding=found))
    if len(pairs):
        focus_on = focused.factor if focused else None
        room = WHOLE_ROOM if chosen is None else BESIDE_ROOM
        laid_out = influence_layout(dataset, selection, focus_on, steps, room)
        if isinstance(laid_out, str):
            st.html(rendered("influence_no_map.html", theme=theme(), reason=laid_out, whole=chosen is None))
        else:
            key = f"influence_chart_{focus_on or ''}"
            chart(
                influence_map, (laid_out.size, theme()),
                map_frame(dataset, pairs, laid_out, focused, link),
                key=key, alt_text=found, on_select=clicked(key, open_link), selection=SELECTION,
            )  # fmt: skip
    influence_legend()
if chosen is not None:
    name, title = link_id(link) if link else chosen.factor, dataset.factors[chosen.factor].name
    evidence_drawer(dataset, name, title, influences_html(dataset, chosen, behind, link), closes=("factor", "record"))
else:
    evidence_drawer(dataset, "", "", "", closes=("factor", "record"))
if len(pairs):
    st.subheader("The same links as a table", anchor=False)
    with st.container(key="influence_table"):
        switch("Hide rows and columns without a link", "empty")
        shown = pairs if focused is None else kept(pairs, focused)
        html = table_html(dataset, selection, shown, hide=state.flag("empty"), label=found)
        show_table(html, open_link)
st.html(rendered("finding.html", theme=theme(), finding=scope(selection)))
