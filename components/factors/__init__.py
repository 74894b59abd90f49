"""What the page on factors draws: the factor matrix and the levels by place.

It imports no other page's room.
"""
