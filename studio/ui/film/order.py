"""A film is coloured: what is asked for, how far it is, and what came of it."""

from html import escape
from pathlib import Path

import streamlit as st

from studio.background import Controls
from studio.batch import names
from studio.film.formats import FORMATS
from studio.film.jobs.job import Progress
from studio.film.projects.breakdown import Breakdown
from studio.film.projects.desk import Desk
from studio.language import _
from studio.models.weights.digests import in_words
from studio.ui.entries import Entry
from studio.ui.escaping import plain
from studio.ui.language import tell
from studio.ui.server import film_files, hosts
from studio.ui.widgets import alerts, focus, inputs
from studio.ui.widgets.durations import tell_seconds
from studio.ui.work import cache

POLL_S = 1.0
CONTROLS = "film-controls"  # the place where it is stopped
FORMAT = Entry(".mp4")  # a key of FORMATS
NAMES = {
    ".mp4": "MP4",
    ".mkv": _("MKV, no loss"),
    ".mov": _("MOV, ProRes"),
    ".webm": "WebM",
    "": _("PNGs"),
}
DEINTERLACES = Entry(False)
PLACE = Entry("")  # where a person wants the result; empty for a download
DEINTERLACE = _("Make whole pictures of interlaced ones (deinterlace)")
SAVE_TO = _("Folder to save it in")
PLACE_HELP = _("A folder on this computer. Empty: to be downloaded here.")


def draw(desk: Desk, film: Breakdown) -> None:
    """Show how far the film is, again every second while it is coloured; else offer to."""
    live = desk.background.running
    if not live:
        desk.measure(cache.registry())
    moves = live or desk.gauge.running
    st.fragment(_watch, run_every=POLL_S if moves else None)(desk, film, live)


def _watch(desk: Desk, film: Breakdown, live: bool) -> None:
    if live != desk.background.running:
        st.rerun()  # the whole page: only while something runs is it drawn every second
    with st.container(key=CONTROLS, gap="small"), alerts.show_errors():
        if live:
            _show_progress(desk)
            return
        _offer(desk, film)
        if desk.background.trouble:
            alerts.tell(desk.background.trouble)
        _offer_result(desk)


def _show_progress(desk: Desk) -> None:
    progress, controls = desk.progress, desk.background.controls
    share = progress.done / progress.total if progress and progress.total else 0.0
    st.progress(min(share, 1.0), _tell_progress(desk, controls))
    with st.container(horizontal=True, gap="small"):
        label = tell("Go on") if controls.paused else tell("Pause")
        pause, stop = (controls, "paused", not controls.paused), (controls, "stopped", True)
        st.button(label, on_click=setattr, args=pause, disabled=controls.stopped)
        st.button(tell("Stop"), on_click=setattr, args=stop, disabled=controls.stopped)


def _tell_progress(desk: Desk, controls: Controls) -> str:
    progress = desk.progress
    if desk.background.waiting:
        return tell("Waiting for another film to be done")
    if progress is None or not progress.scenes:
        return tell("Beginning")
    if progress.done >= progress.total:
        return tell("Putting the film together")
    text = tell("{n:,} of {total:,} frames", n=progress.done, total=progress.total)
    if controls.stopped:
        return tell("{text}, stopping", text=text)
    if controls.paused:
        return tell("{text}, paused", text=text)
    return text if progress.seconds_left is None else _tell_speed(text, progress)


def _tell_speed(text: str, progress: Progress) -> str:
    return tell(
        "{text}, {rate:.1f} a second, about {time} left",
        text=text,
        rate=progress.rate,
        time=tell_seconds(progress.seconds_left or 0),
    )


def _offer(desk: Desk, film: Breakdown) -> None:
    """Offer to colour the film, or to go on where that was cut short."""
    begun = desk.project.order
    if begun and not desk.is_whole:
        st.caption(tell("{name} was begun and is not done.", name=plain(begun.result.name)))
        if st.button(tell("Continue"), type="primary"):
            _begin(desk, begun.result, deinterlaces=begun.deinterlaces)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        path = _choose_result(desk)
        again = begun and desk.is_whole and begun.result == path
        label = tell("Colour the film again") if again else tell("Colour the film")
        is_main = begun is None or (desk.is_whole and not desk.is_current)
        if st.button(label, type="primary" if is_main else "secondary"):
            _begin(desk, path, deinterlaces=DEINTERLACES.get())
        if desk.rate:
            seconds = film.count_work() / desk.rate
            st.caption(tell("Takes about {time}.", time=tell_seconds(seconds)), width="content")


def _choose_result(desk: Desk) -> Path:
    """Let a person choose the format of the result, and on this computer its place."""
    with st.popover(tell("As {format}", format=NAMES[FORMAT.get()])):
        return _draw_choices(desk)


def _draw_choices(desk: Desk) -> Path:
    local = hosts.local()
    endings = [ending for ending in FORMATS if ending or local]
    inputs.draw(
        st.segmented_control,
        tell("Format"),
        FORMAT.get(),
        FORMAT.set,
        endings,
        key="film-format",
        format_func=lambda ending: tell(NAMES[ending]),
        wrap=True,
    )
    whole, take = DEINTERLACES.get(), DEINTERLACES.set
    inputs.draw(st.toggle, tell(DEINTERLACE), whole, take, key="film-deinterlaces")
    own = desk.project.name_result(FORMAT.get())
    if not local:
        return own
    inputs.draw(
        st.text_input,
        tell(SAVE_TO),
        PLACE.get(),
        PLACE.set,
        key="film-place",
        help=tell(PLACE_HELP),
        width=260,
    )
    text = PLACE.get().strip()
    return names.path_of(text).absolute() / own.name if text else own


def _begin(desk: Desk, path: Path, *, deinterlaces: bool) -> None:
    with alerts.show_errors():
        desk.color(path, cache.registry(), deinterlaces=deinterlaces)
        focus.ask(CONTROLS)
        st.rerun()


def _offer_result(desk: Desk) -> None:
    """Offer what came of it: for a download, or by its place on this computer."""
    path = desk.project.result
    if path is None or not path.exists():
        return
    if path.is_dir() or not path.is_relative_to(desk.project.place):
        st.caption(tell("The film lies in {path}.", path=plain(str(path))))
    if path.is_file():
        address = film_files.name_result(desk.project.key, path.name)
        size = in_words(path.stat().st_size)
        label = tell("Download {name} ({size})", name=path.name, size=size)
        st.html(
            f'<a class="download" href="{escape(address)}" download="{escape(path.name)}">'
            f"{escape(label)}</a>"
        )
    if not desk.is_current:
        st.caption(tell("It is as it was before your last changes."))
