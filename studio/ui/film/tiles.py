"""The scenes of a film as pictures: each the frame that stands for it, in colour at once."""

import io
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import streamlit as st
from PIL import Image

from studio.color.sizes import shrink
from studio.film.projects.breakdown import Breakdown
from studio.film.projects.desk import Desk
from studio.language import _
from studio.photo import photo
from studio.recipe.recipe import Recipe
from studio.ui import page
from studio.ui.language import tell, tell_number
from studio.ui.widgets import alerts, card, inputs
from studio.ui.widgets.card import Emphasis
from studio.ui.widgets.durations import tell_time
from studio.ui.work import cache, films, previews

WIDTH = 180  # pixels on the page: two beside each other, on a phone and beside the player
SIDE = 420  # pixels of the picture: twice that, for dense screens
MOST_SHOWN = 48
REMEMBERED = 512  # small pictures: about 30 kB each
IN_COLOR = _("Already in colour: left as it is")


def draw(desk: Desk, film: Breakdown) -> None:
    """Draw the scenes, each to be pressed and corrected, or played."""
    count = len(film.board.scenes)
    st.caption(tell("Press a picture to correct its colours."))
    first = _choose_first(count)
    with st.container(horizontal=True, gap="small"):
        for place in range(first, min(first + MOST_SHOWN, count)):
            with st.container(width=WIDTH, gap="xsmall"), alerts.show_errors():
                _tile(desk, film, place)


def find_picture(desk: Desk, film: Breakdown, place: int, side: int) -> tuple[float, bytes]:
    """Return the frame that stands for a scene as it is coloured: its time, and a JPEG of it.

    Raises as `Desk.find_poster` and `previews.render` do.
    """
    time, path = desk.find_poster(film, place, cache.registry())
    recipe = None if film.board.scenes[place].in_color else films.find_recipe(film, time)
    return time, _color(path, recipe, side)


def _tile(desk: Desk, film: Breakdown, place: int) -> None:
    scene = film.board.scenes[place]
    time, picture = find_picture(desk, film, place, SIDE)
    chosen = films.find_scene(film) == place
    emphasis: Emphasis = "primary" if chosen else "secondary"
    if place == 0:
        films.illustrate(desk, _cut_square(picture))
    title = tell("Scene {number}", number=place + 1)
    press = partial(correct, desk, film, time)
    card.draw(picture, title, press, key=f"scene-{scene.start}", emphasis=emphasis)
    times = tell_time(scene.start), tell_time(film.find_end(place))
    words = [tell("{start} to {end}", start=times[0], end=times[1])]
    if scene.keys:
        words.append(tell_number("corrected", "{n} keys", len(scene.keys)))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(", ".join(words), width="stretch")
        play = partial(films.look_at, scene.start)
        label = tell("Play scene {number}", number=place + 1)
        st.button(
            tell("Play"), key=f"play-{scene.start}", on_click=play, type="tertiary", help=label
        )
    if scene.in_color:
        offer_sparing(desk, film, place, tell(IN_COLOR), key=f"color-{scene.start}")


def offer_sparing(desk: Desk, film: Breakdown, place: int, label: str, key: str) -> None:
    """Offer a switch: whether a scene is left as it is."""
    scene = film.board.scenes[place]

    def take(spares: bool) -> None:
        desk.change(film.board.change(place, replace(scene, in_color=spares)))

    inputs.draw(st.toggle, label, scene.in_color, take, key=key)


def _choose_first(count: int) -> int:
    """Let a person choose which scenes are shown, where there are many; return the first."""
    if count <= MOST_SHOWN:
        return 0
    starts = list(range(0, count, MOST_SHOWN))
    chosen = st.selectbox(
        tell("Scenes"),
        starts,
        format_func=lambda start: tell(
            "{start} to {end}", start=start + 1, end=min(start + MOST_SHOWN, count)
        ),
    )
    return chosen or 0


def correct(desk: Desk, film: Breakdown, time: float) -> None:
    """Open the frame of a time as a photo, and have a person led to where it is corrected."""
    with alerts.remember_error():
        films.open_frame(desk, film, time)
        page.lead(page.CANVAS)


def _cut_square(picture: bytes) -> bytes:
    """Return the middle of a JPEG as a square one, for lists."""
    with Image.open(io.BytesIO(picture)) as small:
        rgb = np.asarray(small)
    return previews.encode(previews.crop_middle(rgb, previews.THUMBNAIL_SIDE))


@cache.remember(REMEMBERED)
def _color(path: Path, recipe: Recipe | None, side: int) -> bytes:
    """Return a small picture as a recipe has it, a JPEG; without one as it is."""
    still = photo.open_file(path)
    if recipe is None:
        return previews.encode(shrink(still.rgb, side))
    return previews.encode(previews.render(still, recipe, side).rgb)
