"""Text of the data as an Office file may hold it: nothing that its format forbids, nothing that it would run."""

import re
from typing import Final
from urllib.parse import quote, urlsplit

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]")
"""What XML 1.0 forbids or discourages, and the byte order mark."""
_OVERRIDES: Final = re.compile("[\u202d\u202e]")
_OPENERS: Final = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_CLOSERS: Final = frozenset(_OPENERS.values())
_MARK: Final = re.compile("[\u202a-\u202c\u2066-\u2069]")
_SCHEMES: Final = ("http", "https", "mailto")
LONGEST_LINK: Final = 2000
"""Characters of an address that Office still opens, with some room: it gives up at 2,083."""


def printable(text: str) -> str:
    """Return a text without what XML forbids; its lines are kept, its marks of direction end where it ends.

    Marks that turn the order of letters round whatever they are (overrides)
    are dropped: they make a word read as another one.
    """
    lines = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    return "\n".join(_closed(_FORBIDDEN.sub("", line)) for line in lines.split("\n"))


def one_line(text: str) -> str:
    """Return a text as one line, see :func:`printable`; runs of white space are one space."""
    return re.sub(r"[ \n]+", " ", printable(text)).strip()


def _closed(line: str) -> str:
    """Return a line in which every mark of direction is closed, and none is closed that wasn't opened."""
    line = _OVERRIDES.sub("", line)
    if not _MARK.search(line):
        return line
    waiting: list[str] = []
    kept: list[str] = []
    for sign in line:
        if sign in _OPENERS:
            waiting.append(_OPENERS[sign])
        elif sign in _CLOSERS:
            if not waiting or waiting[-1] != sign:
                continue
            waiting.pop()
        kept.append(sign)
    return "".join((*kept, *reversed(waiting)))


def link_target(address: str) -> str:
    """Return an address that a document may link to, or nothing.

    Only http, https and mailto pass; what is no letter of an address is
    written as its number, for Office calls a file broken that holds it raw.
    """
    address = address.strip()
    if _FORBIDDEN.search(address) or re.search(r"[\s\u202a-\u202e\u2066-\u2069]", address):
        return ""
    try:
        parts = urlsplit(address)
        held = parts.hostname if parts.scheme in ("http", "https") else parts.path
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not held:
        return ""
    target = quote(address, safe="%:/?#[]@!$&'()*+,;=-._~")
    return target if len(target) <= LONGEST_LINK else ""
