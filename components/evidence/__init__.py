"""What the page on evidence draws.

The list of entries and of works, the basket, the open entry, references to take along.
It imports no other page's room.
"""
