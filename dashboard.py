"""What is served: the dashboard as one ASGI app.

``streamlit run dashboard.py``, or any ASGI server with ``dashboard:app``.
"""

import streamlit as st

from components.hosting.app import MIDDLEWARE, ROUTES, lifespan

app = st.App("components/frame/shell.py", routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan)
