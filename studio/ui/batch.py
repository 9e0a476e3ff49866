"""A batch on a page: begun there, watched from there."""

import functools
import os
from dataclasses import replace
from pathlib import Path

import streamlit as st

from studio.batch import albums
from studio.batch.jobs import Job
from studio.batch.journal import NAME
from studio.batch.run import Progress, Reins
from studio.recipe.recipe import STYLES, Recipe
from studio.ui import page, previews, session
from studio.ui.watched import Watched, desk

AT_HAND = "The recipe at hand"
MOST_NAMED = 50  # failures on the page; the journal has all
MOST_SHEETS = 4  # on the page; the folder has all
POLL_S = 1.0
HERE = "On the computer that runs the studio."


def recipe() -> Recipe:
    """Let a person choose how all photos are coloured."""
    chosen = st.segmented_control("Recipe", [AT_HAND, *STYLES], default=AT_HAND)
    at_hand = session.recipe()
    return replace(STYLES[chosen], model=at_hand.model) if chosen in STYLES else at_hand


def form(recipe: Recipe) -> None:
    """Ask for the folders, and begin."""
    last = desk().batch
    busy = last is not None and last.running
    photos = _folder("Folder of photos", str(last.job.photos) if last else "")
    results = _folder("Folder for the results", str(last.job.results) if last else "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = previews.choose_format()
        cores = os.cpu_count() or 1
        workers = st.number_input(
            "Workers",
            min_value=1,
            max_value=cores,
            value=max(1, cores // 2),
            help="Processes at work; 24 megapixels take about 1 GB in each.",
            width=160,
        )
        ready = photos is not None and results is not None and not busy
        if st.button("Start", type="primary", disabled=not ready) and photos and results:
            _begin(Job(photos, results, recipe, kind), int(workers))


def watch() -> None:
    """Show how far the batch is, again every second while it runs."""
    batch = desk().batch
    if batch:
        live = batch.running
        st.fragment(_watch, run_every=POLL_S if live else None)(batch, live)


def _folder(label: str, value: str) -> Path | None:
    text = st.text_input(label, value, help=HERE, placeholder=str(Path.home())).strip()
    return Path(text).expanduser() if text else None


def _begin(job: Job, workers: int) -> None:
    """Begin, unless another session was quicker."""
    place = desk()
    with place.taking:
        if not (place.batch and place.batch.running):
            place.batch = Watched(job, workers)
    st.rerun()


def _watch(batch: Watched, live: bool) -> None:
    if live and not batch.running:
        st.rerun()  # the whole page: it need not be drawn every second any more
    progress = batch.progress
    share = progress.settled / progress.total if progress.total else 0.0
    st.progress(share, _told(batch))
    if batch.running:
        _reins(batch.reins)
    if batch.trouble:
        st.error(page.plain(batch.trouble))
    _failures(progress)
    if not batch.running and progress.done:
        _results(batch)


def _told(batch: Watched) -> str:
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
        st.button(label, on_click=_pull, args=(reins, not reins.paused), disabled=reins.stopped)
        st.button("Stop", on_click=_stop, args=(reins,), disabled=reins.stopped)
    if reins.stopped:
        st.caption("Stopping after the photos begun. Start goes on from there.")


def _pull(reins: Reins, paused: bool) -> None:
    reins.paused = paused


def _stop(reins: Reins) -> None:
    reins.stopped = True


def _failures(progress: Progress) -> None:
    for entry in progress.failed[:MOST_NAMED]:
        st.text(f"{page.short(entry.photo, 80)}: {page.short(entry.reason, 300)}")
    if len(progress.failed) > MOST_NAMED:
        st.caption(f"{len(progress.failed) - MOST_NAMED} more failures are in the file {NAME}.")


def _results(batch: Watched) -> None:
    """Show the contact sheets, and offer the results as one file."""
    st.download_button(
        "Download ZIP",
        data=functools.partial(_archive, batch),
        file_name=albums.ARCHIVE,
        mime="application/zip",
        on_click="ignore",
    )
    for sheet in batch.sheets[:MOST_SHEETS]:
        if sheet.is_file():
            st.image(sheet.read_bytes(), width="stretch")
    if len(batch.sheets) > MOST_SHEETS:
        st.caption(f"{len(batch.sheets)} contact sheets lie beside the results.")


def _archive(batch: Watched) -> bytes:
    results = (result for _, result in batch.pairs)
    return albums.archive(results, batch.job.results).read_bytes()


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
