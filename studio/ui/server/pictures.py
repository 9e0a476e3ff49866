"""Pictures that pages show: kept in memory under their digests, and served from there.

A message to the browser names them by address, so that it is small however often it changes, and a
browser asks once for a picture that it has seen. Nobody can guess the address of a picture.
"""

import hashlib
from collections import OrderedDict
from threading import Lock

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

BASE = "server.baseUrlPath"  # Streamlit's setting
MOST_BYTES = 2**28  # of all pictures together: those named last are kept
FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}  # another has another name
GONE = "This picture is gone: open the page anew."


class Pictures:
    """JPEG files by their digests; of those beyond `most` bytes the first named are let go."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def add(self, picture: bytes) -> str:
        """Keep a picture, and return its digest."""
        digest = hashlib.sha256(picture).hexdigest()
        with self._lock:
            if digest not in self._files:
                self._files[digest] = picture
                self._size += len(picture)
            self._files.move_to_end(digest)
            while self._size > self._most and len(self._files) > 1:
                self._size -= len(self._files.popitem(last=False)[1])
        return digest

    def find(self, digest: str) -> bytes | None:
        """Return a picture; None if it is not kept."""
        with self._lock:
            return self._files.get(digest)

    def forget(self) -> None:
        """Let go of all."""
        with self._lock:
            self._files.clear()
            self._size = 0


SHOWN = Pictures()  # of all sessions


def name_address(picture: bytes) -> str:
    """Return where browsers find a picture from now on."""
    return f"{_folder()}/{SHOWN.add(picture)}.jpg"


def make_route() -> Route:
    """Return the route by which pictures are served."""
    return Route(f"{_folder()}/{{digest}}.jpg", _serve)


async def _serve(request: Request) -> Response:
    picture = SHOWN.find(request.path_params["digest"])
    if picture is None:
        return PlainTextResponse(GONE, 404)
    return Response(picture, media_type="image/jpeg", headers=FOR_EVER)


def _folder() -> str:
    base = (st.get_option(BASE) or "").strip("/")
    return f"/{base}/pictures" if base else "/pictures"
