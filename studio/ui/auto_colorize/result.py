"""The photo and its colouring, in the named styles, and facts about both."""

import streamlit as st

from studio.photo.photo import Photo
from studio.photo.tone import Tone
from studio.recipe.recipe import STYLES
from studio.rendering.candidates import TILE_SIDE
from studio.ui.escaping import plain
from studio.ui.widgets import card, comparison
from studio.ui.widgets.comparison import Pair, Side
from studio.ui.work import previews, session
from studio.ui.work.previews import Preview

STAGES = {
    "load": "model loaded",
    "predict": "colours found",
    "compose": "picture made",
    "regions": "regions edited",
}
FEW = 64  # shades: with fewer, a sky is drawn in bands
ADVICE: dict[Tone, str] = {
    "black and white": "Black and white: ready to be coloured.",
    "toned": "Toned, as sepia prints are: only its lightness will be used.",
    "colour": "Already in colour: the studio keeps its lightness and finds colours anew.",
}


def compare(photo: Photo, made: Preview) -> None:
    """Draw a photo and its colouring, which washes over a photo that was just opened."""
    before, after = Side("Before", previews.before(photo)), Side("After", made.jpeg)
    ratio, wash = photo.width / photo.height, session.ARRIVAL.get()
    comparison.draw(Pair(first=before, second=after, ratio=ratio, wash=wash))


def draw_styles(photo: Photo) -> None:
    """Offer the named styles as pictures of this photo; a person's own numbers mark none."""
    recipe = session.recipe()
    with st.container(horizontal=True, gap="small"):
        for name in STYLES:
            with st.container(width=card.TILE_WIDTH):
                small = previews.color(photo, recipe.in_style(name), TILE_SIDE).jpeg
                emphasis: card.Emphasis = "primary" if recipe.style == name else "secondary"
                card.draw(small, name, _take_style, name, key=f"style-{name}", emphasis=emphasis)


def tell_facts(photo: Photo) -> None:
    """Tell the facts about a photo, and what they mean for its colouring."""
    facts = previews.measure(photo)
    with st.container(horizontal=True, gap="large"):
        st.metric("Resolution", previews.describe_size(photo))
        st.metric("Shades of gray", "few" if facts.gray_levels < FEW else "many")
    st.markdown(ADVICE[facts.tone])
    for note in photo.notes:
        st.caption(plain(note))


def tell_seconds(made: Preview) -> None:
    """Tell how long each stage took."""
    parts = [f"{STAGES[stage]} in {seconds:.2f} s" for stage, seconds in made.seconds.items()]
    st.caption(f"{', '.join(parts).capitalize()}.")


def _take_style(name: str) -> None:
    session.keep(session.recipe().in_style(name))
