"""What the page on influences draws: the map, its table, and the statements behind a factor.

It imports no other page's room.
"""
