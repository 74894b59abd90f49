"""The pure functions that answer what the pages ask: ratings, policy tables, trends, lessons, reliability.

They are given a dataset and a selection. They know no engine, no file and no page.
"""
