"""What visitors leave behind is let go: else the memory of a busy hour is held for ever.

Streamlit keeps the session of a closed tab for `server.disconnectedSessionTTL`, and then until the
next one comes or goes. Answers are remembered for those who may ask again, and the C library keeps
what was freed. Seen in Streamlit 1.67.
"""

import asyncio
import ctypes
import gc

from streamlit.runtime import Runtime, get_instance

from studio.ui import cache

EVERY_S = 10.0


async def let_go_for_ever() -> None:
    """Look from time to time whether visitors have left, and let go of what they left."""
    before = 0
    while True:
        await asyncio.sleep(EVERY_S)
        kept = _sessions(get_instance())
        if kept < before:
            await asyncio.to_thread(_let_go, nobody=kept == 0)
        before = kept


def _sessions(runtime: Runtime) -> int:
    """Return how many sessions there are, once those whose time is over are dropped."""
    manager = runtime._session_mgr
    storage = getattr(manager, "_session_storage")._cache  # noqa: B009
    storage.expire()
    return len(storage) + manager.num_active_sessions()


def _let_go(*, nobody: bool) -> None:
    if nobody:
        cache.forget()
    gc.collect()
    _return_what_is_free()


def _return_what_is_free() -> None:
    """Have the C library give free memory back, where it is glibc."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
