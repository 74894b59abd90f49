"""What the page on method draws.

How the dataset was coded, where it disagrees with itself, how far it carries, and a
reader's own data. It imports no other page's room.
"""
