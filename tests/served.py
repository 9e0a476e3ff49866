"""A server that answers programs, and nothing else, in a thread of the tests."""

import threading
import time
from contextlib import asynccontextmanager

import requests
import uvicorn
from starlette.applications import Starlette

from studio.api.service import Service

TOKEN = "a-token-of-more-than-sixteen-letters"
START_S = 30


class Server:
    """A service under an address; `trusted` tells whether this computer needs no token."""

    def __init__(self) -> None:
        self.trusted = True
        self.service = Service(TOKEN, lambda _: self.trusted, workers=1)
        app = Starlette(routes=[self.service.make_route()], lifespan=self._live)
        self._server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    @asynccontextmanager
    async def _live(self, _: object):
        async with self.service.live():
            yield

    def start(self) -> None:
        self._thread.start()
        end = time.monotonic() + START_S
        while not self._server.started:
            assert time.monotonic() < end
            time.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/api"

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(START_S)

    def post(self, path: str, files: dict | list | None = None, **settings) -> requests.Response:
        return requests.post(f"{self.url}/{path}", files=files, timeout=START_S, **settings)

    def get(self, path: str, **settings) -> requests.Response:
        return requests.get(f"{self.url}/{path}", timeout=START_S, **settings)
