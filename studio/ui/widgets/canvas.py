"""The canvas: a view of something kept elsewhere, on which a person draws.

What is kept is the truth. What the canvas shows is remembered; where the truth is otherwise, after
an undo or an edit in a table, a new canvas is mounted. A canvas that was only drawn on stays.
"""

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import streamlit as st

from studio.ui import page, quirks
from studio.ui.widgets.fabric import Sides

Thing = TypeVar("Thing")

_numbers = itertools.count()


@dataclass(frozen=True)
class Mount(Generic[Thing]):
    """One canvas on the page."""

    key: str  # of the widget: a new one mounts a new canvas
    photo: str  # its digest
    sides: Sides
    given: Thing  # what it was mounted with
    shown: Thing | None  # that and what was drawn since; None where it shows something else

    def shows(self, wanted: "Mount[Thing]") -> bool:
        """Tell whether a canvas mounted for what is wanted would look like this one."""
        return self == replace(wanted, key=self.key, given=self.given)


@dataclass(frozen=True)
class Canvas(Generic[Thing]):
    """A way to draw things of one kind, which are read from a Fabric drawing and written as one."""

    name: str  # begins the keys of its widgets
    read: Callable[[object, Sides], Thing]  # raises RecipeError for what no tool draws
    write: Callable[[Thing, Sides], dict]

    def draw(
        self,
        kept: Thing,
        photo: str,
        sides: Sides,
        *,
        tool: dict[str, Any],
        take: Callable[[Thing], None],
    ) -> None:
        """Draw what is kept, to be drawn on.

        Parameters
        ----------
        kept : Thing
        photo : str
            Digest of the photo that is seen below.
        sides : tuple of int
            Width and height in pixels.
        tool : dict
            What `st_canvas` is told of the tool at hand and of the background.
        take : callable
            Called with all that the canvas shows after something was drawn; may raise StudioError.
        """
        from streamlit_drawable_canvas import st_canvas  # cannot be imported outside of a page

        mount = self._mounted(Mount("", photo, sides, kept, kept))
        with quirks.frame(sides[1]):
            st_canvas(
                **tool,
                width=sides[0],
                height=sides[1],
                initial_drawing=self.write(mount.given, sides),
                key=mount.key,
                on_change=functools.partial(self._take, take),
            )

    @property
    def _entry(self) -> str:
        return f"studio-{self.name}"

    def _mounted(self, wanted: Mount[Thing]) -> Mount[Thing]:
        """Return the canvas that shows what is wanted: the one there, or a new one."""
        old: Mount[Thing] | None = st.session_state.get(self._entry)
        if old is not None and old.key in st.session_state and old.shows(wanted):
            return old
        new = replace(wanted, key=f"{self.name}-{next(_numbers)}")
        st.session_state[self._entry] = new
        return new

    def _take(self, take: Callable[[Thing], None]) -> None:
        """Read what was drawn, and hand it on."""
        # Streamlit also calls this for a canvas that is gone: the one on the page counts
        mount: Mount[Thing] = st.session_state[self._entry]
        if mount.key not in st.session_state:
            return
        drawing = quirks.drawn(mount.key)
        st.session_state[self._entry] = replace(mount, shown=None)
        with page.remember_error():
            things = self.read(drawing, mount.sides)
            # of several boxes, and of mere clicks with their tool, a canvas shows more than counts
            if len(drawing["objects"]) == len(self.write(things, mount.sides)["objects"]):
                st.session_state[self._entry] = replace(mount, shown=things)
            take(things)
