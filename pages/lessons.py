"""What do others have that our place lacks, and which barriers do we share?"""

import streamlit as st

from components import home as ours
from components import lessons, state
from components.filters import page_head
from components.lesson_panel import beside, open_panel
from components.memo import show_memo
from components.registry import card
from components.save import save_menu
from components.store import matrix, open_dataset, policy
from data.lessons import lessons as drawn
from data.lessons import other_places, scope
from data.selection import Selection

dataset = open_dataset()
with page_head(dataset, card("Lessons"), "all others"):
    ours.choose_home(dataset)

home = ours.home(dataset)
if home is None:
    with st.container(key="lessons"):
        ours.ask_for_home(dataset)
else:
    chosen = state.filters()
    selection = scope(dataset, chosen, home)
    facts = Selection(parts=chosen.parts, supplement=chosen.supplement)
    cells = policy(dataset, facts, (home, *other_places(dataset, chosen, home)))
    rated = matrix(dataset, selection)
    found = drawn(dataset, selection, cells, rated, home)
    sheet = state.flag("memo")
    lists, panel = (st.container(), None) if sheet else beside(dataset, cells, found)
    with lists, st.container(key="lessons"):
        (show_memo if sheet else lessons.show_lessons)(dataset, found)
        save_menu(dataset, "lessons", "lists")
    open_panel(dataset, cells, rated, found, panel)
