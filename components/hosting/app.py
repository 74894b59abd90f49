"""What the app is made of beside its script: routes, middleware, what runs around it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from components.hosting.api import api_routes
from components.hosting.behind import behind
from components.hosting.departures import see_off
from components.hosting.doors import Doors, limit_server
from components.hosting.embedded import EXHIBIT, exhibit_page
from components.hosting.exports import take_turns
from components.hosting.first_message import tell_no_paths
from components.hosting.guard import Guard
from components.hosting.headers import SecurityHeaders
from components.hosting.health import healthz, look_first, readyz
from components.hosting.logs import install_logs, tell
from components.hosting.metrics import served
from components.hosting.observed import Observed
from components.hosting.settings import settings
from components.hosting.sign_in import SignIn, sign_in
from components.hosting.slim_cookie import keep_cookies_small
from components.hosting.stopping import hide_server_name, watch_for_stop
from components.view.addresses import BEHIND, beneath

# Asked before anything is served: a variable that makes no sense keeps the server from starting.
SETTINGS: Final = settings()

ROUTES: Final[Sequence[BaseRoute]] = (
    Route(beneath("/healthz"), healthz),
    Route(beneath("/readyz"), readyz),
    Route(beneath("/sign-in"), sign_in),
    Route(beneath(BEHIND), behind),
    Route(beneath(EXHIBIT), exhibit_page),
    *api_routes(),
)

# The first sees a request first and its response last.
MIDDLEWARE: Final[Sequence[Middleware]] = (
    Middleware(SecurityHeaders, ancestors=SETTINGS.ancestors),
    Middleware(Observed),
    Middleware(Guard),
    Middleware(SignIn),
    Middleware(Doors),
)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Run around the whole life of the app: set up logs, metrics and the stop, read the dataset meanwhile."""
    install_logs()
    hide_server_name()
    limit_server()
    keep_cookies_small()
    tell_no_paths()
    take_turns()
    watch_for_stop(SETTINGS.stop_seconds)
    tell("starting", port=st.get_option("server.port"))
    with served(SETTINGS.metrics_port):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_look_first)
            tasks.start_soon(see_off)
            yield
            tasks.cancel_scope.cancel()
    tell("stopped")


async def _look_first() -> None:
    await anyio.to_thread.run_sync(look_first, abandon_on_cancel=True)
