"""A scene is played, a few seconds at a time, before and after."""

import streamlit as st

from studio.film.projects import parts
from studio.film.projects.breakdown import Breakdown
from studio.film.projects.desk import Desk
from studio.film.projects.parts import Part
from studio.ui.film import tiles
from studio.ui.language import tell
from studio.ui.server import film_files
from studio.ui.widgets import alerts, player
from studio.ui.widgets.durations import tell_time
from studio.ui.work import cache, films, previews

POLL_S = 0.3
SIDE = 1_000  # pixels of a picture in place of the player


def draw(desk: Desk, film: Breakdown, place: int) -> float | None:
    """Draw the player of a scene, and return the time of the frame that is looked at.

    None while there is no player: until a person asks for it, and while a part is made.
    """
    if films.SCENE.get() is None:
        _draw_still(desk, film, place)
        start = film.board.scenes[place].start
        st.button(tell("Play this scene"), type="primary", on_click=films.look_at, args=(start,))
        return None
    colorist = film.make_colorist(place, cache.registry())
    found = parts.split(desk.project.parts, film, place, colorist)
    number = min(films.PART.get(), len(found) - 1)
    part = found[number]
    if part.path.exists():
        time = _play(desk, film, part)
    else:
        desk.maker.make(found, number, film.index, colorist)
        running = desk.maker.running
        st.fragment(_watch, run_every=POLL_S if running else None)(desk, film, place, part)
        time = None
    _offer_others(film, found, number)
    return time


def _play(desk: Desk, film: Breakdown, part: Part) -> float:
    clip = film.index.clip
    shown = player.Part(
        address=film_files.name_part(desk.project.key, part.path.name),
        ratio=float(clip.width * clip.aspect / clip.height),
        rate=float(clip.rate),
        times=tuple(film.index.seconds(number) for number in part.frames),
    )
    return player.draw(shown, f"player-{part.path.stem}")


def _draw_still(desk: Desk, film: Breakdown, place: int) -> None:
    """Draw a frame in its colours: the one that was coloured last, if a part is being made."""
    latest = desk.maker.latest if desk.maker.running else None
    if latest is None:
        _, picture = tiles.find_picture(desk, film, place, SIDE)
    else:
        picture = previews.encode(latest)
    with st.container(key="film-still"):
        st.image(picture, width="stretch", alt=tell("A frame of scene {number}", number=place + 1))


def _watch(desk: Desk, film: Breakdown, place: int, part: Part) -> None:
    """Show a part as it is made; once it is, draw the page anew."""
    if part.path.exists():
        st.rerun()
    _draw_still(desk, film, place)
    if desk.maker.trouble:
        alerts.tell(desk.maker.trouble)
    else:
        st.progress(
            desk.maker.share, tell("Colouring these seconds: {share:.0%}", share=desk.maker.share)
        )


def _offer_others(film: Breakdown, found: list[Part], number: int) -> None:
    """Offer the parts before and after the one that is played."""
    if len(found) == 1:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            tell("Earlier"), on_click=films.PART.set, args=(number - 1,), disabled=number == 0
        )
        is_last = number == len(found) - 1
        st.button(tell("Later"), on_click=films.PART.set, args=(number + 1,), disabled=is_last)
        frames = found[number].frames
        start, end = (tell_time(film.index.seconds(frames[side])) for side in (0, -1))
        st.caption(
            tell(
                "Part {number} of {total}, {start} to {end}",
                number=number + 1,
                total=len(found),
                start=start,
                end=end,
            )
        )
