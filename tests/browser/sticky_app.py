"""What only works where a browser stays with one replica: an upload, a download, a session."""

import streamlit as st

st.title(f"Replica {st.get_option('server.port')}")
if uploaded := st.file_uploader("A file"):
    st.text(f"{uploaded.name}: {len(uploaded.getvalue())} bytes")
st.download_button("Download", b"x" * 100_000, file_name="download.bin")
