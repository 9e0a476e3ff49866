"""Notes on the photo and its hints."""

import streamlit as st

from studio.photo.photo import Photo
from studio.rendering.obedience import unreachable
from studio.ui.work import cache, previews, session

MOST = 3  # on colours out of reach, so that they do not push the page down


def tell_facts(photo: Photo) -> None:
    """Tell the facts about the photo and its hints."""
    count = len(session.recipe().hints)
    st.caption(f"{previews.describe_size(photo)} pixels · {count} hint{'' if count == 1 else 's'}")


def tell_unreachable(photo: Photo) -> None:
    """Tell which hints ask for a colour that the photo's lightness cannot show."""
    lightness = cache.memory().lightness(photo)
    for hint in unreachable(session.recipe().hints, lightness)[:MOST]:
        st.caption(
            f"{hint.name.capitalize()}: {hint.asked} cannot be shown at this lightness; "
            f"the nearest is {hint.shown}."
        )
