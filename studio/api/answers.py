"""Answers: what goes back, and how a refusal is told: in the studio's sentences, as JSON.

References
----------
.. [1] RFC 9110, section 15 (status codes).
"""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.types import Message, Receive, Scope, Send

from studio.api.reports import Error, Trouble
from studio.errors import (
    CorruptWeightsError,
    DownloadError,
    MissingWeightsError,
    OutputError,
    RequestError,
    StudioError,
)
from studio.recipe import documents

# of what is wrong here and not in the request; all else is 422
STATUSES = {MissingWeightsError: 409, CorruptWeightsError: 409, DownloadError: 409}
NO_STORE = {"Cache-Control": "no-store"}  # of photos nothing stays on the way
BROKEN = RequestError(
    "a fault of the studio",
    "a result",
    "report it with what stands in the terminal",
    "The studio has a fault. Nothing was made.",
)
MEANINGS = {404: "nothing at this address", 405: "a method that is not for this address"}


GONE = 499  # of those who do not wait, as nginx counts them
TAKEN_S = 60.0  # that a client has for a piece of a file
NOTES = "Colorstudio-Notes"  # a header: a list of sentences, in JSON


class RefusedError(Exception):
    """A request that is refused, with a status of its own."""

    def __init__(
        self, status: int, error: StudioError, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(str(error))
        self.status, self.error, self.headers = status, error, dict(headers or {})


class Result(FileResponse):
    """A file that was made, sent from the disk; `then` is called when it is sent, or cannot be."""

    def __init__(
        self,
        path: Path,
        name: str,
        kind: str,
        *,
        notes: Sequence[str] = (),
        then: Callable[[], None] = lambda: None,
    ) -> None:
        told = {NOTES: json.dumps(notes)} if notes else {}
        # what is packed on the way cannot be asked for in parts
        headers = {**NO_STORE, "Content-Encoding": "identity", **told}
        super().__init__(path, filename=name, media_type=kind, headers=headers)
        self._then = then

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, as long as each piece is taken in time."""

        async def send_in_time(message: Message) -> None:
            async with asyncio.timeout(TAKEN_S):
                await send(message)

        try:
            with suppress(TimeoutError):  # the line is closed then, since there is more to come
                await super().__call__(scope, receive, send_in_time)
        finally:
            await run_in_threadpool(self._then)


def answer(refusal: RefusedError) -> Response:
    """Make the answer of a refusal."""
    return write(Error(describe(refusal.error)), refusal.status, refusal.headers)


def write(report: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Make an answer of what `reports` has, which is JSON."""
    return JSONResponse(documents.write(report), status, {**NO_STORE, **(headers or {})})


def describe(error: StudioError) -> Trouble:
    """Return what is told of an error."""
    return Trouble(
        kind=type(error).__name__,
        message=str(error),
        found=error.found,
        expected=error.expected,
        remedy=error.remedy,
        plain=error.plain,
    )


def refuse(error: StudioError) -> RefusedError:
    """Return what the studio refuses as the refusal of a request."""
    return RefusedError(STATUSES.get(type(error), 422), error)


async def tell(_: Request, error: Exception) -> Response:
    """Answer what was raised while a request was answered."""
    if isinstance(error, RefusedError):
        return answer(error)
    if isinstance(error, ClientDisconnect):
        return Response(status_code=GONE)  # to nobody
    if isinstance(error, StudioError):
        return answer(refuse(error))
    if isinstance(error, HTTPException):
        return answer(_explain(error))
    return answer(RefusedError(500, BROKEN))


def lost(error: OutputError) -> RefusedError:
    """Return what the disk refuses as the refusal of a request."""
    return RefusedError(507, error)


def _explain(error: HTTPException) -> RefusedError:
    """Return a refusal of the routes in the studio's words."""
    found = MEANINGS.get(error.status_code, f"a request that is not understood ({error.detail})")
    remedy = "look into openapi.json, which lists all there is"
    told = RequestError(found, "one of the API's", remedy)
    return RefusedError(error.status_code, told, error.headers)
