"""What do others have that our place lacks, and which barriers do we share?"""

import streamlit as st

from components.answers.sentences import lesson
from components.answers.store import matrix, open_dataset, policy
from components.briefing.save import saved
from components.drawing.sentence import show_sentence
from components.frame import home as ours
from components.frame.filters import page_head
from components.lessons import lessons
from components.lessons.lesson_panel import lesson_drawer
from components.lessons.memo import show_memo
from components.view import home as our_place
from components.view import state
from components.view.registry import card
from data.questions.lessons import lessons as drawn
from data.questions.lessons import other_places, scope

dataset = open_dataset()
with page_head(dataset, card("Lessons"), "all others"):
    ours.choose_home(dataset)

home = our_place.home(dataset)
if home is None:
    with st.container(key="lessons"):
        ours.ask_for_home(dataset)
else:
    chosen = state.filters()
    selection = scope(dataset, chosen, home)
    cells = policy(dataset, chosen.of_facts, (home, *other_places(dataset, chosen, home)))
    rated = matrix(dataset, selection, "places")
    found = drawn(dataset, selection, cells, rated, home)
    sheet = state.flag("memo")
    with saved(dataset, "lessons", "lists"), st.container(key="lessons"):
        if not sheet:
            show_sentence(dataset, lesson(dataset, chosen, home))
        (show_memo if sheet else lessons.show_lessons)(dataset, found)
    if not sheet:
        lesson_drawer(dataset, cells, rated, found)
