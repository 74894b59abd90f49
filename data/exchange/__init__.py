"""A dataset on its way in and out: workbook, zip, releases, the starter, uploads, and what changed between two.

What it brings in passes the checks of ``data.intake``. It draws nothing and knows no page.
"""
