"""Streamlit with Altair, as one writes it."""

import altair as alt
import pandas as pd
import streamlit as st

from bench.peers.evidence import behind, caption, cells, chosen, levels, read, table

st.set_page_config(page_title="Evidence", layout="wide")


@st.cache_data
def load() -> pd.DataFrame:
    return read()


def heatmap(rated: pd.DataFrame, places: list[str]) -> alt.LayerChart:
    picked = alt.selection_point("picked", fields=["factor", "place"])
    base = alt.Chart(rated).encode(
        x=alt.X("place:N", sort=places, title=None, axis=alt.Axis(orient="top")),
        y=alt.Y("factor:N", sort=None, title=None),
        tooltip=["factor:N", "place:N", "rating:Q", "records:Q"],
    )
    squares = (
        base.mark_rect()
        .encode(color=alt.Color("rating:Q", scale=alt.Scale(scheme="blueorange", reverse=True, domain=[-2, 2])))
        .add_params(picked)
    )
    signs = base.mark_text(fontSize=10).encode(text="sign:N")
    return (squares + signs).properties(height=alt.Step(18))


records = load()
st.title("Which factors help or hinder?")
level = st.radio("Level", levels(records), horizontal=True)
shown = chosen(records, level)
st.caption(caption(shown))
rated = cells(shown)
places = list(dict.fromkeys(records["place"]))
event = st.altair_chart(heatmap(rated, places), key="heatmap", on_select="rerun")
for point in event["selection"].get("picked") or []:
    with st.container(key="evidence"):
        st.subheader(f"{point['factor']} in {point['place']}")
        for statement in behind(shown, point["factor"], point["place"]):
            st.write(statement)
st.dataframe(table(shown), hide_index=True)
