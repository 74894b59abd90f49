"""What the sections of a briefing are called in links and on the command line."""

from typing import Final

SECTION_IDS: Final = ("overview", "map", "policy", "staffing", "trends", "matrix", "influences", "lessons", "records")
"""In the order in which a briefing holds them where nobody chose one."""
OPENING: Final = ("overview", "policy", "staffing", "matrix")
"""The sections of a briefing for which none is chosen."""
