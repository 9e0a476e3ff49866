"""The keys of a visitor's works, kept in the visitor's own browser: the server lists nobody's."""

import re
from dataclasses import dataclass
from typing import Any

from studio.ui import quirks
from studio.ui.widgets.component import run_script
from studio.works.store import KEY

MOST = 100  # keys that a browser keeps


@dataclass(frozen=True, kw_only=True)
class Keys:
    """What the browser is to do with the keys that it keeps."""

    open: tuple[str, ...]  # keys of the work and the film that are open, which come first
    gone: tuple[str, ...]  # to be forgotten
    known: tuple[str, ...]  # to the server
    asked: bool  # whether the browser is to send them, where they are others than these
    pattern: str = KEY  # regular expression: nothing else in the browser's store is a key
    most: int = MOST  # to be kept


def draw(keys: Keys) -> tuple[str, ...]:
    """Have the browser keep the keys of what is open, and return those it keeps.

    The work opened last comes first; until the browser has told, they are those known. Where it is
    asked and tells news, the page is drawn once more.
    """
    with quirks.aside("known-works"):
        sent = run_script("known_works", keys, "known-works", on_works_change=lambda: None)
    kept: Any = sent.works
    if not isinstance(kept, list):
        return keys.known
    return tuple(key for key in kept[:MOST] if isinstance(key, str) and re.fullmatch(KEY, key))
