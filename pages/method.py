"""How was it coded, and how far can I trust it?"""

import streamlit as st

from components.answers.store import open_dataset
from components.briefing.save import saved
from components.method import method
from components.method.codebook import show_codebook
from components.method.conflicts import show_conflicts
from components.method.coverage import coverage_table, show_coverage
from components.method.limits import show_cautions, show_limits
from components.method.own_section import show_own_data
from components.method.reliability import show_disagreements, show_reliability
from components.view.registry import card

dataset = open_dataset()
method.show_head(dataset, card("Method"))
contents, body = st.columns([1, 5.6], gap="medium")
with contents:
    method.show_contents()
with body, st.container(key="method", gap="medium"):
    what, cite = st.columns([2, 1], gap="large")
    with what:
        method.show_about(dataset)
    with cite:
        method.show_citation(dataset)
    method.show_coding(dataset)
    method.show_rating()
    with saved(dataset, "coverage", "coverage of the source"), st.container(key="coverage"):
        method.show_heading("covered")
        show_coverage(dataset)
        coverage_table(dataset)
    with saved(dataset, "codebook", "codebook"), st.container(key="codebook"):
        method.show_heading("codebook")
        show_codebook(dataset)
    with saved(dataset, "reliability", "agreement of the codings"), st.container(key="reliability"):
        show_reliability(dataset)
        show_disagreements(dataset)
    limits, conflicts = st.columns(2, gap="large")
    with limits:
        show_limits(dataset)
    with conflicts:
        show_conflicts(dataset)
    with saved(dataset, "cautions", "works that carry a caution"), st.container(key="cautioned"):
        show_cautions(dataset)
    check, changes = st.columns(2, gap="large")
    with check:
        method.show_check(dataset)
    with changes:
        method.show_changes(dataset)
    with st.container(key="own_data"):
        method.show_heading("own")
        show_own_data(dataset)
    method.show_abbreviations(dataset)
