"""What the app is made of beside its script: routes, middleware, what runs around it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from components.hosting.addresses import beneath
from components.hosting.health import healthz
from components.hosting.sign_in import SignIn, sign_in

ROUTES: Final[Sequence[BaseRoute]] = (Route(beneath("/healthz"), healthz), Route(beneath("/sign-in"), sign_in))
MIDDLEWARE: Final[Sequence[Middleware]] = (Middleware(SignIn),)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Run around the whole life of the app."""
    yield
