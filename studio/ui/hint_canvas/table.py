"""The table of hints, in pixels of the photo."""

from collections.abc import Mapping

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from studio.language import _
from studio.recipe import hint_edits
from studio.recipe.hints import Hints
from studio.ui import entries
from studio.ui.entries import Entry
from studio.ui.hint_canvas import actions, hint_names, pen, selection
from studio.ui.language import tell
from studio.ui.widgets import alerts, inputs, swatch
from studio.ui.work import session

EDITS = Entry(0)  # counted: each begins a new widget, which shows what came of it


def draw(width: int, height: int) -> None:
    """Draw the table, to be edited, for a photo of that size."""
    hints = session.recipe().hints
    with st.expander(tell("Table of hints")):
        if hints:
            key = f"table-{hash(hints)}-{EDITS.get()}"
            st.data_editor(
                rows(hints, width, height),
                column_config=_describe_columns(),
                disabled=["swatch", "hint"],
                hide_index=True,
                key=inputs.register(key),
                on_change=_edit,
                args=(key, width, height),
            )
        st.caption(tell("Positions and sizes in pixels of the photo, from its top left corner."))
        with st.container(horizontal=True):
            st.button(tell("Add a point in the middle"), on_click=_add)
            actions.offer_clearing(_("Reset"))


def rows(hints: Hints, width: int, height: int) -> list[dict]:
    """Return the rows of the table for a photo of that size."""
    return [
        {
            "swatch": swatch.picture(hint.color),
            "hint": hint_names.tell_name(name),
            "x": hint_edits.spot(hint)[0] * width,
            "y": hint_edits.spot(hint)[1] * height,
            "color": hint.color,
            "size": hint.size * max(width, height),
        }
        for name, hint in zip(hints.names, hints.painted, strict=True)
    ]


def take(edits: Mapping[int, Mapping[hint_edits.Field, object]], width: int, height: int) -> None:
    """Take edited cells, by row and column, into the recipe: all of them or none."""
    hints = session.recipe().hints
    cells = [(row, field, value) for row in edits for field, value in edits[row].items()]
    with alerts.remember_error():
        for row, field, value in cells:
            name = hints.names[row]
            hints = hint_edits.edit(hints, name, field, value, width, height)
        session.change(hints=hints)


def _describe_columns() -> dict[str, ColumnConfig]:
    """Return what the columns of `rows` are called, and how they look."""
    return {
        "swatch": st.column_config.ImageColumn("", width="small"),
        "hint": st.column_config.TextColumn(tell("Hint")),
        "x": st.column_config.NumberColumn("x", format="%.1f"),
        "y": st.column_config.NumberColumn("y", format="%.1f"),
        "color": st.column_config.TextColumn(tell("Colour")),
        "size": st.column_config.NumberColumn(tell("Size"), format="%.1f"),
    }


def _edit(key: str, width: int, height: int) -> None:
    if not inputs.is_drawn(key):
        return
    EDITS.set(EDITS.get() + 1)
    take(entries.widget_value(key)["edited_rows"], width, height)


def _add() -> None:
    hints, name = hint_edits.add(session.recipe().hints, pen.make_point(0.5, 0.5))
    session.change(hints=hints)
    selection.SELECTED.set(name)
