"""The picture of the page Segment: the result, with what was found and what is chosen."""

import streamlit as st

from studio.language import _
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.ui.language import tell
from studio.ui.panels import photo_view
from studio.ui.segment import painting, pointing, region, state
from studio.ui.segment.state import BOX, BRUSH, THING, State
from studio.ui.widgets import alerts, outline, picture
from studio.ui.widgets.events import Enclose, Event, Hold, Look, Paint, Press, Resize, Take, Tool
from studio.ui.widgets.view import Brush, View
from studio.ui.work import cache, session

TOUCH = _(
    "Tap a thing to choose it; tap the same spot again for a smaller or larger part of it. With "
    "Add or Take away a tap mends it, and with Brush a finger paints. Nothing changes until you "
    "say what to do. Two fingers zoom and move the photo; zoomed in, one finger moves it, too."
)
TOOLS: tuple[Tool, ...] = (THING, BOX, BRUSH)
PAINTED = "#e8743b"  # as the outline
LABEL = _("The photo in colour. Arrow keys move a cross-hair, Enter chooses what is under it.")
HELP = _(
    "Click a thing to choose it; click the same spot again, or press L, for a smaller or larger "
    "part of it. A click with Shift adds to it, one with Alt takes away. With Box, drag around a "
    "thing; with Brush, paint what is missing, and with Alt what is too much: [ and ] change its "
    "size. Nothing changes until you say what to do. Zoom with the wheel after a click, pan with "
    "Space or the middle button, 0 fits. By keyboard: arrows move a cross-hair, Enter chooses what "
    "is under it, or paints there."
)


@st.fragment
def draw(photo: Photo, recipe: Recipe, chosen: State) -> None:
    """Draw the result of the session's recipe, to be pointed at.

    What is only looked at draws this anew and no more of the page.
    """
    with alerts.show_errors():
        picture.draw(_view(photo), take)
    alerts.show_remembered_error()
    if (session.recipe(), state.current()) != (recipe, chosen):
        st.rerun()  # the rest of the page tells of both, too; the outline is seen before


def take(event: Event) -> None:
    """Do what a person did to the picture."""
    upload = session.upload()
    match event:
        case Take(x=x, y=y, how=how) if upload:
            pointing.take(cache.open_photo(upload), x, y, how)
        case Enclose(box=box):
            pointing.enclose(*box)
        case Press(act="level") if upload:
            pointing.turn(cache.open_photo(upload))
        case Paint(path=path, size=size, erases=erases) if upload:
            painting.paint(cache.open_photo(upload), path, size, erases=erases)
        case Resize(size=size):
            state.change(brush=size)
        case Hold(tool=tool) if tool in TOOLS:
            state.change(tool=tool)
        case Look(box=box):
            photo_view.look(box)
        case Press(act=act) if act in PRESSED:
            PRESSED[act]()


PRESSED = {"undo": state.undo, "redo": state.redo, "close": state.close}


def _view(photo: Photo) -> View:
    """Return what the browser shows."""
    chosen = region.mask(photo)
    return View(
        result=photo_view.result(photo, session.recipe()),
        label=tell(LABEL),
        help=tell(HELP),
        touch=tell(TOUCH),
        tools=TOOLS,
        tool=state.current().tool,
        brush=Brush(PAINTED, state.current().brush),
        chosen=None if chosen is None else outline.describe(chosen),
    )
