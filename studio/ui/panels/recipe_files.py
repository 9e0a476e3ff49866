"""Recipes, and hints alone, brought back from files."""

import codecs
import re
from dataclasses import replace

import streamlit as st

from studio.language import _
from studio.photo.writing import encoding
from studio.recipe import documents, hints, recipe_reader
from studio.recipe.recipe import LONGEST, OUTDATED, Saved
from studio.ui import escaping
from studio.ui.entries import Entry
from studio.ui.escaping import plain, short
from studio.ui.language import tell
from studio.ui.widgets import file_drop
from studio.ui.work import saving, session
from studio.ui.work.session import Brought

NAME = Entry("")  # that a person gave the recipe
NOTE = Entry("")  # on the recipe that was brought last
LABEL = _("A recipe, or a PNG made by the studio")
FOLLOWS = _("This photo now follows the recipe. Undo brings the one before back.")
ASKED = _("It was made for another photo: on top of the page is asked what to do with it.")
MADE_OF = re.compile(r"(.+)_(recipe|hints|colorized)( \(\d+\))?\.\w+")  # as downloads are called


def draw() -> None:
    """Let a person bring a recipe back."""
    with st.expander(tell("Open a recipe")):
        file_drop.receive(tell(LABEL), "recipe", bring)
        is_asked = session.upload() and session.BROUGHT.get()
        st.caption(tell(ASKED if is_asked else NOTE.get()))


def tell_waiting() -> None:
    """Say for which photo a recipe waits, if one does."""
    if brought := session.BROUGHT.get():
        owner = plain(short(brought.owner))
        made = _("The recipe made for {owner} is ready: drop its photo here.", owner=owner)
        st.info(tell(made if owner else _("The recipe is ready: drop its photo here.")))


def is_document(data: bytes) -> bool:
    """Tell whether a file is a recipe or hints, not a picture: JSON begins with a brace."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"


def bring(name: str, data: bytes) -> None:
    """Take a recipe, or hints alone, from a file; without a photo they wait for the next one.

    Those made for another photo than the open one wait for an answer. Raises as
    `recipe_reader.read` and `session.keep` do; the recipe before stays.
    """
    saved = _read_hints(data) or recipe_reader.read(data)
    is_followed = session.bring(Brought(saved.recipe, saved.photo, _find_owner(name, saved)))
    NAME.set(escaping.sendable(saved.name))
    NOTE.set(OUTDATED if saved.is_outdated else "")
    if is_followed:
        st.toast(tell(FOLLOWS))


def _read_hints(data: bytes) -> Saved | None:
    """Return the recipe at hand with the hints in a file; None if it is no file of hints."""
    if is_document(data) and not {"points", "strokes"}.isdisjoint(
        documents.decode(data, LONGEST, LABEL)
    ):
        return Saved(recipe=replace(session.recipe(), hints=hints.loads(data)))
    return None


def _find_owner(name: str, saved: Saved) -> str:
    """Return what the photo is called that a file was made for, as far as that can be known.

    Hints do not say which photo they were made for: their file is called after it.
    """
    found = MADE_OF.fullmatch(name)
    if found is None or (saved.name and encoding.download_name(saved.name, "") == found[1]):
        return saving.name_photo(saved.photo)
    if not saved.photo and found[2] != "hints":
        return ""
    return saving.name_photo(saved.photo) or found[1]
