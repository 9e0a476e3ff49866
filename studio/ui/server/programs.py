"""The door for programs: the API, where it was asked for."""

import functools
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.routing import Mount

from studio import places
from studio.api import access
from studio.api.service import PATH, Service
from studio.ui.server import hosts

BASE = "server.baseUrlPath"  # Streamlit's setting
HEALTH = "/_stcore/health"  # what watches over a server asks it


def make_routes() -> list[Mount]:
    """Return the route of the API; none where it was not asked for."""
    service = _serve()
    return [service.make_route()] if service else []


@asynccontextmanager
async def live() -> AsyncIterator[None]:
    """Keep the API tidy as long as the server lives."""
    if service := _serve():
        async with service.live():
            yield
    else:
        yield


def is_closed(path: str) -> bool:
    """Tell whether the server is for programs alone, and a path is not for them."""
    if os.environ.get(places.API) != places.ALONE:
        return False
    return not path.startswith(f"{_base()}{PATH}/") and not path.endswith(HEALTH)


@functools.cache
def _serve() -> Service | None:
    """Return the one service of the process; raises as `access.open_token` does."""
    if not os.environ.get(places.API):
        return None
    return Service(access.open_token(), _trusts, _base())


def _trusts(address: str) -> bool:
    """Tell whether a visitor from an address is of this computer, and nobody else can be."""
    return hosts.local() and hosts.is_here(address)


def _base() -> str:
    base = (st.get_option(BASE) or "").strip("/")
    return f"/{base}" if base else ""
