"""What the pages on levers and places draw: the policy table, numbers side by side, trends.

It imports no other page's room.
"""
