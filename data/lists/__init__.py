"""Search, and the lists of entries and works.

A list is counted and fetched by page. Nothing here draws an entry or rates a cell.
"""
