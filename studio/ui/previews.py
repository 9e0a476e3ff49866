"""Pictures on a page: previews, before and after, and the file to download."""

import functools
import io
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from PIL import Image

from studio.photo import encoding
from studio.photo.color import Picture
from studio.photo.facts import COLORED, GRAY, SINGLE_TONE, Facts, facts
from studio.photo.photo import Photo
from studio.photo.sizes import PREVIEW_SIDE, shrink
from studio.recipe.recipe import Recipe
from studio.render import render
from studio.ui import cache
from studio.ui.session import Upload
from studio.ui.widgets import comparison
from studio.ui.widgets.comparison import Side

THUMBNAIL_SIDE = 320  # pixels: twice what is shown, for dense screens
MOST_HEIGHT = 640  # pixels on the page, so that a portrait fits a laptop's screen
DONE = {
    "load": "model loaded",
    "predict": "colours found",
    "compose": "picture made",
    "regions": "regions edited",
}
RENDERINGS = 64  # previews remembered: about 300 kB each
CAMERA_DATA = "Date, camera, author and the like. The place of the photo is never kept."
ADVICE = {
    GRAY: "Black and white: ready to be coloured.",
    SINGLE_TONE: "Toned, as sepia prints are: only its lightness will be used.",
    COLORED: "Already in colour: the studio keeps its lightness and finds colours anew.",
}


@dataclass(frozen=True)
class Shown:
    """A coloured preview, and how long its making took."""

    jpeg: bytes
    seconds: Mapping[str, float]


def jpeg(photo: Photo, side: int = PREVIEW_SIDE) -> bytes:
    """Return a preview of a photo as the bytes of a JPEG file."""
    return _jpeg(photo.sha256, side, photo)


def colored(photo: Photo, recipe: Recipe, side: int = PREVIEW_SIDE) -> Shown:
    """Return the preview that a recipe makes of a photo, at most `side` pixels long.

    Raises
    ------
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the recipe's model cannot run.
    """
    first = recipe.model not in cache.registry().loaded()
    with st.spinner("Loading the model and finding colours" if first else "Finding colours"):
        return _colored(photo.sha256, side, recipe.to_json(), photo, recipe)


def draw(photo: Photo, picture: bytes, caption: str | None = None) -> None:
    """Draw a JPEG of a photo as wide as its place, but no higher than fits a screen."""
    with st.container(width=_width(photo)):
        st.image(picture, caption, width="stretch")


def measured(photo: Photo) -> Facts:
    """Return the facts about a photo, measured once."""
    return _measured(photo.sha256, photo)


def tell(photo: Photo) -> None:
    """Tell the facts about a photo, and what they mean for its colouring."""
    found = measured(photo)
    st.metric("Resolution", _size(found.width, found.height))
    st.metric("Gray levels", f"{found.gray_levels} of 256")
    st.markdown(ADVICE[found.tone])
    for note in photo.notes:
        st.caption(note)


def compare(photo: Photo, shown: Shown) -> None:
    """Draw a photo and its colouring, to be compared."""
    before, after = Side("Before", jpeg(photo)), Side("After", shown.jpeg)
    comparison.draw(before, after, photo.width / photo.height)


def timings(shown: Shown) -> None:
    """Tell how long each stage took."""
    parts = [f"{DONE[stage]} in {taken:.2f} s" for stage, taken in shown.seconds.items()]
    st.caption(f"{', '.join(parts).capitalize()}.")


def download(upload: Upload, recipe: Recipe) -> None:
    """Offer the picture at full size; it is made when the button is pressed."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        kind = choose_format()
        keep = st.toggle("Keep camera data", value=True, help=CAMERA_DATA)
        st.download_button(
            f"Download {encoding.FORMATS[kind].title}",
            data=functools.partial(_file, upload, recipe, kind, keep_metadata=keep),
            file_name=encoding.download_name(
                upload.name, f"_colorized{encoding.FORMATS[kind].ending}"
            ),
            mime=f"image/{kind}",
            on_click="ignore",
            type="primary",
        )
    photo = upload.photo()
    st.caption(f"{_size(photo.width, photo.height)} pixels, made when you press the button.")


def choose_format() -> str:
    """Let a person choose a key of `export.FORMATS`."""
    kinds = {kind.title: name for name, kind in encoding.FORMATS.items()}
    return kinds[st.segmented_control("Format", list(kinds), default="PNG") or "PNG"]


@st.cache_data(max_entries=RENDERINGS, show_spinner=False)
def _jpeg(sha256: str, side: int, _photo: Photo) -> bytes:
    return encoded(shrink(_photo.rgb, side))


@st.cache_data(max_entries=RENDERINGS, show_spinner=False)
def _colored(sha256: str, side: int, recipe: str, _photo: Photo, _recipe: Recipe) -> Shown:
    rendering = render.render(_photo, _recipe, cache.registry(), side=side)
    return Shown(encoded(rendering.rgb), dict(rendering.seconds))


@st.cache_data(max_entries=RENDERINGS, show_spinner=False)
def _measured(sha256: str, _photo: Photo) -> Facts:
    return facts(_photo)


def _file(upload: Upload, recipe: Recipe, format: str, *, keep_metadata: bool) -> bytes:  # noqa: A002
    """Make the file to download, of the same pipeline as the preview."""
    registry = cache.registry()
    return render.develop(
        upload.photo(), recipe, registry, format=format, keep_metadata=keep_metadata
    )


def encoded(rgb: Picture) -> bytes:
    """Return a picture as the bytes of a JPEG file."""
    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "JPEG", quality=92, subsampling="4:4:4")
    return file.getvalue()


def _size(width: int, height: int) -> str:
    return f"{width:,} \N{MULTIPLICATION SIGN} {height:,}"


def _width(photo: Photo) -> int:
    """Return the width on the page at which a photo is as high as may be."""
    return max(1, min(PREVIEW_SIDE, round(MOST_HEIGHT * photo.width / photo.height)))
