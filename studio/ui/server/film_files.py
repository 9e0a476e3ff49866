"""Files that browsers ask for by the key of a film, sent in ranges from the disk.

What Streamlit offers for films and downloads holds a whole file in memory. Here nothing is held:
whoever has the key of a film has its files, and the guard stands before this door as before all.
"""

import mimetypes
from urllib.parse import quote

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from studio.errors import StudioError
from studio.film.projects import project

BASE = "server.baseUrlPath"  # Streamlit's setting
RESULT, PART = "results", "parts"  # kinds of files
HEADERS = {
    "Content-Encoding": "identity",  # what is packed on the way cannot be asked for in ranges
    "Cache-Control": "private, no-cache",  # a new result has the address of the one before
}


def make_routes() -> list[Route]:
    """Return the routes by which films are served."""
    return [
        Route(f"{_folder(RESULT)}/{{key}}/{{name}}", _send_result),
        Route(f"{_folder(PART)}/{{key}}/{{name}}", _send_part),
    ]


def name_result(key: str, name: str) -> str:
    """Return where browsers find the result of a film, which has a name."""
    return f"{_folder(RESULT)}/{key}/{quote(name, safe='')}"


def name_part(key: str, name: str) -> str:
    """Return where browsers find a part of a film that was coloured to be played."""
    return f"{_folder(PART)}/{key}/{name}"


def _send_result(request: Request) -> Response:
    """Send the result of a film, to be saved under its name."""
    try:
        path = project.load(request.path_params["key"]).result
    except StudioError:
        path = None
    if path is None or not path.is_file():
        return _refuse()
    kind = mimetypes.guess_type(path.name)[0]
    return FileResponse(path, filename=path.name, media_type=kind, headers=HEADERS)


def _send_part(request: Request) -> Response:
    """Send a part of a film, to be played."""
    try:
        path = project.find_part(request.path_params["key"], request.path_params["name"])
    except StudioError:
        return _refuse()
    return FileResponse(path, headers=HEADERS) if path.is_file() else _refuse()


def _folder(kind: str) -> str:
    base = (st.get_option(BASE) or "").strip("/")
    return f"/{base}/films/{kind}" if base else f"/films/{kind}"


def _refuse() -> Response:
    return PlainTextResponse("Not found", 404)
