"""One scene: it is played before and after, its cuts are moved, and its keys are seen."""

from dataclasses import replace
from functools import partial

import streamlit as st

from studio.film.projects.breakdown import Breakdown
from studio.film.projects.desk import Desk
from studio.film.storyboard import CorrectedFrame, KeyFrame, Storyboard
from studio.language import _
from studio.ui.film import playing, style, tiles
from studio.ui.language import tell
from studio.ui.widgets import alerts
from studio.ui.widgets.durations import tell_time
from studio.ui.work import films

SPARE = _("Leave this scene as it is")


def draw(desk: Desk, film: Breakdown) -> None:
    """Draw the scene that is looked at, and what can be done with it."""
    place = films.find_scene(film)
    scene = film.board.scenes[place]
    st.subheader(tell("Scene {number}", number=place + 1), anchor=False)
    time = playing.draw(desk, film, place)
    with st.container(horizontal=True, gap="small"):
        if time is not None:
            _offer_time(desk, film, place, time)
        if place:
            before = film.board.scenes[place - 1].start
            _offer(tell("Merge with the one before"), desk, film.board.merge(place), before)
    if not scene.in_color:
        style.choose(desk, film, place)
    tiles.offer_sparing(desk, film, place, tell(SPARE), key=f"spare-{scene.start}")
    _list_keys(desk, film, place)


def _offer_time(desk: Desk, film: Breakdown, place: int, time: float) -> None:
    """Offer to correct the frame that is looked at, and to cut the film there."""
    board, start = film.board, film.board.scenes[place].start
    correct = partial(tiles.correct, desk, film, time)
    st.button(tell("Correct the frame at {time}", time=tell_time(time, 2)), on_click=correct)
    if time <= start:
        return
    _offer(tell("Split here"), desk, board.split(time), time)
    if place:
        _offer(tell("This scene begins here"), desk, board.move(place, time), time)
    if place + 1 < len(board.scenes):
        _offer(tell("The next scene begins here"), desk, board.move(place + 1, time), start)


def _offer(label: str, desk: Desk, board: Storyboard, time: float) -> None:
    """Offer other scenes of the film; the one of a time is looked at then."""
    st.button(label, on_click=_change, args=(desk, board, time))


def _change(desk: Desk, board: Storyboard, time: float) -> None:
    with alerts.remember_error():
        desk.change(board)
        films.look_at(board.starts[board.find(time)])


def _list_keys(desk: Desk, film: Breakdown, place: int) -> None:
    """List the frames whose colours the scene follows."""
    scene = film.board.scenes[place]
    for number, key in enumerate(scene.keys):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(_describe(key), width="content")
            if isinstance(key, CorrectedFrame):
                correct = partial(tiles.correct, desk, film, key.time)
                st.button(tell("Correct"), key=f"key-{number}", on_click=correct)
            others = tuple(other for other in scene.keys if other != key)
            board = film.board.change(place, replace(scene, keys=others))
            remove = partial(_change, desk, board, scene.start)
            st.button(tell("Remove"), key=f"remove-{number}", on_click=remove, type="tertiary")


def _describe(key: KeyFrame) -> str:
    if key.time is None:
        return tell("Follows a picture")
    return tell("Follows the frame at {time}", time=tell_time(key.time, 2))
