"""What is served beside the pages: readiness, headers, logs, metrics, the data API.

It draws no page.
"""
