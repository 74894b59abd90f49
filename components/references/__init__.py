"""Works as references: formatted in a style, and as files that reference managers import.

It knows works alone. Which works a view cites is decided elsewhere.
"""
