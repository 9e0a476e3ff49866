"""What the studio knows of Streamlit and the drawing canvas beyond what they promise.

Seen in Streamlit 1.67 and streamlit-drawable-canvas 0.13: look here first when an update of either
changes a page.
"""

import itertools
from threading import Thread
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

STYLE = """<style>
/* The server takes more than the intake, so that the intake can explain itself; the uploader would
   tell the server's limit. */
[data-testid=stFileUploaderDropzoneInstructions] {display: none}
/* The photo gets the screen: what Streamlit leaves free on either side is a fifth of it. */
[data-testid=stMainBlockContainer] {padding-inline: clamp(1rem, 3vw, 2.5rem)}
[data-testid=stSidebarHeader] {height: 2.5rem; margin-bottom: 0}
/* A card is pressed anywhere: its button spreads over it, and nothing between holds it back. */
[class*=st-key-card-] {position: relative}
[class*=st-key-card-] :is([data-testid=stElementContainer], .stButton, button) {position: static}
[class*=st-key-card-] button::after {content: ""; position: absolute; inset: 0}
[class*=st-key-card-] [data-testid=stElementToolbar] {display: none}
[class*=st-key-card-] img {border-radius: 0.5rem; width: 100%}
[class*=st-key-card-]:is(:hover, :focus-within) img {filter: brightness(1.06)}
/* The pair stays in sight while the tiles beside it go by. */
@media (min-width: 768px) {
  [data-testid=stLayoutWrapper]:has(> .st-key-beside-tiles) {position: sticky; top: 3.5rem}
}
/* Where a photo is dropped is large, and says so in its middle. */
.st-key-drop [data-testid=stFileUploader] {position: relative}
.st-key-drop [data-testid=stFileUploaderDropzone] {
  justify-content: center; min-height: 15rem; padding-top: 8rem;
}
.st-key-drop [data-testid=stFileUploaderDropzone] > * {margin-inline: auto; width: auto}
.st-key-drop [data-testid=stWidgetLabel] {
  position: absolute; z-index: 1; inset: 4.5rem 0 auto; justify-content: center;
  pointer-events: none; text-align: center;
}
.st-key-drop [data-testid=stWidgetLabel] p {font-size: 1.35rem}
/* A place out of the flow takes no room and lies at the top of the container that it is in, which
   it scrolls with, and is as wide as. It is wrapped in a layout, which is what takes room. */
[data-testid=stVerticalBlock]:has(> * > [class*=st-key-floating-]) {position: relative}
[data-testid=stLayoutWrapper]:has(> [class*=st-key-floating-]) {
  position: absolute; width: 100%; pointer-events: none;
}
[data-testid=stLayoutWrapper]:has(> [class*=st-key-floating-above]) {z-index: 1}
[class*=st-key-floating-] [data-testid=stProgress] {
  padding: 0.5rem 0.75rem; border-radius: 0.5rem; background: Canvas;
}
/* Captions are faded to a contrast of 3.9, their links to 2.8: weak eyes need 4.5. */
[data-testid=stCaptionContainer] {opacity: 0.85}
[data-testid=stCaptionContainer] code {color: inherit}
/* The dark accent is light enough to be read on dark; under white letters it is darkened. */
[data-testid=stBaseButton-primary] {
  background-image: linear-gradient(rgb(0 0 0 / 24%), rgb(0 0 0 / 24%));
}
</style>"""
SCROLLBAR = 18  # pixels left for a horizontal one, else a vertical one comes and both stay
# A component with styles of its own is given a shadow root, which has no width to measure.
BARE: dict[str, Any] = {"isolate_styles": False}

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
