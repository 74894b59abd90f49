"""A sign-in cookie that holds the claims which are used, and no others.

A provider may list hundreds of groups in its token: as cookies they are larger
than proxies let pass, and their owner could never sign in.
"""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response
from streamlit.web.server.starlette import starlette_auth_routes

USED: Final = (
    "email", "email_verified", "iss", "sub", "aud", "iat", "exp", "nonce", "name",
    "is_logged_in", "origin", "provider",
)  # fmt: skip
"""Those that decide who is let in and until when, that tell one session from another, and Streamlit's own."""
LONGEST: Final = 512
"""Characters of a claim: what is longer is nothing that is used."""
LONGEST_TOKEN: Final = 3000
"""Characters of an id token that fit one cookie."""

_set_auth_cookie = starlette_auth_routes._set_auth_cookie


def slim(claims: Mapping[str, Any]) -> dict[str, Any]:
    """Return the claims that are used, without those that are too long."""
    return {name: claims[name] for name in USED if name in claims and len(str(claims[name])) <= LONGEST}


async def _set_slim(response: Response, user_info: dict[str, Any], tokens: dict[str, Any]) -> None:
    """Set the cookie of the claims that are used, and of the id token where it is short.

    The provider is shown that token when its holder signs out; without it, it may ask whether they mean to.
    """
    hint = tokens.get("id_token", "")
    kept = {"id_token": hint} if hint and len(hint) <= LONGEST_TOKEN else {}
    await _set_auth_cookie(response, slim(user_info), kept)


def keep_cookies_small() -> None:
    """Have Streamlit's own callback set the small cookie."""
    starlette_auth_routes._set_auth_cookie = _set_slim
