"""Downloads: the picture, in a format of one's choice, the recipe and its hints."""

import functools
import json
import mimetypes
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import streamlit as st

from studio.errors import OutputError
from studio.language import _
from studio.photo.photo import Photo
from studio.photo.results import USUAL, Pattern
from studio.photo.writing import encoding
from studio.photo.writing.encoding import FORMATS
from studio.recipe import documents
from studio.recipe.recipe import LONGEST_NAME, Recipe
from studio.rendering import render
from studio.ui.entries import Entry
from studio.ui.language import tell
from studio.ui.panels import recipe_files
from studio.ui.widgets import alerts, inputs
from studio.ui.widgets.card import Emphasis
from studio.ui.work import cache, previews, queueing
from studio.works.upload import Upload

FORMAT = Entry("png")  # a key of `encoding.FORMATS`
KEEPS_CAMERA_DATA = Entry(True)
STAMPED = Entry(False)
STAMP = _("A small word in the lower right corner, for those whom the picture is shared with.")
CAMERA_DATA = _("Date, camera, author and the like. The place of the photo is never kept.")
PATTERN = Entry(USUAL)  # the last that was typed which can be
TYPED = Entry(USUAL.text)
NAMES = _(
    "What the picture is called: {name} stands for the photo's name, {style} for the style's, such "
    "as {name}_{style}."
)


def offer(
    label: str,
    data: str | Callable[[], bytes],
    name: str,
    suffix: str,
    *,
    disabled: bool = False,
    type: Emphasis = "secondary",
    key: str | None = None,
) -> None:
    """Draw a button that downloads what was made of the photo called `name`, which may be hostile.

    What `data` is, or makes when the button is pressed, is a file called after the photo, with a
    suffix that has its ending.
    """
    file_name = encoding.download_name(name, suffix)
    _offer(label, data, file_name, disabled=disabled, type=type, key=key)


def offer_picture(
    upload: Upload, recipe: Recipe, emphasis: Emphasis = "primary", key: str | None = None
) -> None:
    """Offer the picture at full size; it is made when the button is pressed."""
    kind = FORMAT.get()
    keeps, stamped = KEEPS_CAMERA_DATA.get(), STAMPED.get()
    make = functools.partial(_picture, upload, recipe, kind, keeps=keeps, stamped=stamped)
    named = PATTERN.get().fill(encoding.download_name(upload.name, ""), recipe.style)
    file_name = named + FORMATS[kind].ending
    label = tell("Download {format}", format=FORMATS[kind].title)
    _offer(label, make, file_name, type=emphasis, key=key)


def choose_options(photo: Photo) -> None:
    """Let a person choose what `offer_picture` offers."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        choose_format()
        choose_name()
        keeps, keep = KEEPS_CAMERA_DATA.get(), KEEPS_CAMERA_DATA.set
        label, meaning = tell("Keep camera data"), tell(CAMERA_DATA)
        inputs.draw(st.toggle, label, keeps, keep, key="kept", help=meaning)
        label, meaning = tell('Mark as "colorized"'), tell(STAMP)
        inputs.draw(st.toggle, label, STAMPED.get(), STAMPED.set, key="stamped", help=meaning)
    size = previews.describe_size(photo)
    st.caption(tell("{size} pixels, made when you press Download.", size=size))


def choose_format() -> str:
    """Let a person choose a key of `encoding.FORMATS`."""
    inputs.draw(
        st.segmented_control,
        tell("Format"),
        FORMAT.get(),
        FORMAT.set,
        list(FORMATS),
        key="format",
        format_func=lambda name: tell(FORMATS[name].title),
    )
    return FORMAT.get()


def choose_name() -> Pattern:
    """Let a person choose what pictures are called; say so where a pattern cannot be."""
    text, look = TYPED.get(), {"help": tell(NAMES), "width": 200}
    inputs.draw(st.text_input, tell("Name"), text, _take_name, key="pattern", **look)
    with alerts.show_errors():
        Pattern(text)
    return PATTERN.get()


def offer_recipe(upload: Upload, recipe: Recipe) -> None:
    """Offer the recipe, under a name of one's own, and its hints as files."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        before = recipe_files.NAME.get()
        name = st.text_input(tell("Recipe name"), before, max_chars=LONGEST_NAME, width=240)
        recipe_files.NAME.set(name)
        text = recipe.to_json(name=name, photo=upload.sha256)
        offer(tell("Download recipe"), text, name or upload.name, "_recipe.json")
        hints = json.dumps(documents.write(recipe.hints))
        label = tell("Download hints")
        offer(label, hints, upload.name, "_hints.json", disabled=not recipe.hints)


def _take_name(text: str) -> None:
    TYPED.set(text)
    with suppress(OutputError):  # which `choose_name` tells
        PATTERN.set(Pattern(text))


def _offer(label: str, data: str | Callable[[], bytes], file_name: str, **look: Any) -> None:
    """Draw a button that downloads a file."""
    kind, _ = mimetypes.guess_type(file_name, strict=False)
    st.download_button(label, data, file_name=file_name, mime=kind, on_click="ignore", **look)


def _picture(upload: Upload, recipe: Recipe, kind: str, *, keeps: bool, stamped: bool) -> bytes:
    photo = cache.open_photo(upload)
    memory = cache.memory()
    with queueing.wait_turn():
        return render.develop(
            photo, recipe, memory, format=kind, keep_metadata=keeps, stamped=stamped
        )
