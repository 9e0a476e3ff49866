"""The page that a browser is given first: Streamlit's own, told what it would else guess.

Its script looks for the server in the folder of a page's address before the one above, which fills
the console with errors, and tells the end of the server in words for programmers. Both are settings
for those who put the page elsewhere. It says besides that it is in English, whatever is drawn on
it, and a screen reader reads it so. Seen in Streamlit 1.67.
"""

import functools
import re
from collections.abc import Iterable
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from studio.ui import language

BASE = "server.baseUrlPath"  # Streamlit's setting
HEAD = "<head>"
SETTINGS = (
    '<script>window.__streamlit = {BACKEND_BASE_URL: new URL(".", location.href).href, '
    "HOST_CONFIG: {blockErrorDialogs: true}}</script>"
)
TITLE = re.compile("<title>.*?</title>")
LANGUAGE = '<html lang="en"'
# an update of Streamlit has other scripts, and another language another page
HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}


def make_routes(files: Iterable[str], title: str) -> list[Route]:
    """Return the routes by which the page is served for each file of a page.

    `title` is what a tab is called until the first page has come.
    """

    async def send(request: Request) -> HTMLResponse:
        tag = language.choose(request.cookies, request.headers.get("Accept-Language", ""))
        return HTMLResponse(read(title, tag), headers=HEADERS)

    base = (st.get_option(BASE) or "").strip("/")
    folder = f"/{base}/" if base else "/"
    return [Route(folder + name, send) for name in ("", *map(_name_address, files))]


@functools.cache
def read(title: str, tag: str) -> str:
    """Return the page as HTML, said to be in the language of a tag."""
    page = (Path(st.__file__).parent / "static/index.html").read_text(encoding="utf-8")
    told = page.replace(HEAD, HEAD + SETTINGS, 1).replace(LANGUAGE, f'<html lang="{tag}"', 1)
    return TITLE.sub(f"<title>{title}</title>", told, count=1)


def _name_address(file: str) -> str:
    """Return a page's last part of the address.

    Examples
    --------
    >>> _name_address("pages/1_Auto_Colorize.py")
    'Auto_Colorize'
    """
    return re.sub(r"^\d+_", "", Path(file).stem)
