"""Recent: the visitor's other works and films as they are coloured, opened again or removed."""

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from studio.errors import StudioError
from studio.ui import page
from studio.ui.escaping import plain, short
from studio.ui.widgets import alerts, card
from studio.ui.work import cache, films, previews, saving, session
from studio.works import document
from studio.works.document import Glance
from studio.works.upload import Upload

MOST_SHOWN = 12
WIDTH = 150  # pixels on the page
LONGEST_NAME = 20  # letters
DAY_S = 24 * 3600

Act = Callable[[str], None]  # done with the key of a work
Recent = tuple[Glance, Act, Act]  # a work, how it is opened, and how it is removed


def draw() -> None:
    """Draw the works that are not open; nothing if there are none."""
    works: list[Recent] = [(work, _open, saving.remove) for work in saving.list_others()]
    clips: list[Recent] = [(film, _open_film, films.remove) for film in films.list_others()]
    others = sorted(works + clips, key=lambda other: other[0].age_s)
    alerts.show_remembered_error()
    if not others:
        return
    st.subheader("Recent", anchor=False)
    with st.container(horizontal=True, gap="medium"):
        for work, open_it, remove in others[:MOST_SHOWN]:
            with st.container(width=WIDTH, gap="xsmall"):
                _card(work, open_it, remove)


def _card(work: Glance, open_it: Act, remove: Act) -> None:
    name = plain(short(work.name, LONGEST_NAME))
    card.draw(_picture(work), name, open_it, work.key, key=f"open-{work.key}")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(_tell_age(work.age_s), width="stretch")
        key = f"delete-{work.key}"
        st.button("Delete", key=key, on_click=_remove, args=(remove, work.key), type="tertiary")


def _picture(work: Glance) -> bytes:
    """Return a work as it is coloured; as it was saved if its model is missing, say."""
    if work.is_current:
        return work.small
    with suppress(StudioError):
        saved = document.load(work.key)
        photo = cache.open_photo(Upload(saved.name, saved.photo))
        small = previews.color_square(photo, saved.history.present)
        document.illustrate(work.key, small)
        return small
    return work.small


def _open(key: str) -> None:
    with alerts.remember_error():
        session.open_work(key)
        page.lead(page.AUTO)


def _open_film(key: str) -> None:
    with alerts.remember_error():
        films.find(key)
        films.enter(key)
        page.lead(page.FILM)


def _remove(remove: Act, key: str) -> None:
    with alerts.remember_error():
        remove(key)


def _tell_age(seconds: float) -> str:
    """Return how long ago something was, as a person says it.

    Examples
    --------
    >>> [_tell_age(seconds) for seconds in (5, 90, 7_200, 90_000, 864_000)]
    ['just now', '1 minute ago', '2 hours ago', 'yesterday', '10 days ago']
    """
    for unit_s, unit in ((DAY_S, "day"), (3600, "hour"), (60, "minute")):
        if count := int(seconds // unit_s):
            if (count, unit) == (1, "day"):
                return "yesterday"
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"
