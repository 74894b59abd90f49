"""What is served: the dashboard as one ASGI app.

``streamlit run dashboard.py``, or any ASGI server with ``dashboard:app``.
"""

import streamlit as st

app = st.App("components/shell.py")
