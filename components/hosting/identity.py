"""Who sends a request: the claims of the sign-in cookie, checked by Streamlit's own functions."""

from collections.abc import Mapping

from streamlit.auth_util import get_origin_from_redirect_uri
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import (
    _get_signed_cookie_with_chunks,
    _parse_decoded_user_cookie,
)

from components.access.access import Claims


def claims_of(cookies: Mapping[str, str]) -> Claims:
    """Return the claims of the sign-in cookie; none where it is missing, forged or of another address.

    The same functions read it for ``st.user``, so that a page and a download never disagree.
    """
    try:
        held = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    except UnicodeEncodeError:
        return {}
    return _parse_decoded_user_cookie(held, get_origin_from_redirect_uri() or "") if held else {}
