"""Saving: hints and recipe as files, and a recipe brought back from one."""

import json

import streamlit as st

from studio import export, recipe
from studio.errors import RecipeError
from studio.hints import to_document
from studio.recipe import Recipe
from studio.ui import session, shell
from studio.ui.session import Upload

LOADED = "studio-recipes-loaded"  # counted: each starts the uploader anew
PNG = b"\x89PNG"


def downloads(upload: Upload, recipe: Recipe) -> None:
    """Offer the recipe and its hints as files."""
    with st.container(horizontal=True):
        _file(upload, "Download recipe", "_recipe.json", recipe.to_json(photo=upload.sha256))
        hints = json.dumps(to_document(recipe.hints))
        _file(upload, "Download hints", "_hints.json", hints, disabled=not recipe.hints)


def uploader() -> None:
    """Let a person bring a recipe back; one that cannot be read is explained."""
    count = st.session_state.get(LOADED, 0)
    with st.expander("Open a recipe"):
        file = st.file_uploader("A recipe, or a PNG made by the studio", key=f"recipe-{count}")
        if file is None:
            return
        with shell.explained():
            session.keep(read(file.getvalue()))
            st.session_state[LOADED] = count + 1
            st.rerun()


def read(data: bytes) -> Recipe:
    """Read the recipe in a file: its JSON, or a PNG that carries it.

    Raises
    ------
    RecipeError
        If there is none.
    """
    text = export.embedded_recipe(data) if data.startswith(PNG) else _text(data)
    if text is None:
        raise RecipeError(
            "a file without a recipe", "a recipe saved by the studio", "choose another file"
        )
    return recipe.from_json(text)


def _text(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _file(upload: Upload, label: str, suffix: str, text: str, *, disabled: bool = False) -> None:
    st.download_button(
        label,
        data=text,
        file_name=export.download_name(upload.name, suffix),
        mime="application/json",
        on_click="ignore",
        disabled=disabled,
    )
