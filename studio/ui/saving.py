"""Saving: hints and recipe as files, and a recipe brought back from one."""

import json

import streamlit as st

from studio import export, recipe_files
from studio.hints import to_document
from studio.recipe import Recipe
from studio.ui import session, shell
from studio.ui.session import Upload

LOADED = "studio-recipes-loaded"  # counted: each starts the uploader anew


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
            session.keep(recipe_files.read(file.getvalue()).recipe)
            st.session_state[LOADED] = count + 1
            st.rerun()


def _file(upload: Upload, label: str, suffix: str, text: str, *, disabled: bool = False) -> None:
    st.download_button(
        label,
        data=text,
        file_name=export.download_name(upload.name, suffix),
        mime="application/json",
        on_click="ignore",
        disabled=disabled,
    )
