"""The sign-in around the pages: the way to the provider and back, downloads and uploads behind it, cookies."""

import time
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.user_info import generate_login_redirect_url

from components import access
from components.access_settings import Settings, SettingsError, settings
from components.hosting import return_to
from components.hosting.access import allowed
from components.hosting.addresses import beneath
from components.hosting.identity import claims_of

_GUARDED: Final = ("/media/", "/_stcore/upload_file/", "/api/")
_CALLBACK: Final = "/oauth2callback"
_SIGN_OUT: Final = "/auth/logout"


def _settings() -> Settings | None:
    try:
        return settings()
    except SettingsError:
        return None


def sign_in(request: Request) -> Response:
    """Send a reader to the provider, and keep in a cookie where ``next`` says that they come from."""
    address = return_to.checked(request.query_params.get("next", ""))
    held = _settings()
    if held is None or access.standing(claims_of(request.cookies)).state == "let_in":
        return RedirectResponse(address, status_code=302)
    response = RedirectResponse(generate_login_redirect_url("default"), status_code=302)
    response.headers.append("Set-Cookie", return_to.kept(address, secure=held.auth.encrypted))
    response.headers["Cache-Control"] = "no-store"
    return response


class SignIn:
    """Middleware: what is not a page is answered to those alone who may see the pages.

    The script guards the pages themselves, at every run. Without a sign-in nothing is touched.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on to the app."""
        if scope["type"] != "http" or access.standing({}).state == "open":
            await self._app(scope, receive, send)
            return
        request, path = Request(scope), scope["path"]
        held = _settings()
        if path.startswith(tuple(map(beneath, _GUARDED))) and (refusal := allowed(request)):
            await refusal(scope, receive, send)
            return
        if path == beneath(_SIGN_OUT) and held is not None:
            access.sign_out(claims_of(request.cookies), held.access, time.time())
        cookies = request.cookies if path == beneath(_CALLBACK) else {}
        secure = held is None or held.auth.encrypted

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                _lead_back(message, cookies)
                _encrypt(message, secure=secure)
            await send(message)

        await self._app(scope, receive, sent)


def _lead_back(message: Message, cookies: Mapping[str, str]) -> None:
    """Have an answer that leads to the start page lead to where the sign-in began."""
    headers = MutableHeaders(scope=message)
    if return_to.COOKIE in cookies and headers.get("location") == beneath("/"):
        headers["location"] = return_to.found(cookies[return_to.COOKIE])
        headers.append("set-cookie", return_to.forgotten())


def _encrypt(message: Message, *, secure: bool) -> None:
    """Keep every cookie off connections that are not encrypted, where readers come over https."""
    if secure:
        message["headers"] = [
            (name, value + b"; Secure" if name.lower() == b"set-cookie" and b"; secure" not in value.lower() else value)
            for name, value in message["headers"]
        ]
