"""How far a batch is, and what holds it."""

from functools import partial

import streamlit as st

from studio.batch.background import Background
from studio.batch.jobs import Job
from studio.batch.tally import Controls
from studio.batch.uploads import Settings
from studio.batch.workers import count_affordable
from studio.ui.batch import form, results
from studio.ui.escaping import plain, short
from studio.ui.widgets import durations
from studio.ui.work import batches

POLL_S = 1.0
UNNAMED = "numbers of its own"  # in place of a style


def draw(batch: Background | None) -> None:
    """Show how far a batch is, again every second while it runs."""
    if batch and batch.job:
        live = batch.running
        st.fragment(_watch, run_every=POLL_S if live else None)(batch, batch.job, live)


def offer_style(batch: Background | None, settings: Settings) -> None:
    """Offer to colour the photos again, where something else is chosen now."""
    job = batch.job if batch and not batch.running else None
    asked = settings.recipe, settings.format, settings.pattern
    if job and (job.recipe, job.format, job.pattern) != asked:
        label = f"Colour them again, {settings.recipe.style or UNNAMED}"
        st.button(label, on_click=batches.color_again, args=(settings,))


def offer_removal(batch: Background | None) -> None:
    """Offer to remove a batch, photos and results."""
    if batch:
        st.button("Delete these photos and results", on_click=batches.remove, type="tertiary")


def _watch(batch: Background, job: Job, live: bool) -> None:
    if live != batch.running:
        st.rerun()  # the whole page: only while a batch runs is it drawn every second
    progress = batch.progress
    st.progress(progress.settled / progress.total if progress.total else 0.0, _summarize(batch))
    with st.container(key=form.CONTROLS, horizontal=True):
        if batch.running:
            _offer_controls(batch.controls)
        else:
            _offer_the_rest(batch, job)
    if batch.controls.stopped and batch.running:
        st.caption("Stopping after the photos begun. Continue goes on from there.")
    if batch.trouble:
        st.error(plain(batch.trouble))
    for remark in progress.remarks:
        st.text(short(remark, results.LONGEST_REASON))
    results.grid(job, progress)


def _summarize(batch: Background) -> str:
    progress = batch.progress
    if batch.waiting:
        return "Waiting for another batch to end"
    text = f"{len(progress.done)} of {progress.total} photos done"
    if progress.failed:
        text += f", {len(progress.failed)} failed"
    if progress.left:
        text += f", {len(progress.left)} left alone"
    if batch.running and batch.controls.paused:
        return text + ", paused"
    if batch.running and progress.seconds_left is not None:
        return text + f", about {durations.tell_seconds(progress.seconds_left)} left"
    return text + ", stopped" if _count_left(batch) else text


def _count_left(batch: Background) -> int:
    """Return how many photos a batch that does not run has left to do."""
    return 0 if batch.running else batch.progress.total - batch.progress.settled


def _offer_controls(controls: Controls) -> None:
    label = "Go on" if controls.paused else "Pause"
    pause, stop = (controls, "paused", not controls.paused), (controls, "stopped", True)
    st.button(label, on_click=setattr, args=pause, disabled=controls.stopped)
    st.button("Stop", on_click=setattr, args=stop, disabled=controls.stopped)


def _offer_the_rest(batch: Background, job: Job) -> None:
    """Offer to go on with a batch as it was begun, whatever is chosen above."""
    go_on = partial(batch.start, job, count_affordable())
    if left := _count_left(batch):
        label = f"Continue, {job.recipe.style or UNNAMED}, {left} left"
        st.button(label, type="primary", on_click=go_on)
    elif batch.progress.failed:
        st.button(f"Retry the {len(batch.progress.failed)} that failed", on_click=go_on)
    results.downloads(job, batch.progress)
