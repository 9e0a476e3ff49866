"""What a batch is of, and how it is coloured."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from studio.batch import names
from studio.batch.desk import Desk
from studio.batch.jobs import Existing
from studio.batch.orders import FolderOrder, Settings
from studio.batch.workers import count_affordable
from studio.language import _
from studio.recipe.recipe import STYLES, Recipe
from studio.ui import entries
from studio.ui.entries import Entry
from studio.ui.language import tell
from studio.ui.panels import downloads, opening
from studio.ui.server import hosts
from studio.ui.widgets import alerts, file_drop, focus
from studio.ui.work import batches
from studio.works.upload import Upload

CURRENT = _("As your photo")
FOR_ALL = _("Hints and layers of your photo stay with it: on others they would lie elsewhere.")
PHOTOS, FOLDER, HERE = _("Photos"), _("A folder"), _("A folder on this computer")
CHOOSE = _("Choose a folder. It stays on this computer.")
DROP = _("Drop photos. They stay on this computer.")
SPARE = _("Leave photos alone that are in colour")
ALBUM = _("Album of one piece")
OF_ONE_PIECE = _(
    "Photos of the same place or people follow one another. One that you corrected and put back "
    "stays as it is, and the others follow it."
)
TIMES = _("Keep the dates of the files")
EXISTS = _("Where a result is there already")
CHOICES: dict[str, Existing] = {
    _("Skip"): "skip",
    _("Replace"): "replace",
    _("Keep both"): "keep both",
}
KIND = "batch-kind"  # key of what tells what to colour
CONTROLS = "batch-controls"  # the place where a batch is stopped


@dataclass(frozen=True)
class Arrival:
    """What the page begins with, each time that a person comes to it."""

    kind: str = PHOTOS
    style: str = CURRENT
    album: bool = False


ARRIVED = Entry(Arrival())


def arrive() -> None:
    """Open the page where something runs or was left, where a person just came to it."""
    if entries.has_widget(KIND):
        return
    found = {PHOTOS: batches.find_own(), HERE: batches.find_folders() if hosts.local() else None}
    desks = {kind: desk for kind, desk in found.items() if desk}
    kind = max(desks, key=lambda kind: _urgency(desks[kind]), default=PHOTOS)
    job = desks[kind].job if kind in desks else None
    ARRIVED.set(Arrival(kind, job.recipe.style or CURRENT, job.album) if job else Arrival())


def settings() -> Settings:
    """Let a person choose how all photos are coloured."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        recipe = _recipe()
        kind = downloads.choose_format()
        pattern = downloads.choose_name()
        spares = st.toggle(tell(SPARE), value=True)
        album = st.toggle(tell(ALBUM), value=ARRIVED.get().album, help=tell(OF_ONE_PIECE))
    return Settings(recipe, kind, spares, album, pattern)


def source(settings: Settings) -> str:
    """Ask what to colour, and begin; return which kind of it is chosen."""
    kinds = [PHOTOS, FOLDER, HERE] if hosts.local() else [PHOTOS, FOLDER]
    begun = ARRIVED.get().kind
    kind = (
        st.segmented_control(
            tell("What to colour"), kinds, default=begun, key=KIND, format_func=tell
        )
        or begun
    )
    if kind == HERE:
        _folders(settings)
    else:
        _drop(kind, settings)
    return kind


def _urgency(desk: Desk) -> tuple[bool, bool, bool]:
    """Order batches: what runs comes first, then what a person came from, then what was left."""
    return desk.running, desk.key == batches.LATEST.get(), desk.is_unfinished


def _recipe() -> Recipe:
    styles = [CURRENT, *STYLES]
    chosen = st.segmented_control(
        tell("Style"),
        styles,
        default=ARRIVED.get().style,
        wrap=True,
        help=tell(FOR_ALL),
        format_func=tell,
    )
    current = batches.find_recipe()
    return replace(STYLES[chosen], model=current.model) if chosen in STYLES else current


def _drop(kind: str, settings: Settings) -> None:
    def take(photos: Sequence[Upload]) -> None:
        opening.note_left_out(photos, batches.color(photos, settings))
        focus.ask(CONTROLS)

    with st.container(key=file_drop.LARGE):
        if kind == FOLDER:
            file_drop.receive_several(tell(CHOOSE), "batch-folder", take, "directory")
        else:
            file_drop.receive_several(tell(DROP), "batch-photos", take)


def _folders(settings: Settings) -> None:
    desk = batches.find_folders()
    photos = _folder(tell("Folder of photos"), str(desk.job.photos) if desk else "")
    results = _folder(tell("Folder for the results"), str(desk.job.results) if desk else "")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        existing = (
            st.segmented_control(tell(EXISTS), list(CHOICES), default="Skip", format_func=tell)
            or "Skip"
        )
        workers = st.number_input(
            tell("Photos at once"),
            min_value=1,
            max_value=os.cpu_count() or 1,
            value=count_affordable(),
            help=tell("Each takes up to 600 MB of memory."),
            width=160,
        )
        keeps = st.toggle(tell(TIMES))
        ready = photos and results and not (desk and desk.running)
        if st.button(tell("Start"), type="primary", disabled=not ready) and photos and results:
            settings = replace(settings, keeps_times=keeps)
            places = photos.absolute(), results.absolute()
            with alerts.show_errors():
                batches.color_folder(
                    FolderOrder(*places, CHOICES[existing], settings), int(workers)
                )
                focus.ask(CONTROLS)
                st.rerun()


def _folder(label: str, value: str) -> Path | None:
    text = st.text_input(label, value, placeholder=str(Path.home()))
    with alerts.show_errors():
        return names.path_of(text) if text.strip() else None
    return None
