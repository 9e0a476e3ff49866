"""The keys of a visitor's works, kept in the visitor's own browser: the server lists nobody's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.ui import quirks
from studio.ui.widgets.component import run_script
from studio.works.store import KEY

MOST = 100  # keys that a browser keeps


@dataclass(frozen=True, kw_only=True)
class Keys:
    """What the browser is to do with the keys that it keeps."""

    open: str  # key of the work that is open, which comes first; or nothing
    gone: tuple[str, ...]  # to be forgotten
    known: tuple[str, ...]  # to the server
    asked: bool  # whether the browser is to send them, where they are others than these
    pattern: str = KEY  # regular expression: nothing else in the browser's store is a key
    most: int = MOST  # to be kept


def draw(open_work: str, gone: Sequence[str], known: Sequence[str], *, asked: bool) -> list[str]:
    """Have the browser keep the key of the work that is open, and return those it keeps.

    Parameters
    ----------
    open_work : str
        A key, or nothing.
    gone : sequence of str
        Keys that the browser is to forget.
    known : sequence of str
        What was returned last.
    asked : bool
        Whether the browser is to tell, which draws the page once more where it tells news.

    Returns
    -------
    list of str
        Keys, the work opened last first; `known` until the browser has told.
    """
    keys = Keys(open=open_work, gone=tuple(gone), known=tuple(known), asked=asked)
    with quirks.aside("known-works"):
        kept: Any = run_script(
            "known_works", keys, "known-works", on_works_change=lambda: None
        ).works
    if not isinstance(kept, list):
        return list(known)
    return [key for key in kept[:MOST] if isinstance(key, str) and re.fullmatch(KEY, key)]
