"""What the server does from its first moment to its last."""

import asyncio
import functools
import os
import signal
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import streamlit as st

from studio import places
from studio.ui.server import hosts, memory, programs

PORT, HEADLESS = "server.port", "server.headless"  # Streamlit's settings
UNTIL_IT_LISTENS_S = 0.5


@asynccontextmanager
async def live(_app: object, *, forget: Callable[[], None]) -> AsyncIterator[None]:
    """Open the studio in a browser, unless that is not wanted, and keep its memory tidy.

    `forget` lets go of what is remembered; it is called when nobody is there any more. Where the
    server is to stop with its last page, it stops then.
    """
    loop = asyncio.get_running_loop()
    if not st.get_option(HEADLESS):
        url = f"http://{hosts.HERE}:{st.get_option(PORT)}"
        opening = functools.partial(loop.run_in_executor, None, webbrowser.open, url)
        loop.call_later(UNTIL_IT_LISTENS_S, opening)
    leave = close if os.environ.get(places.UNTIL_CLOSED) else forget
    tidying = asyncio.create_task(memory.let_go_for_ever(leave))
    async with programs.live():
        yield
    tidying.cancel()


def close() -> None:
    """Stop the server, as Ctrl+C does."""
    signal.raise_signal(signal.SIGINT)
