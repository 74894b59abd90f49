"""What each thing may cost: one page of limits, which deploy/README.md repeats and tests compare.

Every limit is held in one place: work by :mod:`components.workers.workers`,
what a browser sends by :mod:`components.hosting.doors`, own data by
:mod:`components.answers.own_data`, files on their way by :mod:`components.hosting.exports`.
"""

from dataclasses import dataclass
from typing import Final

MB: Final = 1024 * 1024


@dataclass(frozen=True)
class Work:
    """What one piece of work in a process of its own may cost.

    Attributes
    ----------
    name : str
        What it is called in a message: "The layout of the map".
    process : str
        In which it is done: works of one process have their turns there, and its memory in common.
    seconds : float
        After which its process is ended.
    memory : int
        Bytes of data that its process may hold.
    waiting : int
        How many may wait for their turn; who comes later is refused at once.
    patience : float
        Seconds that one waits for its turn at the most.
    """

    name: str
    process: str
    seconds: float
    memory: int
    waiting: int
    patience: float


LAYOUT: Final = Work("The layout of the map", "layout", 10.0, 384 * MB, 16, 30.0)
CHECK: Final = Work("The check of the file", "brought", 30.0, 640 * MB, 8, 60.0)
TEMPLATE: Final = Work("The reading of the template", "brought", 15.0, 640 * MB, 8, 60.0)
PICTURE: Final = Work("The picture", "picture", 60.0, 1024 * MB, 32, 120.0)
FILE: Final = Work("The file", "file", 120.0, 768 * MB, 16, 120.0)
WORKS: Final = (LAYOUT, CHECK, TEMPLATE, PICTURE, FILE)

SERVER: Final = 768 * MB
"""Memory of the server itself: what it starts with, answers that are kept, uploads and own data."""
REPLICA: Final = SERVER + sum({work.process: work.memory for work in WORKS}.values())
"""Memory of a replica at the worst: the server, and one process of each kind beside it."""

# The map of influences: beyond these the table stands alone.
MAP_LINKS: Final = 400
MAP_FACTORS: Final = 150

# What a browser may send. A message of the page is some kilobytes, the longest address of a view a hundred.
MESSAGE: Final = 1 * MB
"""Bytes of one message of a websocket, unpacked."""
MESSAGE_UNKNOWN: Final = 128 * 1024
"""The same, of somebody who is not signed in where there is a sign-in."""
MESSAGES_UNKNOWN: Final = 60
"""Messages that such a socket may send in a minute."""
SOCKETS_UNKNOWN: Final = 100
"""Sockets of those who are not signed in, all together."""
SOCKETS: Final = 400
"""Sockets of all readers of one replica."""
REQUESTS: Final = 800
"""Connections that one replica answers at once, the sockets included."""
REQUEST_SECONDS: Final = 30.0
"""In which an upload must have arrived."""

UPLOADS_SESSION: Final = 24 * MB
UPLOADS_SESSION_FILES: Final = 8
UPLOADS_TOGETHER: Final = 128 * MB

# Own data, as it lies in memory once it was read.
OWN_ONE: Final = 64 * MB
OWN_TOGETHER: Final = 256 * MB

# Files that readers ask for.
EXPORTS_READER: Final = 1
EXPORTS_WAITING: Final = 2
"""Files of a reader that may wait behind the one that is made; one more is refused."""
EXPORTS_TOGETHER: Final = 2
EXPORT_PATIENCE: Final = 120.0
"""Seconds that a file waits for its turn."""
STOP_PATIENCE: Final = 25.0
"""Seconds that a server which was asked to stop waits for the files under way."""
