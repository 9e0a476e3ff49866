"""What came of a batch: a grid of its results, and a way to take them away."""

import functools
import mimetypes
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from studio.batch import albums
from studio.batch.desk import Desk
from studio.batch.jobs import state
from studio.batch.journal import NAME, Entry
from studio.color.sizes import shrink
from studio.errors import StudioError
from studio.photo import photo
from studio.rendering.candidates import TILE_SIDE
from studio.ui import page
from studio.ui.escaping import plain, short
from studio.ui.language import tell, tell_number
from studio.ui.widgets import alerts, card
from studio.ui.work import batches, cache, previews

MOST_SHOWN = 24  # results on the page, the newest; the folder and the ZIP have all
MOST_NAMED = 50  # photos without a result on the page; the journal has all
LONGEST_REASON, LONGEST_NAME = 300, 24  # letters
REMEMBERED = 256  # small pictures: about 30 kB each


def grid(desk: Desk) -> None:
    """Draw the results, the newest first, then what has none, with the reason."""
    progress = desk.progress
    newest = progress.done[: -MOST_SHOWN - 1 : -1]
    if newest:
        st.caption(tell("Press a picture to correct its colours."))
    with st.container(horizontal=True, gap="small"):
        for entry in newest:
            with st.container(width=card.TILE_WIDTH, gap="xsmall"):
                _tile(desk, entry)
    if hidden := len(progress.done) - len(newest):
        st.caption(tell("{n:,} more are in the ZIP.", n=hidden))
    _tell_other_settings(desk)
    if hidden := _list_without_result(progress.failed):
        st.caption(tell("{n:,} more failed: the file {name} names them.", n=hidden, name=NAME))
    left = [entry for entry in progress.left if entry.cause != "other settings"]
    if hidden := _list_without_result(left):
        st.caption(tell("{n:,} more left alone: the file {name} names them.", n=hidden, name=NAME))


def downloads(desk: Desk) -> None:
    """Offer all results as one file."""
    if desk.progress.done:
        made = [result for _, result in albums.pairs(desk.job, desk.progress)]
        st.download_button(
            tell("Download ZIP"),
            data=functools.partial(_archive, made, desk.job.results),
            file_name=albums.ARCHIVE,
            mime="application/zip",
            on_click="ignore",
        )


def _tile(desk: Desk, entry: Entry) -> None:
    path = desk.job.results / entry.result
    name = short(Path(entry.photo).name, LONGEST_NAME)
    try:
        picture = _small(path, state(path))
    except StudioError:  # moved away since
        st.caption(tell("{name}: the result is gone.", name=plain(name)))
        return
    card.draw(picture, plain(name), _open, desk, entry, key=f"tile-{entry.photo}")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _remark(entry)
        st.download_button(
            tell("Download"),
            data=path.read_bytes,
            file_name=path.name,
            mime=mimetypes.guess_type(path.name)[0],
            key=f"result-{entry.result}",
            help=tell("Download {name}", name=plain(path.name)),
            on_click="ignore",
            type="tertiary",
        )


def _remark(entry: Entry) -> None:
    """Say that a person corrected a photo, and what was said of its file."""
    remarks = [tell("corrected")] if entry.state == "corrected" else []
    remarks += [tell("a remark")] if entry.notes else []
    notes = plain(short("\n".join(map(tell, entry.notes)), LONGEST_REASON))
    st.caption(", ".join(remarks), help=notes or None, width="stretch")


def _open(desk: Desk, entry: Entry) -> None:
    with alerts.remember_error():
        batches.open_photo(desk, entry)
        page.lead(page.CANVAS)


def _tell_other_settings(desk: Desk) -> None:
    """Say how many results there are that a batch left as they were."""
    count = sum(entry.cause == "other settings" for entry in desk.progress.left)
    if count:
        st.info(
            tell_number(
                "{n:,} result of another style was left. Choose Replace, or Keep both, to have "
                "them in this one.",
                "{n:,} results of another style were left. Choose Replace, or Keep both, to have "
                "them in this one.",
                count,
            )
        )


def _list_without_result(entries: Sequence[Entry]) -> int:
    """Name the first of those that have no result, with the reason; return how many are not."""
    for entry in entries[:MOST_NAMED]:
        reason = short(tell(entry.reason), LONGEST_REASON)
        st.text(f"{short(entry.photo, 80)}: {reason}")
    return max(len(entries) - MOST_NAMED, 0)


@cache.remember(REMEMBERED)
def _small(path: Path, state: str) -> bytes:
    """Return a small picture of a file in a state, as the bytes of a JPEG file."""
    return previews.encode(shrink(photo.open_file(path).rgb, TILE_SIDE))


def _archive(results: Sequence[Path], folder: Path) -> bytes:
    return albums.archive(results, folder).read_bytes()
