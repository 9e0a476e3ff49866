"""The picture of the page Segment: the result, with what was found and what is chosen."""

import streamlit as st

from studio.models.classes import spoken
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Tidying
from studio.segment import pictures
from studio.ui.panels import photo_view
from studio.ui.segment import region, state
from studio.ui.segment.state import State
from studio.ui.widgets import alerts, picture
from studio.ui.widgets.events import Enclose, Event, Hold, Look, Press, Take, Tool
from studio.ui.widgets.view import Areas, View
from studio.ui.work import cache, session

AREA: Tool = "area"
BOX: Tool = "box"
LABEL = "The photo in colour. Arrow keys move a cross-hair, Enter chooses what is under it."
HELP = (
    "Click a thing to choose it, with Shift to add it to what is chosen, or drag a box around a "
    "subject with Box; nothing changes until you say what to do. Zoom with the wheel after a "
    "click, pan with Space or the middle button, double click to fit. By keyboard: arrows move a "
    "cross-hair, Enter chooses what is under it."
)


@st.fragment
def draw(photo: Photo, recipe: Recipe, chosen: State) -> None:
    """Draw the result of the session's recipe, to be pointed at.

    What is only looked at draws this anew and no more of the page.
    """
    if (session.recipe(), state.current()) != (recipe, chosen):
        st.rerun()  # the rest of the page tells of both, too
    with alerts.show_errors():
        picture.draw(_view(photo), take)
    alerts.show_remembered_error()


def take(event: Event) -> None:
    """Do what a person did to the picture."""
    upload = session.upload()
    match event:
        case Take(x=x, y=y, more=more) if upload:
            region.take(cache.open_photo(upload), x, y, more=more)
        case Enclose(box=box):
            region.enclose(*box)
        case Hold(tool=tool) if tool in (AREA, BOX):
            state.change(tool=tool)
        case Look(box=box):
            photo_view.look(box)
        case Press(act=act) if act in PRESSED:
            PRESSED[act]()


PRESSED = {"undo": session.undo, "redo": session.redo, "close": state.close}


def tool(photo: Photo) -> Tool:
    """Return the current tool: the one chosen, else a box where nothing was found to click."""
    used, chosen = state.model(), state.current().tool
    if used is None:
        return BOX
    names = region.find_areas(photo, used.name, session.recipe().regions.tidying).names
    return chosen or (AREA if len(names) > 1 else BOX)


def _view(photo: Photo) -> View:
    used, chosen = state.model(), region.mask(photo)
    return View(
        result=photo_view.result(photo, region.recipe_to_show(photo)),
        label=LABEL,
        help=HELP,
        tools=(AREA, BOX) if used else (BOX,),
        tool=tool(photo),
        areas=_areas(photo, used.name, session.recipe().regions.tidying) if used else None,
        chosen=None if chosen is None else pictures.number_map(chosen),
    )


@cache.remember(cache.PHOTOS)
def _areas(photo: Photo, model: str, tidying: Tidying) -> Areas:
    found = region.find_areas(photo, model, tidying)
    return Areas(pictures.number_map(found.numbers), tuple(map(spoken, found.names)))
