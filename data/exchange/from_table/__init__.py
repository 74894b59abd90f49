"""From any table to a dataset folder: reading, proposing what each column is, building, telling what has no place.

What is written here is checked like any folder; nothing here draws or asks.
"""
