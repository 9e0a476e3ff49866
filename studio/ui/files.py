"""Files: the picture, the recipe and its hints to be saved, and a recipe brought back from one."""

import codecs
import functools
import json
import mimetypes
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import streamlit as st

from studio.photo.photo import Photo
from studio.photo.writing import encoding
from studio.photo.writing.encoding import FORMATS
from studio.recipe import documents, files, hints
from studio.recipe.recipe import LONGEST, LONGEST_NAME, OUTDATED, Recipe, Saved
from studio.recipe.regions import Drawn
from studio.rendering import render
from studio.ui import escaping, page, previews, quirks
from studio.ui.widgets import inputs
from studio.ui.work import cache, queueing, session
from studio.works.upload import Upload

FORMAT, KEPT = "studio-format", "studio-camera-data-kept"
NAME, NOTE = "studio-recipe-name", "studio-recipe-note"
RECIPE = "A recipe, or a PNG made by the studio"
CAMERA_DATA = "Date, camera, author and the like. The place of the photo is never kept."
ELSEWHERE = (
    "This recipe was made for another photo: its hints and masks are where they were, as shares of "
    "the width and height."
)


def offer(
    label: str,
    data: str | Callable[[], bytes],
    name: str,
    suffix: str,
    *,
    disabled: bool = False,
    type: Literal["primary", "secondary"] = "secondary",  # noqa: A002
    key: str | None = None,
) -> None:
    """Draw a button that downloads what was made of the photo called `name`, which may be hostile.

    What `data` is, or makes when the button is pressed, is a file called after the photo, with a
    suffix that has its ending.
    """
    st.download_button(
        label,
        data,
        file_name=encoding.download_name(name, suffix),
        mime=mimetypes.guess_type(suffix, strict=False)[0],
        on_click="ignore",
        disabled=disabled,
        type=type,
        key=key,
    )


def download_picture(
    upload: Upload,
    recipe: Recipe,
    emphasis: Literal["primary", "secondary"] = "primary",
    key: str | None = None,
) -> None:
    """Offer the picture at full size; it is made when the button is pressed."""
    kind, keep = _format(), st.session_state.get(KEPT, True)
    make = functools.partial(_picture, upload, recipe, kind, keep_metadata=keep)
    suffix = f"_colorized{FORMATS[kind].ending}"
    offer(f"Download {FORMATS[kind].title}", make, upload.name, suffix, type=emphasis, key=key)


def download_options(photo: Photo) -> None:
    """Let a person choose what `download_picture` offers."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        choose_format()
        kept = st.session_state.get(KEPT, True)
        inputs.draw(st.toggle, "Keep camera data", kept, _keep, key="kept", help=CAMERA_DATA)
    size = previews.size_in_words(photo)
    st.caption(f"{size} pixels, made when you press Download.")


def choose_format() -> str:
    """Let a person choose a key of `encoding.FORMATS`."""
    kinds = {kind.title: name for name, kind in FORMATS.items()}
    take = functools.partial(_take_format, kinds)
    title = FORMATS[_format()].title
    inputs.draw(st.segmented_control, "Format", title, take, list(kinds), key="format")
    return _format()


def download_recipe(upload: Upload, recipe: Recipe) -> None:
    """Offer the recipe, under a name of one's own, and its hints as files."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "Recipe name", st.session_state.get(NAME, ""), max_chars=LONGEST_NAME, width=240
        )
        st.session_state[NAME] = name
        text = recipe.to_json(name=name, photo=upload.sha256)
        offer("Download recipe", text, name or upload.name, "_recipe.json")
        hints = json.dumps(documents.write(recipe.hints))
        offer("Download hints", hints, upload.name, "_hints.json", disabled=not recipe.hints)


def open_recipe() -> None:
    """Let a person bring a recipe back."""
    with st.expander("Open a recipe"):
        receive(RECIPE, "recipe", bring)
        st.caption(st.session_state.get(NOTE, ""))


def receive(label: str, name: str, take: Callable[[str, bytes], None]) -> None:
    """Let a person drop a file: its name and bytes are taken, and the widget begins anew.

    What `take` refuses with a StudioError is explained. The key of the widget begins with `name`.
    """
    entry, count = _taken(name)
    file = st.file_uploader(label, key=f"{name}-{count}")
    if file is None:
        return
    with page.show_errors():
        take(file.name, file.getvalue())
        quirks.let_go(file)
        st.session_state[entry] = count + 1
        st.rerun()


def receive_several(
    label: str,
    name: str,
    take: Callable[[Sequence[Upload]], None],
    several: Literal[True, "directory"] = True,
) -> None:
    """Let a person drop files, or a folder: they are taken together, and the widget begins anew."""
    entry, count = _taken(name)
    dropped = st.file_uploader(label, key=f"{name}-{count}", accept_multiple_files=several)
    if not dropped:
        return
    with page.show_errors():
        take([Upload(file.name, file.getvalue()) for file in dropped])
        for file in dropped:
            quirks.let_go(file)
        st.session_state[entry] = count + 1
        st.rerun()


def _taken(name: str) -> tuple[str, int]:
    """Return the entry that counts what was taken, which starts the widget anew, and the count."""
    entry = f"studio-{name}-taken"
    return entry, st.session_state.get(entry, 0)


def _picture(upload: Upload, recipe: Recipe, kind: str, *, keep_metadata: bool) -> bytes:
    """Make the file to download, of the same pipeline as the preview."""
    photo, registry = cache.open_photo(upload), cache.registry()
    with queueing.taken():
        return render.develop(photo, recipe, registry, format=kind, keep_metadata=keep_metadata)


def _format() -> str:
    return st.session_state.get(FORMAT, "png")


def _take_format(kinds: Mapping[str, str], title: str) -> None:
    st.session_state[FORMAT] = kinds[title]


def _keep(kept: bool) -> None:
    st.session_state[KEPT] = kept


def is_document(data: bytes) -> bool:
    """Tell whether a file is a recipe or hints, not a picture: JSON begins with a brace."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"


def bring(name: str, data: bytes) -> None:
    """Take a recipe, or hints alone, from a file; without a photo they wait for the next one.

    Raises
    ------
    RecipeError, UnknownModelError
        If it holds neither, or asks for a model that is not known; the recipe before stays.
    """
    saved = _read(data)
    session.bring(saved.recipe)
    st.session_state[NAME] = escaping.sendable(saved.name)
    photo = session.upload()
    moved = photo and saved.photo not in ("", photo.sha256)
    notes = {
        ELSEWHERE: moved and (saved.recipe.told or _drawn(saved)),
        OUTDATED: saved.is_outdated,
    }
    st.session_state[NOTE] = " ".join(note for note, is_true in notes.items() if is_true)


def _read(data: bytes) -> Saved:
    if is_document(data) and not {"points", "strokes"}.isdisjoint(
        documents.decode(data, LONGEST, RECIPE)
    ):
        return Saved(replace(session.recipe(), hints=hints.loads(data)))
    return files.read(data)


def _drawn(saved: Saved) -> bool:
    return any(isinstance(edit.where, Drawn) for edit in saved.recipe.regions.edits)
