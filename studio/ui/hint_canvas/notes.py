"""Notes on the photo and its hints."""

import streamlit as st

from studio.color import names
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
            f"{hint.name.capitalize()}: {_describe(hint.asked)} cannot be shown at this "
            f"lightness; the nearest is {_describe(hint.shown)}."
        )


def _describe(color: str) -> str:
    """Return a colour in words, where some are true of it, and as #rrggbb."""
    known = names.name(color)
    return f"{known} ({color})" if known else color
