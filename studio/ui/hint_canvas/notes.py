"""Notes on the photo and its hints."""

import streamlit as st

from studio.color import names
from studio.photo.photo import Photo
from studio.rendering.obedience import unreachable
from studio.ui.hint_canvas import hint_names
from studio.ui.language import tell, tell_number
from studio.ui.work import cache, previews, session

MOST = 3  # on colours out of reach, so that they do not push the page down


def tell_facts(photo: Photo) -> None:
    """Tell the facts about the photo and its hints."""
    count = len(session.recipe().hints)
    size = tell("{size} pixels", size=previews.describe_size(photo))
    st.caption(" · ".join((size, tell_number("{n} hint", "{n} hints", count))))


def tell_unreachable(photo: Photo) -> None:
    """Tell which hints ask for a colour that the photo's lightness cannot show."""
    lightness = cache.memory().lightness(photo)
    for hint in unreachable(session.recipe().hints, lightness)[:MOST]:
        words = tell(
            "{name}: {asked} cannot be shown at this lightness; the nearest is {shown}.",
            name=hint_names.tell_name(hint.name),
            asked=_describe(hint.asked),
            shown=_describe(hint.shown),
        )
        st.caption(words)


def _describe(color: str) -> str:
    """Return a colour in words, where some are true of it, and as #rrggbb."""
    known = tell(names.name(color))
    return f"{known} ({color})" if known else color
