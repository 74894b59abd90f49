"""The framework's own round trip: one control, one caption; a second page of the same kind."""

import streamlit as st

from bench.peers.evidence import caption, chosen, levels, read

records = st.cache_resource(read)()
counts = st.cache_resource(lambda: {level: caption(chosen(records, level)) for level in levels(records)})()


def page() -> None:
    level = st.radio("Level", list(counts), horizontal=True)
    st.caption(counts[level])


def other() -> None:
    level = st.radio("Other level", list(counts), horizontal=True)
    st.caption(f"other: {counts[level]}")


st.navigation([st.Page(page, default=True), st.Page(other)], position="top").run()
