"""What exactly was said, where, and by whom?"""

import streamlit as st

from components.answers.store import open_dataset
from components.briefing.save import save_menu
from components.drawing.pickers import marks, pick
from components.evidence import basket_strip, chain, citing, library, publication, works_list
from components.frame.filters import page_head, search
from components.view import state
from components.view.registry import card

dataset = open_dataset()
with page_head(dataset, card("Evidence"), "all"):
    search()
    with st.popover("List", icon=":material/format_list_bulleted:"):
        marks("Kinds", "kinds", {str(kind): name for kind, name in library.KIND_NAMES.items()})
        pick("Order", "order", library.ORDER_NAMES, named=True)

shown = library.view(dataset)
with st.container(key="evidence_tools", horizontal=True, vertical_alignment="center", gap="medium"):
    st.segmented_control(
        "Show", list(library.SHOW_NAMES), default=state.text("show"), required=True, label_visibility="collapsed",
        format_func=lambda name: library.SHOW_NAMES[name], **state.widget("show"),
    )  # fmt: skip
    basket_strip.strip()
    works = works_list.shown_works(dataset, shown) if shown.show in ("works", "timeline") else None
    citing.references_menu(dataset, citing.listed(dataset, shown, works))
    save_menu(dataset, library.SAVED_AS[shown.show], "list")
opened = chain.is_open(shown)
with st.container(key="evidence_split", horizontal=True, gap="medium", vertical_alignment="top"):
    with st.container(key="evidence_table", gap="xsmall", width="stretch"):
        if works is not None:
            if shown.show == "works":
                library.say(works_list.works_finding(works, shown))
                works_list.show_works(dataset, works, shown)
            else:
                finding = publication.publication_finding(dataset, works, shown)
                library.say(finding)
                publication.show_publication(dataset, works, finding, beside=opened)
        else:
            library.say(library.finding(shown))
            library.show_list(dataset, shown)
    if opened:
        with st.container(key="evidence_open", width=430):
            chain.show_open(dataset, shown)
