"""Recent: the visitor's other works and films as they are coloured, opened again or deleted."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from studio.errors import StudioError
from studio.language import Sentence, _, ngettext
from studio.ui import page
from studio.ui.escaping import plain, short
from studio.ui.language import tell
from studio.ui.widgets import alerts, card, focus
from studio.ui.work import cache, films, previews, saving, session
from studio.works import document, store
from studio.works.document import Glance
from studio.works.store import FILMS, WORKS, Shelf
from studio.works.upload import Upload

MOST_SHOWN = 12
WIDTH = 150  # pixels on the page
LONGEST_NAME = 20  # letters
MINUTE_S, HOUR_S, DAY_S = 60, 3600, 24 * 3600

Act = Callable[[str], None]  # done with the key of a work
DELETED = "recent-deleted"  # key of the place where a work is brought back


@dataclass(frozen=True)
class Recent:
    """A work or a film, how it is opened, and where it lies."""

    glance: Glance
    open: Act
    put_aside: Act
    shelf: Shelf


def draw() -> None:
    """Draw the works that are not open, and those just deleted; nothing if there are none."""
    works = [_work(work) for work in saving.list_others()]
    clips = [_film(film) for film in films.list_others()]
    others = sorted(works + clips, key=lambda other: other.glance.age_s)
    aside = [*map(_work, saving.list_aside()), *map(_film, films.list_aside())]
    alerts.show_remembered_error()
    if not (others or aside):
        return
    st.subheader(tell("Recent"), anchor=False)
    with st.container(key=DELETED):
        for other in aside:
            _tell_deleted(other)
    with st.container(horizontal=True, gap="medium"):
        for other in others[:MOST_SHOWN]:
            with st.container(width=WIDTH, gap="xsmall"):
                _card(other)


def _work(glance: Glance) -> Recent:
    return Recent(glance, session.open_work, store.put_aside, WORKS)


def _film(glance: Glance) -> Recent:
    return Recent(glance, _open_film, films.put_aside, FILMS)


def _tell_deleted(other: Recent) -> None:
    key = other.glance.key
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        name = plain(short(other.glance.name, LONGEST_NAME))
        words = tell("{name} was deleted, and is gone for good in an hour.", name=name)
        st.caption(words, width="content")
        for label, act in ((_("Undo"), store.bring_back), (_("Delete for good"), saving.remove)):
            name, args = f"{label}-{key}", (act, key, other.shelf)
            st.button(tell(label), key=name, on_click=_try, args=args, type="tertiary")


def _card(other: Recent) -> None:
    work, key = other.glance, other.glance.key
    card.draw(
        _picture(work), plain(short(work.name, LONGEST_NAME)), _open, other, key=f"open-{key}"
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(tell(_tell_age(work.age_s)), width="stretch")
        args = (other.put_aside, key)
        name = f"delete-{key}"
        st.button(tell("Delete"), key=name, on_click=_delete, args=args, type="tertiary")


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


def _open(other: Recent) -> None:
    with alerts.remember_error():
        other.open(other.glance.key)
        page.lead(page.FILM if other.shelf == FILMS else page.AUTO)


def _open_film(key: str) -> None:
    films.find(key)
    films.enter(key)


def _delete(put_aside: Act, key: str) -> None:
    _try(put_aside, key)
    focus.ask(DELETED)


def _try(act: Callable[..., None], *args: object) -> None:
    with alerts.remember_error():
        act(*args)


def _tell_age(seconds: float) -> Sentence:
    """Return how long ago something was, as a person says it.

    Examples
    --------
    >>> [str(_tell_age(seconds)) for seconds in (5, 90, 7_200, 90_000, 864_000)]
    ['just now', '1 minute ago', '2 hours ago', 'yesterday', '10 days ago']
    """
    days, hours, minutes = (int(seconds // unit_s) for unit_s in (DAY_S, HOUR_S, MINUTE_S))
    if days == 1:
        return _("yesterday")
    if days:
        return ngettext("{n} day ago", "{n} days ago", days)
    if hours:
        return ngettext("{n} hour ago", "{n} hours ago", hours)
    return ngettext("{n} minute ago", "{n} minutes ago", minutes) if minutes else _("just now")
