"""Who is let in, and who may open own data: one decision for pages, downloads and the data API.

Without a sign-in the dashboard is open to all who reach it, and all may open
own data. With one, what counts are the claims of the provider's id token and
the lists of the secrets; whatever is missing or unclear lets nobody in.
"""

import hashlib
import json
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from components.access.access_settings import Rules, Settings, SettingsError, settings

Role = Literal["viewer", "editor"]
Claims = Mapping[str, object]
State = Literal["open", "let_in", "signed_out", "ended", "refused", "broken"]

_SIGNED_OUT: Final[dict[str, float]] = {}
"""Sessions that were signed out here, with the time at which they would have ended by themselves."""


@dataclass(frozen=True)
class Standing:
    """How somebody stands to the dashboard.

    Attributes
    ----------
    state : State
        ``open``: there is no sign-in; ``let_in``, ``signed_out``; ``ended``: signed in too long ago;
        ``refused``: signed in, and on no list; ``broken``: the settings of the sign-in can't be read.
    role : Role or None
        None for all who may not see the pages.
    address : str
        Of who is signed in, as the provider spells it; empty where nobody is.
    """

    state: State
    role: Role | None = None
    address: str = ""


def plain(text: str) -> str:
    """Return an address or a domain as it is compared: small letters, of ASCII alone.

    Other scripts are compared as they are: the Kelvin sign is no k.
    """
    return text.encode().lower().decode()


def address_of(claims: Claims) -> str:
    """Return the mail address of an id token; empty where it holds none that can be compared."""
    address = claims.get("email")
    if not isinstance(address, str) or not address.isprintable() or " " in address:
        return ""
    name, _, domain = address.partition("@")
    return address if name and domain and "@" not in domain else ""


def role_for(claims: Claims, rules: Rules) -> Role | None:
    """Return the role that the lists give to the holder of an id token, None to who is on no list.

    Parameters
    ----------
    claims : mapping
        Of an id token whose signature has been checked. ``email`` decides; where ``email_verified``
        is there, it must be true.
    rules : Rules
        Addresses and domains, compared without regard to capitals. A domain is itself, not what lies beneath it.
    """
    if claims.get("email_verified", True) not in (True, "true"):
        return None
    address = plain(address_of(claims))
    if not address:
        return None
    domain = address.partition("@")[2]
    if address in map(plain, rules.editors) or domain in map(plain, rules.editor_domains):
        return "editor"
    if address in map(plain, rules.viewers) or domain in map(plain, rules.viewer_domains):
        return "viewer"
    return None


def session_end(claims: Claims, rules: Rules) -> float:
    """Return when a session ends, in seconds since 1970: with the id token, or after the hours that the rules grant.

    A token that doesn't say when it was issued and when it expires has ended at once.
    """
    issued, expires = claims.get("iat"), claims.get("exp")
    for time_said in (issued, expires):
        if isinstance(time_said, bool) or not isinstance(time_said, int | float) or not math.isfinite(time_said):
            return 0.0
    return min(float(expires), float(issued) + rules.session_hours * 3600)  # type: ignore[arg-type]


def standing_of(claims: Claims, rules: Rules, now: float) -> Standing:
    """Return how the holder of these claims stands at a time; none that are signed in, none that hold."""
    if claims.get("is_logged_in") is not True:
        return Standing("signed_out")
    address = address_of(claims)
    if now >= session_end(claims, rules) or _session(claims) in _SIGNED_OUT:
        return Standing("ended", address=address)
    role = role_for(claims, rules)
    return Standing("let_in" if role else "refused", role, address)


def sign_out(claims: Claims, rules: Rules, now: float) -> None:
    """End a session here for good: in its other tabs, and for whoever holds a copy of its cookie."""
    for session in [session for session, end in _SIGNED_OUT.items() if end <= now]:
        del _SIGNED_OUT[session]
    if (end := session_end(claims, rules)) > now:
        _SIGNED_OUT[_session(claims)] = end


def _session(claims: Claims) -> str:
    # The page knows of claims that the cookie lacks, and the other way round; these the provider gave.
    told = {name: claims.get(name) for name in ("iss", "sub", "aud", "iat", "exp", "nonce", "email")}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def standing(claims: Claims | None = None) -> Standing:
    """Return how the reader stands now: who holds the claims, or who runs this page."""
    try:
        found: Settings | None = settings()
    except SettingsError:
        return Standing("broken")
    if found is None:
        return Standing("open", "editor")
    return standing_of(st.user.to_dict() if claims is None else claims, found.access, time.time())


def role() -> Role | None:
    """Return the role of who runs this page; None for all who may not see it."""
    return standing().role
