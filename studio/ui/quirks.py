"""What the studio knows of Streamlit and the drawing canvas beyond what they promise.

Seen in Streamlit 1.67 and streamlit-drawable-canvas 0.13: look here first when an update of either
changes a page.
"""

import itertools
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

STYLE = Path(__file__).parent / "widgets/static/page.css"
SCROLLBAR = 18  # pixels left for a horizontal one, else a vertical one comes and both stay

_numbers = itertools.count()


def beneath() -> DeltaGenerator:
    """Return a place under the top of the current container, one on a page."""
    return st.container(key="floating-beneath")  # another key would mount its picture anew


def aside(name: str) -> DeltaGenerator:
    """Return a place that takes no room, for what works unseen; each has a name of its own."""
    return st.container(key=f"floating-{name}")


def above() -> DeltaGenerator:
    """Return a place over the top of the current container."""
    return st.container(key=f"floating-above-{next(_numbers)}")


def in_this_run(thread: Thread) -> Thread:
    """Let a thread draw on the page, as the thread that runs the page does."""
    add_script_run_ctx(thread)
    return thread


def let_go(file: UploadedFile) -> None:
    """Let go of an uploaded file: else it is held until its session ends."""
    if session := get_script_run_ctx():
        uploads: Any = session.uploaded_file_mgr
        uploads.remove_file(session.session_id, file.file_id)


def frame(height: int) -> DeltaGenerator:
    """Return a frame for a canvas that cuts off its own toolbar, whose undo knows no recipe."""
    return st.container(height=height + SCROLLBAR, border=False)


def drawing_in(value: Any) -> Any:
    """Return the drawing in a canvas's value as the browser sent it, whatever that is."""
    return (value.get("drawing") or {}).get("raw")
