"""The open dataset and the answers kept for the next reader; own data and the watched folder.

It asks the questions of ``data`` and keeps what they return. There is no markup here.
"""
