"""The picture of the Hint Canvas: the result with its hints, and what is done to it."""

import streamlit as st

from studio.language import _
from studio.photo.photo import Photo
from studio.recipe import hint_edits
from studio.recipe.hints import Hints, Path
from studio.recipe.recipe import Recipe
from studio.rendering.suggestions import next_spots
from studio.ui.entries import Entry
from studio.ui.hint_canvas import actions, extent, hint_names, pen, selection, spot_popover
from studio.ui.language import tell
from studio.ui.panels import photo_view
from studio.ui.widgets import alerts, events, picture
from studio.ui.widgets.events import Event, Tool
from studio.ui.widgets.view import Brush, Mark, View
from studio.ui.work import cache, session

SHOWS_NEXT = Entry(False)  # where hints would help most
LABEL = _("The photo in colour. Arrow keys move a cross-hair, Enter chooses a colour for its spot.")
HELP = _(
    "Click a spot, then choose its colour: it stays in the thing that is outlined. Click the spot "
    "again, or press L, for a larger or smaller thing. Drag a hint by its dot to move it, press "
    "Delete to remove it, [ and ] to make it smaller and larger. Zoom with the wheel after a "
    "click, pan by dragging, double click to fit. By keyboard: arrows move a cross-hair, Enter "
    "takes its spot."
)
TOUCH = _(
    "Tap a spot, then choose its colour: it stays in the thing that is outlined. Tap the spot "
    "again for a larger or smaller thing. Drag a hint by its dot to move it, tap it to change or "
    "remove it. Two fingers zoom; then one finger moves the photo, and a double tap fits it."
)
TOOLS: tuple[Tool, ...] = ("point", "brush")


@st.fragment
def draw(photo: Photo, recipe: Recipe) -> None:
    """Draw the result of the session's recipe, to be acted on.

    What is only looked at draws this anew and no more of the page.
    """
    if session.recipe() != recipe:
        st.rerun()  # the rest of the page tells of the recipe, too
    with alerts.show_errors():
        picture.draw(_view(photo), take)
    alerts.show_remembered_error()


def take(event: Event) -> None:
    """Do what a person did to the picture."""
    match event:
        case events.Open(x=x, y=y, size=size):
            selection.open_spot(x, y, size=size)
        case events.Try(color=color):
            selection.TRIED.set(color)
        case events.Choose(color=color):
            _choose(color)
        case events.Select(name=name) if _exists(name):
            selection.open_hint(name)
        case events.Move(name=name, dx=dx, dy=dy) if _exists(name):
            _move(name, dx, dy)
        case events.Delete(name=name) if _exists(name):
            selection.close()
            session.change(hints=hint_edits.remove(session.recipe().hints, name))
        case events.Paint(path=path, size=size):
            _paint(path, size)
        case events.Look(box=box):
            photo_view.look(box)
        case events.Press(act=act):
            PRESSED[act]()
        case _:
            _take_pen(event)


def _move(name: str, dx: float, dy: float) -> None:
    """Move a hint; where it lay in a layer, it goes into the one that hides its new spot."""
    hints = hint_edits.move(session.recipe().hints, name, dx, dy)
    moved = hint_edits.find(hints, name)
    if moved.layer:
        hints = hint_edits.lay(hints, name, selection.find_layer(*hint_edits.spot(moved)))
    selection.close()
    selection.SELECTED.set(name)
    session.change(hints=hints)


def _choose(color: str) -> None:
    if at := selection.spot():
        _keep(*selection.color_spot(at, color), color)


def _paint(path: Path, size: float) -> None:
    color = pen.PEN.get().color
    stroke = selection.make_stroke(path, color, size)
    _keep(*hint_edits.add(session.recipe().hints, stroke), color)


def _keep(hints: Hints, name: str, color: str) -> None:
    """Make these the hints, of which one has just got its colour."""
    selection.close()
    session.change(hints=hints)
    selection.SELECTED.set(name)
    pen.dip(color)


def _take_pen(event: Event) -> None:
    """Change what is drawn with, or what is to become of the spot at hand."""
    match event:
        case events.Hold(tool=tool) if tool in TOOLS:
            selection.close()
            pen.change(tool=tool)
        case events.Dip(color=color):
            pen.change(color=color)
        case events.Extend(within=within):
            extent.extend(within)
        case events.Lay(depth=depth):
            selection.lay(depth)
        case events.Pick(x=x, y=y):
            if upload := session.upload():
                pen.dip(selection.color_now(cache.open_photo(upload), x, y))
        case events.Resize(size=size):
            selection.resize(size)


def _turn() -> None:
    if upload := session.upload():
        extent.turn(cache.open_photo(upload))


def _switch_next() -> None:
    SHOWS_NEXT.set(not SHOWS_NEXT.get())


PRESSED = {
    "undo": session.undo,
    "redo": session.redo,
    "next": _switch_next,
    "close": selection.close,
    "level": _turn,
}


def _exists(name: str) -> bool:
    """Tell whether a hint is still there: the browser may tell of one that was just undone."""
    return name in session.recipe().hints.names


def _view(photo: Photo) -> View:
    recipe, current = actions.recipe(), pen.PEN.get()
    marks = zip(recipe.hints.names, recipe.hints.painted, strict=True)
    return View(
        result=photo_view.result(photo, selection.recipe_to_show()),
        label=tell(LABEL),
        help=tell(HELP),
        touch=tell(TOUCH),
        tools=TOOLS,
        tool=current.tool,
        brush=Brush(current.color, pen.brush()),
        marks=tuple(Mark(name, hint_names.describe(name, hint), hint) for name, hint in marks),
        selected=selection.current_hint(),
        spot=spot_popover.describe(photo),
        tried=selection.tried_color(),
        next=_next(photo, recipe),
        chosen=extent.outline(photo),
    )


def _next(photo: Photo, recipe: Recipe) -> tuple[tuple[float, float], ...] | None:
    """Return the best spots for the next hints, where they are asked for."""
    if not SHOWS_NEXT.get():
        return None
    return tuple(next_spots(cache.memory().prediction(photo, recipe), recipe.hints))
