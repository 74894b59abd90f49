"""Who can use this dashboard, what is known to be missing, whom to tell?"""

from components.frame.statement import statement
from components.view.registry import card

statement(card("Accessibility"))
