"""A sign-in leads back into the dashboard, and nowhere else."""

from urllib.parse import quote

import pytest

from components.hosting.return_to import LONGEST, checked, found, kept

OWN = (
    "/",
    "/?places=au&places=ch",
    "/factors?places=au&levels=macro&factor=certification&place=au",
    "/evidence?q=%22peer+support%22+%26+pay&basket=E110",
    "/evidence?q=%D8%A7%D9%84%D9%82%D8%B7%D9%81",
    "/method",
    "/privacy",
)
ELSEWHERE = (
    "//evil.example",
    "//evil.example/factors",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/%2F/evil.example",
    "/%2f%2fevil.example",
    "%2F%2Fevil.example",
    "/%5Cevil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "\x00//evil.example",
    "/factors/../..//evil.example",
    "/factors@evil.example",
    "/nowhere",
    "/auth/logout",
    "/oauth2callback?code=x",
    "/sign-in?next=/",
    "///",
    "",
)


@pytest.mark.parametrize("address", OWN)
def test_a_view_is_kept_as_it_is(address: str) -> None:
    assert checked(address) == address
    assert found(quote(address, safe="")) == address


@pytest.mark.parametrize("address", ELSEWHERE, ids=ascii)
def test_any_other_address_leads_to_the_start_page(address: str) -> None:
    assert checked(address) == "/"
    assert found(address) == "/"
    assert found(quote(address, safe="")) == "/"


@pytest.mark.parametrize("query", ["a=b\r\nSet-Cookie: x=y", "a=b#fragment", "a=<script>", "a=\\", "a=é", 'a="'])
def test_parameters_that_no_permalink_holds_are_left_out(query: str) -> None:
    assert checked(f"/factors?{query}") == "/factors"


def test_a_view_too_long_for_a_cookie_keeps_its_page() -> None:
    basket = "&".join(f"basket=E{number:03}" for number in range(1, 1000))
    assert checked(f"/evidence?{basket}") == "/evidence"
    most = "/evidence?q=" + "a" * (LONGEST - 18)
    assert checked(most) == most
    assert checked(most + "a") == "/evidence"


def test_a_cookie_is_read_by_the_server_alone_and_forgotten_soon() -> None:
    cookie = kept("/factors?places=au", secure=True)
    assert cookie == ("policy_return=%2Ffactors%3Fplaces%3Dau; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure")
    assert "Secure" not in kept("/", secure=False)
