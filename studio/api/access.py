"""Access: who may use the API. Programs of this computer may, all others by a token.

A page of another site, open in a browser here, is no program of this computer, though it can send
a form to any server: its browser says so in `Sec-Fetch-Site`, which no page can change. Browsers
that do not say so say it in `Origin`, where the guard of all doors looks.

References
----------
.. [1] RFC 6750; W3C Fetch Metadata Request Headers.
"""

import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from studio import disk, places
from studio.api.answers import RefusedError, answer
from studio.errors import OutputError, RequestError
from studio.language import _

TOKEN = "COLORSTUDIO_API_TOKEN"  # of the environment: instead of the one in the file
FILE = "api.token"
SHORTEST = 16  # letters of one that a person thought of
OWN = ("same-origin", "none")  # the studio's pages, and an address that a person typed

Trusts = Callable[[str], bool]  # whether a visitor from an address needs no token


class Access:
    """Middleware that lets in who needs no token, and who has it."""

    def __init__(self, app: ASGIApp, token: str, trusts: Trusts) -> None:
        self.app, self.trusts = app, trusts
        self._wanted = f"bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        refusal = self._refuse(scope) if scope["type"] == "http" else None
        await (answer(refusal) if refusal else self.app)(scope, receive, send)

    def _refuse(self, scope: Scope) -> RefusedError | None:
        headers = Headers(scope=scope)
        if headers.get("sec-fetch-site", "none") not in OWN:
            error = RequestError(
                "a page of another site", "a program", "ask by one that is no page"
            )
            return RefusedError(403, error)
        given = headers.get("authorization")
        if given is None and self.trusts((scope.get("client") or ("",))[0]):
            return None
        kind, _space, token = (given or "").partition(" ")
        if secrets.compare_digest(f"{kind.lower()} {token.strip()}".encode(), self._wanted):
            return None
        error = RequestError(
            "no token" if given is None else "a token that is not the right one",
            "the header `Authorization: Bearer TOKEN`",
            f"take the token from the file {FILE} in the data folder, or from {TOKEN}",
        )
        return RefusedError(401, error, {"WWW-Authenticate": "Bearer"})


def place() -> Path:
    """Return where the token lies, if it is not given by the environment."""
    return places.data() / FILE


def open_token() -> str:
    """Return the token, which is made if there is none.

    Raises
    ------
    OutputError
        If it is short, others may read it, or it cannot be written.
    """
    if given := os.environ.get(TOKEN):
        return _check(given, TOKEN)
    path = place()
    with disk.raise_output_errors():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write(path)
        if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            found = _("the file {path}, which others may read", path=path)
            remedy = _("run `chmod 600 {path}`", path=path)
            raise OutputError(found, _("one for its owner alone"), remedy)
        return _check(path.read_text(encoding="utf-8").strip(), path)


def _write(path: Path) -> None:
    """Write a new token, whole and for its owner alone, unless another process was quicker."""
    with disk.part_beside(path) as part:
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe())
        disk.place(part, path, overwrite=True)


def _check(token: str, where: object) -> str:
    if len(token) < SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
        found = _("a token of {n} letters in {name}", n=len(token), name=where)
        expected = _("at least {n} letters, digits and signs without spaces", n=SHORTEST)
        raise OutputError(found, expected, _("choose another"))
    return token
