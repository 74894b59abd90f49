"""Charts: functions from a tidy frame to an Altair chart.

There is no Streamlit here, and no question is asked.
"""
