"""Recent: the visitor's other works, to be opened again or removed."""

import streamlit as st

from studio.ui import page, saving, session
from studio.ui.works import Glance

MOST_SHOWN = 12
WIDTH = 150  # pixels on the page
LONGEST_NAME = 20  # letters
DAY_S = 24 * 3600


def draw() -> None:
    """Draw the works that are not open; nothing if there are none."""
    others = saving.others()[:MOST_SHOWN]
    page.show_remembered_error()
    if not others:
        return
    st.subheader("Recent", anchor=False)
    with st.container(horizontal=True, gap="medium"):
        for work in others:
            with st.container(width=WIDTH, gap="small"):
                _card(work)


def _card(work: Glance) -> None:
    st.image(work.small, width="stretch", alt=f"Earlier work: {page.short(work.name)}")
    st.text(page.short(work.name, LONGEST_NAME))
    st.caption(_ago(work.age_s))
    with st.container(horizontal=True, gap="small"):
        st.button("Open", key=f"open-{work.key}", on_click=_open, args=(work.key,))
        st.button(
            "Delete",
            key=f"delete-{work.key}",
            on_click=_remove,
            args=(work.key,),
            type="tertiary",
        )


def _open(key: str) -> None:
    with page.remember_error():
        session.open_work(key)


def _remove(key: str) -> None:
    with page.remember_error():
        saving.remove(key)


def _ago(seconds: float) -> str:
    """Return how long ago something was, as a person says it.

    Examples
    --------
    >>> [_ago(seconds) for seconds in (5, 90, 7_200, 90_000, 864_000)]
    ['just now', '1 minute ago', '2 hours ago', 'yesterday', '10 days ago']
    """
    for unit_s, unit in ((DAY_S, "day"), (3600, "hour"), (60, "minute")):
        if count := int(seconds // unit_s):
            if (count, unit) == (1, "day"):
                return "yesterday"
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"
