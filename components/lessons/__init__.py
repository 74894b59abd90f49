"""What the page on lessons draws: lines that open their evidence, and the memo to print.

It imports no other page's room.
"""
