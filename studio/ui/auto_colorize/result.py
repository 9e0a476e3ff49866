"""The photo and its colouring, in the named styles, and facts about both."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio.language import _
from studio.photo.photo import Photo
from studio.photo.tone import Tone
from studio.recipe.recipe import STYLES, Recipe
from studio.rendering.candidates import TILE_SIDE
from studio.ui import page
from studio.ui.escaping import plain
from studio.ui.language import tell
from studio.ui.panels import photo_view
from studio.ui.widgets import alerts, card, comparison, events
from studio.ui.widgets.comparison import Compared, Side
from studio.ui.widgets.events import Event
from studio.ui.work import previews, session
from studio.ui.work.previews import Preview

WIDE = 2  # times as wide as high: a photo that gets the whole page
STYLE_WIDTH = 116  # pixels on the page: two beside the picture, three on a phone
STAGES = {
    "load": _("model loaded in {n:.2f} s"),
    "predict": _("colours found in {n:.2f} s"),
    "compose": _("picture made in {n:.2f} s"),
    "regions": _("regions edited in {n:.2f} s"),
}
FEW = 64  # shades: with fewer, a sky is drawn in bands
ADVICE: dict[Tone, str] = {
    "black and white": _("Black and white: ready to be coloured."),
    "toned": _("Toned, as sepia prints are: only its lightness will be used."),
    "colour": _("Already in colour: the studio keeps its lightness and finds colours anew."),
}


def lay_out(photo: Photo) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return a place for the picture, and one for what changes it: beside it, or below a panorama.

    So both are in sight.
    """
    if photo.width > WIDE * photo.height:
        return st.container(), st.container()
    picture, side = st.columns([3, 1], gap="medium")
    return picture, side


@st.fragment
def compare(photo: Photo, recipe: Recipe, correct: Callable[[float, float], None]) -> None:
    """Draw a photo and its colouring, which washes over a photo that was just opened.

    `correct` is given a spot whose colour is wrong, before the Hint Canvas is opened.
    """

    def take(event: Event) -> None:
        match event:
            case events.Look(box=box):
                photo_view.look(box)
            case events.Correct(x=x, y=y):
                correct(x, y)
                page.lead(page.CANVAS)

    page.follow(page.CANVAS)
    with alerts.show_errors():
        made = previews.color(photo, recipe).jpeg
        sides = (
            Side(tell("Original"), previews.before(photo), photo_view.crop(photo, None)),
            Side(tell("Coloured"), made, photo_view.crop(photo, recipe)),
        )
        compared = Compared(
            sides=sides,
            photo=photo.sha256,
            width=photo.width,
            height=photo.height,
            sharp=photo_view.sharp_width(photo),
            wash=session.ARRIVAL.get(),
            opens=True,
        )
        comparison.draw(compared, take)


def offer_correction() -> None:
    """Offer the Hint Canvas, where a colour is corrected."""
    st.button(tell("Correct a colour"), on_click=page.lead, args=(page.CANVAS,))


def draw_styles(photo: Photo) -> None:
    """Offer the named styles as pictures of this photo; a person's own numbers mark none."""
    recipe = session.recipe()
    with st.container(key="styles", horizontal=True, gap="small"):
        for name in STYLES:
            with st.container(width=STYLE_WIDTH):
                small = previews.color(photo, recipe.in_style(name), TILE_SIDE).jpeg
                look: card.Emphasis = "primary" if recipe.style == name else "secondary"
                key = f"style-{name}"
                card.draw(small, tell(name), _take_style, name, key=key, emphasis=look)


def tell_facts(photo: Photo) -> None:
    """Tell the facts about a photo, and what they mean for its colouring."""
    facts = previews.measure(photo)
    with st.container(horizontal=True, gap="large"):
        st.metric(tell("Resolution"), previews.describe_size(photo))
        shades = tell("few") if facts.gray_levels < FEW else tell("many")
        st.metric(tell("Shades of gray"), shades)
    st.markdown(tell(ADVICE[facts.tone]))
    for note in photo.notes:
        st.caption(plain(tell(note)))


def tell_seconds(made: Preview) -> None:
    """Tell how long each stage took."""
    parts = [tell(STAGES[stage], n=seconds) for stage, seconds in made.seconds.items()]
    st.caption(tell("{parts:capital}.", parts=", ".join(parts)))


def _take_style(name: str) -> None:
    session.keep(session.recipe().in_style(name))
