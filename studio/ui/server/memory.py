"""What visitors leave behind is let go: else the memory of a busy hour is held for ever.

Streamlit keeps the session of a closed tab for `server.disconnectedSessionTTL`, and then until the
next one comes or goes. Answers are remembered for those who may ask again, and the C library keeps
what was freed. Seen in Streamlit 1.67.
"""

import asyncio
import ctypes
import gc
from collections.abc import Callable

from streamlit.runtime import Runtime, get_instance
from streamlit.runtime.media_file_manager import MediaFileManager

EVERY_S = 10.0
LINGER_S = 30.0  # for a slow browser to ask
M_ARENA_MAX, ARENAS = -8, 2  # of glibc's malloc.h


async def let_go_for_ever(forget: Callable[[], None]) -> None:
    """Look from time to time whether visitors have left, and let go of what they left.

    `forget` is called when nobody is there any more.
    """
    _share_arenas()
    let_linger(get_instance().media_file_mgr)
    before = 0
    while True:
        await asyncio.sleep(EVERY_S)
        kept = _sessions(get_instance())
        if kept < before:
            if kept == 0:
                await asyncio.to_thread(forget)
            await asyncio.to_thread(_collect)
        before = kept


def let_linger(media: MediaFileManager) -> None:
    """Keep pictures and downloads for a while after they are nobody's.

    They are so as soon as their page is drawn anew, although it may show them again; and a download
    is from the beginning, because it is made outside of the page. When another session's page is
    done, they are gone: a browser that asks later shows a broken picture.
    """
    loop = asyncio.get_running_loop()
    storage = media._storage
    drop, until = storage.delete_file, dict[str, float]()  # put away again, it lingers again

    def drop_unless_used(file_id: str) -> None:
        with media._lock:
            if file_id not in media._file_metadata and loop.time() >= until.get(file_id, 0):
                until.pop(file_id, None)
                drop(file_id)

    def drop_later(file_id: str) -> None:
        until[file_id] = loop.time() + LINGER_S
        loop.call_soon_threadsafe(loop.call_later, LINGER_S, drop_unless_used, file_id)

    storage.delete_file = drop_later  # type: ignore[method-assign]


def _sessions(runtime: Runtime) -> int:
    """Return how many sessions there are, once those whose time is over are dropped."""
    manager = runtime._session_mgr
    storage = getattr(manager, "_session_storage")._cache  # noqa: B009
    storage.expire()
    return len(storage) + manager.num_active_sessions()


def _share_arenas() -> None:
    """Have all threads take memory from few places, where it is glibc: each keeps some."""
    limit = getattr(ctypes.CDLL(None), "mallopt", None)
    if limit:
        limit(M_ARENA_MAX, ARENAS)


def _collect() -> None:
    """Collect garbage, and have the C library give free memory back, where it is glibc."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
