"""What is behind a cell: its records and facts, each with its place in the source and its works.

Every page opens the same panel; it knows none of them.
"""
