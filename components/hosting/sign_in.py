"""The sign-in around the pages: the way to the provider and back, downloads and uploads behind it, cookies."""

import time
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.user_info import generate_login_redirect_url

from components.access import access
from components.access.access_settings import Settings, SettingsError, settings
from components.hosting import return_to
from components.hosting.access import allowed
from components.hosting.answers import problem
from components.hosting.identity import claims_of
from components.view.addresses import beneath

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
        self.app = app
        self.guarded = tuple(map(beneath, _GUARDED))
        self.callback, self.sign_out, self.start = beneath(_CALLBACK), beneath(_SIGN_OUT), beneath("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on and see to the cookies of what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, path = Request(scope), scope["path"]
        if path.startswith(self.guarded) and (refusal := allowed(request)) is not None:
            await refusal(scope, receive, send)
            return
        if path == self.sign_out and _from_elsewhere(request):
            await problem(403, "Sign out with the button on a page of the dashboard.")(scope, receive, send)
            return
        if path == self.sign_out and (held := _settings()) is not None:
            access.sign_out(claims_of(request.cookies), held.access, time.time())
        back = request.cookies.get(return_to.COOKIE) if path == self.callback else None

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if back is not None and headers.get("location") == self.start:
                    headers["location"] = return_to.found(back)
                    headers.append("set-cookie", return_to.forgotten())
                if "set-cookie" in headers and (held := _settings()) is not None and held.auth.encrypted:
                    _encrypt(message)
            await send(message)

        await self.app(scope, receive, sent)


def _from_elsewhere(request: Request) -> bool:
    """Whether a page of another origin leads here, by what the browser says of that."""
    site, referer = request.headers.get("sec-fetch-site"), request.headers.get("referer")
    if site is not None:
        return site not in ("same-origin", "none")
    return referer is not None and urlsplit(referer).netloc != request.headers.get("host")


def _encrypt(message: Message) -> None:
    """Keep every cookie of an answer off connections that are not encrypted."""
    message["headers"] = [
        (name, value + b"; Secure" if name.lower() == b"set-cookie" and b"; secure" not in value.lower() else value)
        for name, value in message["headers"]
    ]
