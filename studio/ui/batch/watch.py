"""How far a batch is, and what holds it."""

import streamlit as st

from studio.batch.desk import Desk
from studio.batch.orders import Settings
from studio.batch.workers import count_affordable
from studio.language import _
from studio.recipe.recipe import Recipe
from studio.ui import page
from studio.ui.batch import form, results
from studio.ui.escaping import short
from studio.ui.language import tell
from studio.ui.widgets import alerts, durations
from studio.ui.work import batches

POLL_S = 1.0
PATIENCE_S = 0.9  # for a batch that was told to stop, before the page goes on
UNNAMED = _("your own settings")  # in place of a style


def draw(desk: Desk) -> None:
    """Show how far a batch is, again every second while it runs."""
    live = desk.running
    st.fragment(_watch, run_every=POLL_S if live else None)(desk, live)


def draw_results(desk: Desk) -> None:
    """Show what came of a batch so far, again every second while it runs."""
    st.fragment(_show_results, run_every=POLL_S if desk.running else None)(desk)


def offer_style(desk: Desk, settings: Settings) -> None:
    """Offer to colour the photos again, where something else is chosen now."""
    job, asked = desk.job, (settings.recipe, settings.format, settings.pattern)
    if not desk.running and (job.recipe, job.format, job.pattern) != asked:
        label = tell("Colour them again, {style}", style=_name_style(settings.recipe))
        st.button(label, on_click=batches.color_again, args=(settings,))


def offer_removal(desk: Desk, label: str) -> None:
    """Offer to remove what is kept of a batch."""
    st.button(label, on_click=batches.remove, args=(desk,), type="tertiary")


def _watch(desk: Desk, live: bool) -> None:
    if live != desk.running:
        st.rerun()  # the whole page: only while a batch runs is it drawn every second
    st.progress(_share(desk), _summarize(desk))
    with st.container(key=form.CONTROLS, horizontal=True):
        if desk.running:
            _offer_controls(desk)
        else:
            _offer_the_rest(desk)
    if desk.background.trouble:
        alerts.tell(desk.background.trouble)


def _show_results(desk: Desk) -> None:
    if page.LEADS.get():
        st.rerun()  # a tile was pressed, and the whole page gives way
    alerts.show_remembered_error()
    for remark in desk.progress.remarks:
        st.text(short(tell(remark), results.LONGEST_REASON))
    results.grid(desk)


def _share(desk: Desk) -> float:
    stage, progress = desk.progress.stage, desk.progress
    done, total = (stage.done, stage.total) if stage else (progress.settled, progress.total)
    return min(done / total, 1.0) if total else 0.0


def _summarize(desk: Desk) -> str:
    progress, controls = desk.progress, desk.background.controls
    if desk.background.waiting:
        return tell("Waiting for another film or batch to be done")
    text = tell(progress.stage.sentence) if progress.stage else _count(desk)
    if desk.running and controls.stopped:
        return tell("{text}, stopping", text=text)
    if desk.running and controls.paused:
        return tell("{text}, paused", text=text)
    if desk.running and not progress.stage and progress.seconds_left is not None:
        left = durations.tell_seconds(progress.seconds_left)
        return tell("{text}, about {time} left", text=text, time=left)
    return tell("{text}, stopped", text=text) if desk.is_unfinished else text


def _count(desk: Desk) -> str:
    progress = desk.progress
    if not progress.total:
        return tell("Beginning") if desk.running else tell("Not begun")
    text = tell("{n} of {total} photos done", n=len(progress.done), total=progress.total)
    if progress.failed:
        text = tell("{text}, {n} failed", text=text, n=len(progress.failed))
    if progress.left:
        text = tell("{text}, {n} left alone", text=text, n=len(progress.left))
    return text


def _name_style(recipe: Recipe) -> str:
    return tell(recipe.style or UNNAMED)


def _offer_controls(desk: Desk) -> None:
    controls = desk.background.controls
    label, pause = (tell("Go on"), False) if controls.paused else (tell("Pause"), True)
    disabled = controls.stopped
    st.button(label, on_click=setattr, args=(controls, "paused", pause), disabled=disabled)
    st.button(tell("Stop"), on_click=desk.background.stop, args=(PATIENCE_S,), disabled=disabled)


def _offer_the_rest(desk: Desk) -> None:
    """Offer to go on with a batch as it was begun, whatever is chosen above."""
    go_on, workers = desk.start, count_affordable()
    left = desk.progress.total - desk.progress.settled
    if desk.is_unfinished:
        style = _name_style(desk.job.recipe)
        label = tell("Continue, {style}, {n} left", style=style, n=left)
        if not left:
            label = tell("Continue, {style}", style=style)
        st.button(label, type="primary", on_click=go_on, args=(desk.job, workers))
    elif desk.progress.failed:
        label = tell("Retry the {n} that failed", n=len(desk.progress.failed))
        st.button(label, on_click=go_on, args=(desk.job, workers))
    elif desk.can_follow:
        st.button(tell("Let the others follow"), on_click=desk.follow, args=(workers,))
    results.downloads(desk)
