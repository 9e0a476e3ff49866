"""The door for programs: the API, where it was asked for."""

import functools
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.responses import Response
from starlette.routing import Mount

from studio import places
from studio.api import access
from studio.api.answers import RefusedError, answer
from studio.api.service import PATH, Service
from studio.errors import RequestError
from studio.language import _
from studio.ui.server import hosts

# what the guard says to programs, as they are told all else
REFUSALS = {
    403: RequestError(_("a page of another site"), _("a program"), _("ask by one that is no page")),
    421: RequestError(
        _("a name that this server does not have"),
        _("one of its own"),
        _("set server.allowedHosts to the names it has"),
    ),
}
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
    return not _is_api(path) and not path.endswith(HEALTH)


def translate(path: str, refusal: Response) -> Response:
    """Return a refusal in the form in which the API tells all others, if a path is its own."""
    if not _is_api(path) or refusal.status_code not in REFUSALS:
        return refusal
    return answer(RefusedError(refusal.status_code, REFUSALS[refusal.status_code]))


@functools.cache
def _serve() -> Service | None:
    """Return the one service of the process; raises as `access.open_token` does."""
    if not os.environ.get(places.API):
        return None
    return Service(access.open_token(), _trusts, _base())


def _is_api(path: str) -> bool:
    return path.startswith(f"{_base()}{PATH}/")


def _trusts(address: str) -> bool:
    """Tell whether a visitor from an address is of this computer, and nobody else can be."""
    return hosts.local() and hosts.is_here(address)


def _base() -> str:
    base = (st.get_option(BASE) or "").strip("/")
    return f"/{base}" if base else ""
