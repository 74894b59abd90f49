"""What does this dashboard know about its readers, and who keeps it?"""

from components.registry import card
from components.statement import statement

statement(card("Privacy"))
