"""How things look: markup, signs and colours, buttons, tables and charts on the page. No question is answered here."""
