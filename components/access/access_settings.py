"""The settings of the sign-in, as the secrets hold them.

``[auth]`` is Streamlit's own: the provider, and what its cookies are signed
with. ``[access]`` says who is let in. Settings that are wrong never open the
dashboard: they close it, and the log says what to mend.
"""

import logging
import os
from functools import lru_cache
from pathlib import Path
from threading import Event
from typing import Annotated, Final
from urllib.parse import urlsplit

import streamlit as st
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from streamlit.errors import StreamlitSecretNotFoundError

_LOG: Final = logging.getLogger("dashboard.access")
_LOCAL: Final = ("localhost", "127.0.0.1", "::1")
_CALLBACK: Final = "/oauth2callback"

_WANTED: Final = Event()
"""Set once a sign-in was seen: a file that is gone or half written must not open what was closed."""

_Address = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
_Domain = Annotated[str, Field(pattern=r"^[^@\s]+\.[^@\s.]+$")]


class SettingsError(Exception):
    """The settings of the sign-in are not valid; the text says which, and what is expected."""


class Provider(BaseModel):
    """``[auth]``: what is asked of the identity provider, and where it sends people back to."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")

    redirect_uri: str
    cookie_secret: str = Field(min_length=32)
    client_id: str = Field(min_length=1)
    client_secret: str = Field(min_length=1)
    server_metadata_url: str

    @field_validator("redirect_uri")
    @classmethod
    def _comes_back(cls, address: str) -> str:
        if not urlsplit(address).path.endswith(_CALLBACK):
            raise ValueError(f"expected the public address of the dashboard followed by {_CALLBACK}")
        return address

    @field_validator("redirect_uri", "server_metadata_url")
    @classmethod
    def _encrypted(cls, address: str) -> str:
        parts = urlsplit(address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
            raise ValueError("expected an https address; http is for localhost alone")
        return address

    @property
    def encrypted(self) -> bool:
        """Whether readers reach the dashboard over https, so that cookies must not travel otherwise."""
        return urlsplit(self.redirect_uri).scheme == "https"


class Rules(BaseModel):
    """``[access]``: who is let in.

    Attributes
    ----------
    viewers, editors : tuple of addresses
    viewer_domains, editor_domains : tuple of domains
        Whoever has an address of theirs.
    session_hours : float
        After how many hours a session ends, if the id token has not expired before.
    title : str
        What the sign-in page calls the dashboard.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    viewers: tuple[_Address, ...] = ()
    editors: tuple[_Address, ...] = ()
    viewer_domains: tuple[_Domain, ...] = ()
    editor_domains: tuple[_Domain, ...] = ()
    session_hours: float = Field(default=12.0, gt=0, le=720)
    title: str = "Policy comparison dashboard"


class Settings(BaseModel):
    """Both sections."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    auth: Provider
    access: Rules


def settings() -> Settings | None:
    """Return the settings of the sign-in; None where nothing asks for one.

    ``POLICY_SIGN_IN=required`` in the environment asks for one, whatever the secrets hold.

    Raises
    ------
    SettingsError
        Where a sign-in is asked for and its settings are missing or not valid; told in the log as well.
    """
    held: dict[str, object] = {}
    if any(Path(file).exists() for file in st.get_option("secrets.files")):
        try:
            held = st.secrets.to_dict()
        except (StreamlitSecretNotFoundError, OSError, UnicodeDecodeError) as error:
            raise _told(f"The secrets can't be read: {error}") from error
    sections = {name: held[name] for name in ("auth", "access") if name in held}
    if sections or os.environ.get("POLICY_SIGN_IN", "") == "required":
        _WANTED.set()
    if not _WANTED.is_set():
        return None
    try:
        return Settings.model_validate(sections)
    except ValidationError as error:
        faults = "; ".join(
            f"[{'.'.join(str(part) for part in fault['loc'])}] {fault['msg'].lower()}" for fault in error.errors()
        )
        raise _told(f"Nobody can sign in until the secrets are mended: {faults}.") from None


def _told(fault: str) -> SettingsError:
    _tell(fault)
    return SettingsError(fault)


@lru_cache(maxsize=8)
def _tell(fault: str) -> None:
    _LOG.error(fault)
