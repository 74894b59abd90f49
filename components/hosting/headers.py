"""The headers of every response: what a browser may load, run and embed."""

import base64
import hashlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

# 'wasm-unsafe-eval' lets a library that ships with Streamlit compile WebAssembly. Streamlit hands the script of a
# component to the browser as a blob, which only a script that runs already can make. No text is ever run as script.
_POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'self' blob: data:",
    "media-src": "'self' blob:",
    "manifest-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
}

_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), "
    "clipboard-write=(self), fullscreen=(self)",
}


class _InlineScripts(HTMLParser):
    """Collects the scripts that stand in a page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag == "script" and "src" not in dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._within:
            self.found.append(data)


def inline_hashes(html: str) -> tuple[str, ...]:
    """Return the sources by which a policy allows the scripts that stand in a page, one a script."""
    parser = _InlineScripts()
    parser.feed(html)
    digests = (hashlib.sha256(script.encode()).digest() for script in parser.found)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_policy(ancestors: str, hashes: tuple[str, ...] = ()) -> str:
    """Return the content security policy.

    Parameters
    ----------
    ancestors : str
        Who may embed the pages.
    hashes : tuple of str
        Sources of scripts that stand in the page itself.
    """
    directives = {**_POLICY, "frame-ancestors": ancestors}
    directives["script-src"] = " ".join((directives["script-src"], *hashes))
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


class SecurityHeaders:
    """Middleware that sets the headers on every response, errors and static files included.

    Parameters
    ----------
    app : ASGI app
    ancestors : str
        Who may embed the pages.
    """

    def __init__(self, app: ASGIApp, ancestors: str) -> None:
        self.app = app
        # The script in the page is Streamlit's own and changes with its version.
        page = Path(get_static_dir()) / "index.html"
        policy = content_policy(ancestors, inline_hashes(page.read_text(encoding="utf-8")))
        self.headers = {"content-security-policy": policy, **_ALWAYS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and set the headers of what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, with_headers)
