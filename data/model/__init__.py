"""What a dataset is: records, terms, tables, faults, a reader's selection, and verbs on frames.

It imports no other room. Nothing here reads a file, and nothing here answers a question of a page.
"""
