"""Saving: hints and recipe as files, and a recipe brought back from one."""

import json

import streamlit as st

from studio.photo import encoding
from studio.recipe import documents, files
from studio.recipe.recipe import LONGEST_NAME, Recipe, Saved
from studio.recipe.regions import Drawn
from studio.ui import page, session
from studio.ui.session import Upload

LOADED = "studio-recipes-loaded"  # counted: each starts the uploader anew
NAME, NOTE = "studio-recipe-name", "studio-recipe-note"
ELSEWHERE = (
    "This recipe was made for another photo: its hints and masks are where they were, as shares of "
    "the width and height."
)


def downloads(upload: Upload, recipe: Recipe) -> None:
    """Offer the recipe, under a name of one's own, and its hints as files."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "Recipe name", st.session_state.get(NAME, ""), max_chars=LONGEST_NAME, width=240
        )
        st.session_state[NAME] = name
        text = recipe.to_json(name=name, photo=upload.sha256)
        _file(name or upload.name, "Download recipe", "_recipe.json", text)
        hints = json.dumps(documents.write(recipe.hints))
        _file(upload.name, "Download hints", "_hints.json", hints, disabled=not recipe.hints)


def uploader() -> None:
    """Let a person bring a recipe back; one that cannot be read is explained."""
    count = st.session_state.get(LOADED, 0)
    with st.expander("Open a recipe"):
        file = st.file_uploader("A recipe, or a PNG made by the studio", key=f"recipe-{count}")
        if file is None:
            st.caption(st.session_state.get(NOTE, ""))
            return
        with page.explained():
            _bring(files.read(file.getvalue()))
            st.session_state[LOADED] = count + 1
            st.rerun()


def _bring(saved: Saved) -> None:
    session.keep(saved.recipe)
    st.session_state[NAME] = saved.name
    upload = session.upload()
    moved = upload and saved.photo not in ("", upload.sha256)
    st.session_state[NOTE] = ELSEWHERE if moved and (saved.recipe.hints or _drawn(saved)) else ""


def _drawn(saved: Saved) -> bool:
    return any(isinstance(edit.where, Drawn) for edit in saved.recipe.regions.edits)


def _file(name: str, label: str, suffix: str, text: str, *, disabled: bool = False) -> None:
    st.download_button(
        label,
        data=text,
        file_name=encoding.download_name(name, suffix),
        mime="application/json",
        on_click="ignore",
        disabled=disabled,
    )
