"""What a batch is of, and how it is coloured."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from studio.batch import names
from studio.batch.jobs import Existing
from studio.batch.uploads import Settings
from studio.batch.workers import count_affordable
from studio.recipe.recipe import STYLES, Recipe
from studio.ui.panels import downloads
from studio.ui.server import hosts
from studio.ui.widgets import alerts, file_drop, focus
from studio.ui.work import batches, session
from studio.works.upload import Upload

CURRENT = "The recipe at hand"
PHOTOS, FOLDER, HERE = "Photos", "A folder", "A folder on this computer"
CHOOSE = "Choose a folder. It stays on this computer."
DROP = "Drop photos. They stay on this computer."
SPARE = "Leave photos alone that are in colour"
ALBUM = "Album of one piece"
OF_ONE_PIECE = (
    "Photos of the same place or people follow one another. A result that you corrected with hints "
    "and put back in its place stays, and the others follow it."
)
TIMES = "Keep the dates of the files"
EXISTS = "A name that exists"
CHOICES: dict[str, Existing] = {"Skip": "skip", "Replace": "replace", "Keep both": "keep both"}
CONTROLS = "batch-controls"  # the place where a batch is stopped


def settings() -> Settings:
    """Let a person choose how all photos are coloured."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        recipe = _recipe()
        kind = downloads.choose_format()
        pattern = downloads.choose_name()
        spares = st.toggle(SPARE, value=True)
        album = st.toggle(ALBUM, help=OF_ONE_PIECE)
    return Settings(recipe, kind, spares, album, pattern)


def source(settings: Settings) -> str:
    """Ask what to colour, and begin; return which kind of it is chosen."""
    kinds = [PHOTOS, FOLDER, HERE] if hosts.local() else [PHOTOS, FOLDER]
    kind = st.segmented_control("Colour", kinds, default=PHOTOS) or PHOTOS
    if kind == HERE:
        _folders(settings)
    else:
        _drop(kind, settings)
    return kind


def _recipe() -> Recipe:
    chosen = st.segmented_control("Style", [CURRENT, *STYLES], default=CURRENT, wrap=True)
    current = replace(session.recipe(), reference=None)  # which fits the one photo alone
    return replace(STYLES[chosen], model=current.model) if chosen in STYLES else current


def _drop(kind: str, settings: Settings) -> None:
    def take(photos: Sequence[Upload]) -> None:
        batches.color(photos, settings)
        focus.ask(CONTROLS)

    with st.container(key=file_drop.LARGE):
        if kind == FOLDER:
            file_drop.receive_several(CHOOSE, "batch-folder", take, "directory")
        else:
            file_drop.receive_several(DROP, "batch-photos", take)


def _folders(settings: Settings) -> None:
    batch = batches.find(batches.FOLDERS)
    photos = _folder("Folder of photos", str(batch.job.photos) if batch.job else "")
    results = _folder("Folder for the results", str(batch.job.results) if batch.job else "")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        existing = st.segmented_control(EXISTS, CHOICES, default="Skip") or "Skip"
        workers = st.number_input(
            "Workers",
            min_value=1,
            max_value=os.cpu_count() or 1,
            value=count_affordable(),
            help="Processes at work, up to 600 MB each.",
            width=160,
        )
        keeps = st.toggle(TIMES)
        ready = photos and results and not batch.running
        if st.button("Start", type="primary", disabled=not ready) and photos and results:
            settings = replace(settings, keeps_times=keeps)
            batch.start(settings.job(photos, results, CHOICES[existing]), int(workers))
            focus.ask(CONTROLS)
            st.rerun()


def _folder(label: str, value: str) -> Path | None:
    text = st.text_input(label, value, placeholder=str(Path.home()))
    with alerts.show_errors():
        return names.path_of(text) if text.strip() else None
    return None
