"""Words within a PNG: title, source and the rest travel with the picture, wherever it is pasted.

The chunks are written between those of the renderer: to read and write the
whole picture again would take longer than to render it.
"""

import struct
import zlib
from collections.abc import Mapping
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEAD: Final = len(SIGNATURE) + 25
"""Bytes of the signature and of the first chunk, which has to stay the first."""


def with_words(png: bytes, words: Mapping[str, str]) -> bytes:
    """Return a PNG with international text chunks (iTXt), one a keyword; empty texts are left out.

    Raises
    ------
    ValueError
        If the bytes are no PNG, or a keyword is none of 1 to 79 printable ASCII letters.
    """
    if not png.startswith(SIGNATURE) or png[12:16] != b"IHDR":
        raise ValueError("not a PNG: it doesn't begin with the signature and the first chunk of one")
    chunks = b"".join(_words(keyword, text) for keyword, text in words.items() if text)
    return png[:_HEAD] + chunks + png[_HEAD:]


def _words(keyword: str, text: str) -> bytes:
    if not (1 <= len(keyword) <= 79 and keyword.isascii() and keyword.isprintable()):
        raise ValueError(f"not a keyword of a PNG: {keyword!r}")
    # Keyword, no compression, no language, no translated keyword, text.
    return chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + text.replace("\0", "").encode())


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG: its length, kind, body and check sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
