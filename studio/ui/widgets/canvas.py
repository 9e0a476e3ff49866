"""The canvas: a view of something kept elsewhere, on which a person draws.

What is kept is the truth. What the canvas shows is remembered; where the truth is otherwise, after
an undo or an edit in a table, a new canvas is mounted. A canvas that was only drawn on stays.
"""

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from studio.ui import entries, quirks
from studio.ui.entries import Entry
from studio.ui.widgets import alerts
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


@dataclass(frozen=True)
class Pen:
    """What is drawn with."""

    color: str
    width: int  # canvas pixels


@dataclass(frozen=True)
class Canvas(Generic[Thing]):
    """A way to draw things of one kind, which are read from a Fabric drawing and written as one."""

    name: str  # begins the keys of its widgets
    read: Callable[[object, Sides], Thing]  # raises RecipeError for what no tool draws
    write: Callable[[Thing, Sides], dict]
    mounted: Entry[Mount[Thing] | None] = field(default_factory=lambda: Entry(None))

    def draw(
        self, kept: Thing, photo: str, sides: Sides, *, pen: Pen, take: Callable[[Thing], None]
    ) -> None:
        """Draw what is kept, to be drawn on, over the photo of a digest.

        `take` is called with all that the canvas shows after something was drawn; it may raise
        StudioError.
        """
        from streamlit_drawable_canvas import st_canvas  # cannot be imported outside of a page

        mount = self._mount(Mount("", photo, sides, kept, kept))
        with quirks.frame(sides[1]):
            st_canvas(
                drawing_mode="freedraw",
                stroke_color=pen.color,
                stroke_width=pen.width,
                width=sides[0],
                height=sides[1],
                initial_drawing=self.write(mount.given, sides),
                key=mount.key,
                on_change=functools.partial(self._take, take),
            )

    def _mount(self, wanted: Mount[Thing]) -> Mount[Thing]:
        old = self.mounted.get()
        alike = old and replace(wanted, key=old.key, given=old.given)  # however it was mounted
        if old is not None and old == alike and entries.has_widget(old.key):
            return old
        new = replace(wanted, key=f"{self.name}-{next(_numbers)}")
        self.mounted.set(new)
        return new

    def _take(self, take: Callable[[Thing], None]) -> None:
        # Streamlit also calls this for a canvas that is gone: the one on the page counts
        mount = self.mounted.get()
        if mount is None or not entries.has_widget(mount.key):
            return
        drawing = quirks.drawing_in(entries.widget_value(mount.key))
        self.mounted.set(replace(mount, shown=None))
        with alerts.remember_error():
            things = self.read(drawing, mount.sides)
            self.mounted.set(replace(mount, shown=things))
            take(things)
