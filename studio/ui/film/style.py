"""What a film is, and the style that it is coloured in."""

from dataclasses import replace

import streamlit as st

from studio.film.projects.breakdown import Breakdown
from studio.film.projects.desk import Desk
from studio.language import _
from studio.recipe.recipe import STYLES
from studio.ui.escaping import plain, short
from studio.ui.language import tell
from studio.ui.widgets import inputs
from studio.ui.widgets.durations import tell_time
from studio.ui.work import films

AS_FILM = _("As the film")


def describe(desk: Desk, film: Breakdown) -> None:
    """Say which film it is, and offer to put it away."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.text(short(desk.project.name), width="content")
        st.caption(_describe(film), width="content")
        st.button(tell("Close film"), on_click=films.close, type="tertiary")
    for note in film.index.clip.notes:
        st.caption(plain(tell(note)))


def draw(desk: Desk, film: Breakdown) -> None:
    """Let a person choose the style of all scenes that have none of their own."""
    recipe = film.board.recipe

    def take(name: str) -> None:
        desk.change(replace(film.board, recipe=recipe.in_style(name)))

    inputs.draw(
        st.segmented_control,
        tell("Style"),
        recipe.style,
        take,
        list(STYLES),
        key="film-style",
        wrap=True,
        format_func=tell,
    )


def choose(desk: Desk, film: Breakdown, place: int) -> None:
    """Let a person choose the style of a scene."""
    scene = film.board.scenes[place]

    def take(name: str) -> None:
        recipe = None if name == AS_FILM else film.board.recipe.in_style(name)
        desk.change(film.board.change(place, replace(scene, recipe=recipe)))

    chosen = AS_FILM if scene.recipe is None else scene.recipe.style
    key = f"scene-style-{scene.start}"
    choices = [AS_FILM, *STYLES]
    label = tell("Style of this scene")
    inputs.draw(
        st.segmented_control, label, chosen, take, choices, key=key, wrap=True, format_func=tell
    )


def _describe(film: Breakdown) -> str:
    clip = film.index.clip
    end = film.find_end(len(film.board.scenes) - 1)
    return tell(
        "{time}, {width:,} \N{MULTIPLICATION SIGN} {height:,}, {rate:.3g} frames a second",
        time=tell_time(end),
        width=clip.width,
        height=clip.height,
        rate=float(clip.rate),
    )
