"""From files to a checked dataset: reading, checking, warnings.

It opens folders and files in memory, and tells every fault by its place. It answers no question, and writes nothing.
"""
