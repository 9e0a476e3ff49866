"""Notes: what is told of the photo and of its hints."""

import streamlit as st

from studio.photo.photo import Photo
from studio.rendering import render
from studio.rendering.obedience import unreachable
from studio.ui import previews
from studio.ui.work import cache, session

MOST = 3  # on colours out of reach, so that they do not push the page down


def facts(photo: Photo) -> None:
    """Tell the facts about the photo and its hints."""
    levels, count = previews.measured(photo).gray_levels, len(session.recipe().hints)
    st.caption(
        f"{previews.size_in_words(photo)} pixels · {levels} of 256 gray levels · "
        f"{count} hint{'' if count == 1 else 's'}"
    )


def out_of_reach(photo: Photo) -> None:
    """Tell which hints ask for a colour that the photo's lightness cannot show."""
    for hint in unreachable(session.recipe().hints, render.lightness(photo, cache.registry()))[
        :MOST
    ]:
        st.caption(
            f"{hint.name.capitalize()}: {hint.asked} cannot be shown at this lightness; "
            f"the nearest is {hint.shown}."
        )
