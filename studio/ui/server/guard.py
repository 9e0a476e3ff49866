"""The door of the server: what does not come from its own pages reaches nothing behind it.

A page of another site, open in a visitor's browser, can ask any server on the visitor's computer.
What the browser tells of it, and the page cannot change, are the names in `Host` and `Origin`: a
host that the server does not have is another site's name led here (DNS rebinding), and an origin
other than the host is another site. Streamlit's own check comes later, on the WebSocket alone, and
looks outside for the addresses of this computer; what passes here never needs that.

A program sends no `Origin`, and may: browsers send one with every WebSocket and every change.

References
----------
.. [1] RFC 6455, section 10.2; RFC 6454; OWASP HTTP Headers Cheat Sheet; Streamlit 1.67.
"""

from typing import cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from studio.language import _, translate
from studio.ui import language
from studio.ui.server import hosts, programs

CLOSED = ("/_stcore/metrics", "/_stcore/agent")  # for programs that nobody here runs
MOST_PAGES = 64  # open at once; each holds a photo and a recipe
MOST_FILES, MOST_BYTES = 64, 2**30  # that one page may have sent and not yet let go
# Streamlit's page has a script in it, and its charts make functions of text; its components lie
# in frames of the same origin.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",  # the address of a page is the key of its work
    "Cross-Origin-Resource-Policy": "same-origin",  # other sites' pages cannot show a picture
}
STRANGE = _(
    "This server does not answer to that name: set server.allowedHosts to the names it has."
)
ELSEWHERE = _("This server answers its own pages only: open it by its address.")
PROGRAMS = _("This server is for programs alone: `colorstudio open` has the pages.")
FULL = _("{n} pages are open here already: close one, or try again later.", n=MOST_PAGES)
TOO_MANY = _("This page has sent as many files as the studio holds for one: open it anew.")


class Guard:
    """Middleware around all of Streamlit: pages, uploads, media, components and the WebSocket."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.sockets = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif refusal := self._refusal(scope):
            told = programs.translate(scope["path"], refusal)
            await told(scope, receive, _add_headers(send))
        elif scope["type"] == "http":
            await self.app(scope, receive, _add_headers(send))
        else:
            await self._connect(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if found := self._find_refusal(scope):
            words, status = found
            asking = HTTPConnection(scope)
            tag = language.choose(asking.cookies, asking.headers.get("Accept-Language", ""))
            return PlainTextResponse(translate(words, tag), status)
        return None

    def _find_refusal(self, scope: Scope) -> tuple[str, int] | None:
        """Return why a request is refused, and the status that says so; None if it is not."""
        headers = Headers(scope=scope)
        names, origins = headers.getlist("host"), headers.getlist("origin")
        if len(names) != 1 or not hosts.answers_to(names[0]):
            return STRANGE, 421
        if any(origin not in (f"http://{names[0]}", f"https://{names[0]}") for origin in origins):
            return ELSEWHERE, 403
        if programs.is_closed(scope["path"]):
            return PROGRAMS, 404
        if any(closed in scope["path"] for closed in CLOSED):
            return "Not found", 404
        begins = scope["type"] == "websocket" or "text/html" in headers.get("accept", "")
        if begins and self.sockets >= MOST_PAGES:
            return FULL, 503
        if scope.get("method") == "PUT" and _has_sent_enough(scope["path"]):
            return TOO_MANY, 429
        return None

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.sockets += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.sockets -= 1


def _has_sent_enough(path: str) -> bool:
    """Tell whether the session in an upload's address holds as much as one may."""
    uploads = cast(MemoryUploadedFileManager, get_instance().uploaded_file_mgr)
    held = list(uploads.file_storage.get(path.split("/")[-2], {}).values())
    return len(held) >= MOST_FILES or sum(len(file.data) for file in held) >= MOST_BYTES


def _add_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return send_with_headers


MIDDLEWARE = [Middleware(Guard)]
