"""Who can use this dashboard, what is known to be missing, whom to tell?"""

from components.registry import card
from components.statement import statement

statement(card("Accessibility"))
