"""Where readers have the dashboard: what the settings say, before what a request does."""

from functools import lru_cache
from urllib.parse import urlsplit

from starlette.requests import Request

from components.access.access_settings import SettingsError
from components.access.access_settings import settings as access_settings
from components.hosting.settings import settings


def origin(request: Request) -> str:
    """Return scheme and host: of ``POLICY_ADDRESS``, else of the sign-in's ``redirect_uri``, else of the request.

    Any client may write what it likes into the header ``Host``: who runs the dashboard for others names its address.
    """
    return settings().address or _of_sign_in() or f"{request.url.scheme}://{request.url.netloc}"


@lru_cache(maxsize=1)
def _of_sign_in() -> str:
    try:
        held = access_settings()
    except SettingsError:
        return ""
    if held is None:
        return ""
    parts = urlsplit(held.auth.redirect_uri)
    return f"{parts.scheme}://{parts.netloc}"
