"""One writer a format: pictures, slides, documents, workbooks, web pages and packages of exhibits.

A writer takes an exhibit or a briefing. It asks no question of a dataset.
"""
