"""What came of a batch: a grid of its results, and a way to take them away."""

import functools
import mimetypes
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from studio.batch import albums
from studio.batch.jobs import Job, state
from studio.batch.journal import NAME, Entry
from studio.batch.tally import Tally
from studio.color.sizes import shrink
from studio.errors import StudioError
from studio.photo import photo
from studio.rendering.candidates import TILE_SIDE
from studio.ui.escaping import plain, short
from studio.ui.widgets import card
from studio.ui.work import cache, previews

MOST_SHOWN = 24  # results on the page, the newest; the folder and the ZIP have all
MOST_NAMED = 50  # photos without a result on the page; the journal has all
LONGEST_REASON, LONGEST_NAME = 300, 24  # letters
REMEMBERED = 256  # small pictures: about 30 kB each


def grid(job: Job, progress: Tally) -> None:
    """Draw the results, the newest first, then what has none, with the reason."""
    newest = progress.done[: -MOST_SHOWN - 1 : -1]
    with st.container(horizontal=True, gap="small"):
        for entry in newest:
            with st.container(width=card.TILE_WIDTH, gap="xsmall"):
                _tile(job, entry)
    if hidden := len(progress.done) - len(newest):
        st.caption(f"{hidden:,} more are in the ZIP.")
    _list_without_result(progress.failed, "failed")
    _list_without_result(progress.left, "left alone")


def downloads(job: Job, progress: Tally) -> None:
    """Offer all results as one file."""
    if progress.done:
        made = [result for _, result in albums.pairs(job, progress)]
        st.download_button(
            "Download ZIP",
            data=functools.partial(_archive, made, job.results),
            file_name=albums.ARCHIVE,
            mime="application/zip",
            on_click="ignore",
        )


def _tile(job: Job, entry: Entry) -> None:
    path = job.results / entry.result
    name = short(Path(entry.photo).name, LONGEST_NAME)
    try:
        st.image(_small(path, state(path)), width="stretch", alt=name)
    except StudioError:  # moved away since
        st.caption("The result is gone.")
    st.download_button(
        plain(name),
        data=path.read_bytes,
        file_name=path.name,
        mime=mimetypes.guess_type(path.name)[0],
        key=f"result-{entry.result}",
        help="Download this picture",
        on_click="ignore",
        type="tertiary",
    )


def _list_without_result(entries: Sequence[Entry], what: str) -> None:
    for entry in entries[:MOST_NAMED]:
        st.text(f"{short(entry.photo, 80)}: {short(entry.reason, LONGEST_REASON)}")
    if len(entries) > MOST_NAMED:
        st.caption(f"{len(entries) - MOST_NAMED:,} more {what}: the file {NAME} names them.")


@cache.remember(REMEMBERED)
def _small(path: Path, state: str) -> bytes:
    """Return a small picture of a file in a state, as the bytes of a JPEG file."""
    return previews.encode(shrink(photo.open_file(path).rgb, TILE_SIDE))


def _archive(results: Sequence[Path], folder: Path) -> bytes:
    return albums.archive(results, folder).read_bytes()
