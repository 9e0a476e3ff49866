"""A film is looked at once, frame by frame, before its scenes can be shown."""

from typing import NoReturn

import streamlit as st

from studio.film.projects.breakdown import Breakdown
from studio.film.projects.desk import Desk
from studio.ui.escaping import short
from studio.ui.language import tell
from studio.ui.widgets import alerts
from studio.ui.work import cache, films, session

POLL_S = 0.5


def require_scenes(desk: Desk) -> Breakdown:
    """Return the frames and scenes of a film; until they are known, say so and end the page."""
    if desk.film is None:
        _wait(desk)
    return desk.film


def _wait(desk: Desk) -> NoReturn:
    if not desk.background.running and not desk.background.trouble:
        desk.look(session.recipe().for_any_photo, cache.registry())
    st.text(short(desk.project.name))
    if desk.background.running:
        st.fragment(_watch, run_every=POLL_S)(desk)
    elif trouble := desk.background.trouble:
        alerts.tell(trouble)
    st.button(tell("Close film"), on_click=films.close)
    st.stop()


def _watch(desk: Desk) -> None:
    if not desk.background.running:
        st.rerun()
    if desk.background.waiting:
        st.progress(0.0, tell("Waiting for another film to be done"))
    elif desk.chosen:
        st.progress(1.0, tell("Choosing a frame for each scene: {n}", n=desk.chosen))
    elif desk.progress:
        seen, total = desk.progress.seen, desk.progress.total
        st.progress(
            min(seen / total, 1.0) if total else 0.0,
            tell("Finding scenes: {n:,} frames", n=seen),
        )
