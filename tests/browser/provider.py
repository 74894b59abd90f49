"""An identity provider, and a dashboard that trusts it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

from tests.browser.conftest import PSW, Server, free_port, started

SECRET = "a secret of the tests that is long enough, 1"
ACCESS = '[access]\nviewers = ["ann@example.org"]\neditor_domains = ["ministry.example"]\n'
PEOPLE = (
    User(sub="ann", claims={"email": "Ann@Example.org", "name": "Ann"}),
    User(sub="boss", claims={"email": "boss@ministry.example", "email_verified": True}),
    User(sub="eve", claims={"email": "eve@evil.example"}),
    User(sub="mallory", claims={"email": "ann@example.org", "email_verified": False}),
    User(sub="nobody", claims={}),
)


@contextmanager
def provider(age: timedelta = timedelta(hours=1)) -> Iterator[str]:
    """Run an identity provider whose tokens hold so long; yield its address."""
    with run_server_in_thread(user_claims=PEOPLE, access_token_max_age=age) as running:
        yield f"http://localhost:{running.server_port}"


def secrets_text(provider_address: str, public: str, *, secret: str = SECRET, access: str = ACCESS) -> str:
    """Return the secrets of a dashboard that is reached at a public address."""
    return f"""
[auth]
redirect_uri = "{public}/oauth2callback"
cookie_secret = "{secret}"
client_id = "dashboard"
client_secret = "secret of the client"
server_metadata_url = "{provider_address}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email profile", prompt = "login" }}

{access}
"""


@dataclass
class Guarded:
    """A dashboard behind a sign-in, which can be stopped and started anew with other secrets."""

    provider: str
    folder: Path
    port: int
    beneath: str = ""
    server: Server | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self, **changes: str) -> "Guarded":
        """Write the secrets and start a server on them."""
        public = f"{self.address}{self.beneath}"
        file = self.folder / "secrets.toml"
        file.write_text(changes.pop("text", "") or secrets_text(self.provider, public, **changes), encoding="utf-8")
        arguments = ["--secrets.files", str(file)]
        if self.beneath:
            arguments += ["--server.baseUrlPath", self.beneath.strip("/")]
        self.server = started(
            PSW, self.folder / "log.txt", port=self.port, arguments=arguments, beneath=self.beneath
        )  # fmt: skip
        return self

    def stop(self) -> None:
        if self.server is not None:
            self.server.stop()

    @property
    def log(self) -> str:
        return (self.folder / "log.txt").read_text(encoding="utf-8")


@contextmanager
def guarding(make_folder: Callable[[str], Path]) -> Iterator[Callable[..., Guarded]]:
    """Yield a function that starts a guarded dashboard, stopped at the end."""
    with ExitStack() as running:

        def start(provider_address: str, *, beneath: str = "", **changes: str) -> Guarded:
            guarded = Guarded(provider_address, make_folder("guarded"), free_port(), beneath)
            running.callback(guarded.stop)
            return guarded.start(**changes)

        yield start


def authorize(page: Page, who: str) -> None:
    """Tell the provider who one is."""
    page.get_by_role("button", name=who, exact=True).click()


def sign_in(page: Page, who: str) -> None:
    """Go from the gate to the provider and back."""
    page.get_by_role("link", name="Sign in", exact=True).click()
    authorize(page, who)


def expect_gate(page: Page, heading: str = "Policy comparison dashboard") -> None:
    """Wait for the page that stands in place of all others, and see that nothing of the dataset is on it."""
    expect(page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()
    expect(page.locator(".st-key-masthead")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Peer support")).to_have_count(0)


def cookie(page: Page, name: str) -> Mapping[str, object] | None:
    return next((held for held in page.context.cookies() if held["name"] == name), None)
