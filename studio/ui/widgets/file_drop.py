"""Places where files are dropped: each is taken at once, and the place begins anew, empty."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Literal

import streamlit as st

from studio.ui import quirks
from studio.ui.entries import Entry
from studio.ui.quirks import UploadedFile
from studio.ui.widgets import alerts
from studio.works.upload import Upload

LARGE = "drop"  # key of the container of one that says what it is for in its middle
COUNTS = Entry[Mapping[str, int]]({})  # how often files were taken from the place of a name


def receive(label: str, name: str, take: Callable[[str, bytes], None]) -> None:
    """Let a person drop a file: its name and bytes are taken.

    What `take` refuses with a StudioError is explained. The key of the widget begins with `name`.
    """
    if file := st.file_uploader(label, key=_key(name)):
        _empty(name, [file], partial(take, file.name, file.getvalue()))


def receive_several(
    label: str,
    name: str,
    take: Callable[[Sequence[Upload]], None],
    several: Literal[True, "directory"] = True,
) -> None:
    """Let a person drop files, or a folder: they are taken together, as `receive` takes one."""
    if files := st.file_uploader(label, key=_key(name), accept_multiple_files=several):
        uploads = [Upload(file.name, file.getvalue()) for file in files]
        _empty(name, files, partial(take, uploads))


def _key(name: str) -> str:
    return f"{name}-{COUNTS.get().get(name, 0)}"


def _empty(name: str, files: Sequence[UploadedFile], take: Callable[[], None]) -> None:
    with alerts.show_errors():
        take()
        for file in files:
            quirks.let_go(file)
        COUNTS.set({**COUNTS.get(), name: COUNTS.get().get(name, 0) + 1})
        st.rerun()
