"""How things look: markup, signs and colours, words that all pages share, buttons, tables and charts on the page.

No question is answered here, and nothing belongs to one page alone.
"""
