"""Recipes, and hints alone, brought back from files."""

import codecs
from dataclasses import replace

import streamlit as st

from studio.recipe import documents, hints, recipe_reader
from studio.recipe.recipe import LONGEST, OUTDATED, Saved
from studio.recipe.regions import Drawn
from studio.ui import escaping
from studio.ui.entries import Entry
from studio.ui.widgets import file_drop
from studio.ui.work import session

NAME = Entry("")  # that a person gave the recipe
NOTE = Entry("")  # on the recipe that was brought last
LABEL = "A recipe, or a PNG made by the studio"
ELSEWHERE = (
    "This recipe was made for another photo: its hints and masks are where they were, as shares of "
    "the width and height."
)


def draw() -> None:
    """Let a person bring a recipe back."""
    with st.expander("Open a recipe"):
        file_drop.receive(LABEL, "recipe", bring)
        st.caption(NOTE.get())


def is_document(data: bytes) -> bool:
    """Tell whether a file is a recipe or hints, not a picture: JSON begins with a brace."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"


def bring(name: str, data: bytes) -> None:
    """Take a recipe, or hints alone, from a file; without a photo they wait for the next one.

    Raises as `recipe_reader.read` and `session.keep` do; the recipe before stays.
    """
    saved = _read(data)
    session.bring(saved.recipe)
    NAME.set(escaping.sendable(saved.name))
    photo = session.upload()
    is_elsewhere = photo and saved.photo not in ("", photo.sha256)
    notes = {
        ELSEWHERE: is_elsewhere and (saved.recipe.effective_hints or _has_masks(saved)),
        OUTDATED: saved.is_outdated,
    }
    NOTE.set(" ".join(note for note, is_true in notes.items() if is_true))


def _read(data: bytes) -> Saved:
    if is_document(data) and not {"points", "strokes"}.isdisjoint(
        documents.decode(data, LONGEST, LABEL)
    ):
        return Saved(recipe=replace(session.recipe(), hints=hints.loads(data)))
    return recipe_reader.read(data)


def _has_masks(saved: Saved) -> bool:
    return any(isinstance(edit.where, Drawn) for edit in saved.recipe.regions.edits)
