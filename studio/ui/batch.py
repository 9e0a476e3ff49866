"""A batch on a page: begun there, watched from there."""

import functools
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from studio.batch import albums, names
from studio.batch.albums import Pair
from studio.batch.background import Background
from studio.batch.jobs import Job
from studio.batch.journal import NAME
from studio.batch.progress import Progress, Reins
from studio.batch.workers import affordable
from studio.recipe.recipe import STYLES, Recipe
from studio.ui import files, page, session

AT_HAND = "The recipe at hand"
MOST_NAMED = 50  # failures on the page; the journal has all
MOST_SHEETS = 4  # on the page; the folder has all
POLL_S = 1.0
REPLACED = "Else a photo whose result is there, of another recipe, is named and left alone."
HERE = "On the computer that runs the studio."


@st.cache_resource(show_spinner=False)  # not forgotten: it runs on when nobody is there
def background() -> Background:
    """Return the one batch of this computer, begun by one session and seen by all."""
    return Background()


def recipe() -> Recipe:
    """Let a person choose how all photos are coloured."""
    chosen = st.segmented_control("Recipe", [AT_HAND, *STYLES], default=AT_HAND)
    at_hand = session.recipe()
    return replace(STYLES[chosen], model=at_hand.model) if chosen in STYLES else at_hand


def form(recipe: Recipe) -> None:
    """Ask for the folders, and begin."""
    batch = background()
    photos = _folder("Folder of photos", str(batch.job.photos) if batch.job else "")
    results = _folder("Folder for the results", str(batch.job.results) if batch.job else "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = files.choose_format()
        cores = os.cpu_count() or 1
        workers = st.number_input(
            "Workers",
            min_value=1,
            max_value=cores,
            value=affordable(),
            help="Processes at work, up to 600 MB each.",
            width=160,
        )
        replaces = st.toggle("Replace results that are there", help=REPLACED)
        ready = photos and results and not batch.running
        if st.button("Start", type="primary", disabled=not ready) and photos and results:
            batch.start(Job(photos, results, recipe, kind, replaces), int(workers))
            st.rerun()


def watch() -> None:
    """Show how far the batch is, again every second while it runs."""
    batch = background()
    if batch.job:
        live = batch.running
        st.fragment(_watch, run_every=POLL_S if live else None)(batch, batch.job, live)


def _folder(label: str, value: str) -> Path | None:
    text = st.text_input(label, value, help=HERE, placeholder=str(Path.home()))
    with page.show_errors():
        return names.path_of(text) if text.strip() else None
    return None


def _watch(batch: Background, job: Job, live: bool) -> None:
    if live and not batch.running:
        st.rerun()  # the whole page: it need not be drawn every second any more
    progress = batch.progress
    share = progress.settled / progress.total if progress.total else 0.0
    st.progress(share, _told(batch))
    if batch.running:
        _reins(batch.reins)
    else:
        _offer_the_rest(batch, job)
    if batch.trouble:
        st.error(page.plain(batch.trouble))
    _failures(progress)
    if not batch.running and progress.done:
        _results(albums.pairs(job, progress), job.results, batch.sheets)


def _told(batch: Background) -> str:
    progress, left = batch.progress, batch.progress.seconds_left
    text = f"{len(progress.done)} of {progress.total} photos done"
    if progress.failed:
        text += f", {len(progress.failed)} failed"
    if batch.running and batch.reins.paused:
        return text + ", paused"
    if batch.running and left is not None:
        return text + f", about {_in_words(left)} left"
    left_over = not batch.running and progress.settled < progress.total
    return text + ", stopped" if left_over else text


def _reins(reins: Reins) -> None:
    with st.container(horizontal=True):
        label = "Go on" if reins.paused else "Pause"
        pull, is_over = (reins, "paused", not reins.paused), reins.stopped
        st.button(label, on_click=setattr, args=pull, disabled=is_over)
        st.button("Stop", on_click=setattr, args=(reins, "stopped", True), disabled=is_over)
    if reins.stopped:
        st.caption("Stopping after the photos begun. Continue goes on from there.")


def _offer_the_rest(batch: Background, job: Job) -> None:
    """Offer to go on with a batch that was stopped, as it was begun, whatever is chosen above."""
    left = batch.progress.total - batch.progress.settled
    if left:
        style = job.recipe.style or "numbers of its own"
        label, again = f"Continue, {style}, {left} left", (job, affordable())
        st.button(label, type="primary", on_click=batch.start, args=again)


def _failures(progress: Progress) -> None:
    for entry in progress.failed[:MOST_NAMED]:
        st.text(f"{page.short(entry.photo, 80)}: {page.short(entry.reason, 300)}")
    if len(progress.failed) > MOST_NAMED:
        st.caption(f"{len(progress.failed) - MOST_NAMED} more failures are in the file {NAME}.")
    for remark in progress.remarks[:MOST_NAMED]:
        st.text(page.short(remark, 300))


def _results(pairs: Sequence[Pair], folder: Path, sheets: Sequence[Path]) -> None:
    """Show the contact sheets, and offer the results as one file."""
    st.download_button(
        "Download ZIP",
        data=functools.partial(_archive, [result for _, result in pairs], folder),
        file_name=albums.ARCHIVE,
        mime="application/zip",
        on_click="ignore",
    )
    for sheet in sheets[:MOST_SHEETS]:
        if sheet.is_file():
            st.image(sheet.read_bytes(), width="stretch", alt="Photos beside their results")
    if len(sheets) > MOST_SHEETS:
        st.caption(f"{len(sheets)} contact sheets lie beside the results.")


def _archive(results: Sequence[Path], folder: Path) -> bytes:
    return albums.archive(results, folder).read_bytes()


def _in_words(seconds: float) -> str:
    """Return a time as a person reads it.

    Examples
    --------
    >>> _in_words(40), _in_words(200), _in_words(9000)
    ('40 s', '3 min', '2.5 h')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
