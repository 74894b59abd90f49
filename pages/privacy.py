"""What does this dashboard know about its readers, and who keeps it?"""

from components.frame.statement import statement
from components.view.registry import card

statement(card("Privacy"))
