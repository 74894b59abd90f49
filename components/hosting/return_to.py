"""Where a sign-in leads back to: a page of this dashboard with its parameters, and nowhere else."""

import re
from typing import Final
from urllib.parse import quote, unquote

from components.view.addresses import beneath
from components.view.registry import PAGES, STATEMENTS

COOKIE: Final = "policy_return"
LONGEST: Final = 3500
"""Characters of an address that a cookie has room for."""

_QUERY: Final = re.compile(r"[A-Za-z0-9._~%&=+!*'(),:@/?$;-]*")


def checked(address: str) -> str:
    """Return an address to go back to, or that of the start page where it is none of the dashboard's own.

    The path must be that of a page, letter by letter: no other host, scheme,
    slash, backslash, fragment or encoded form passes. Parameters that are too
    long for a cookie, or hold what no permalink holds, are left out.
    """
    path, _, query = address.partition("?")
    if path not in {beneath(f"/{card.path}") for card in (*PAGES, *STATEMENTS)}:
        return beneath("/")
    if not query or not _QUERY.fullmatch(query) or len(quote(address, safe="")) > LONGEST:
        return path
    return f"{path}?{query}"


def kept(address: str, *, secure: bool) -> str:
    """Return the cookie, good for ten minutes, that keeps the address while its reader signs in."""
    return f"{COOKIE}={quote(checked(address), safe='')}; Path={beneath('/')}; Max-Age=600; HttpOnly; SameSite=Lax" + (
        "; Secure" if secure else ""
    )


def forgotten() -> str:
    """Return the cookie that takes the place of one that has been followed."""
    return f"{COOKIE}=; Path={beneath('/')}; Max-Age=0; HttpOnly; SameSite=Lax"


def found(cookie: str) -> str:
    """Return the address that a cookie keeps, checked anew: a cookie is whatever a browser sends."""
    return checked(unquote(cookie))
