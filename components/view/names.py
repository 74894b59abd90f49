"""What the sections of a briefing are called in links and on the command line."""

from typing import Final

SECTION_IDS: Final = ("overview", "map", "policy", "staffing", "trends", "matrix", "influences", "lessons", "records")
"""In the order in which a briefing holds them where nobody chose one."""
ANNEXES: Final = ("short", "with", "apart")
"""What goes with the short form of a briefing: nothing, its annex, or its annex as a second file."""
OPENING: Final = ("overview", "policy", "staffing", "matrix")
"""The sections of a briefing for which none is chosen."""
