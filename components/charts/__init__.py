"""Charts: functions from a tidy frame to an Altair chart, with no Streamlit in them."""
