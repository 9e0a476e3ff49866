"""Files that tell what is where: class ids, their colours, and these over the photo."""

import functools
import io
from collections.abc import Callable

import streamlit as st
from PIL import Image

from studio.photo import encoding
from studio.photo.color import Picture
from studio.recipe.regions import Tidying
from studio.segment import pictures
from studio.segment.finder import Finder
from studio.segment.segmentation import Segmentation
from studio.ui import cache, session
from studio.ui.segment import state
from studio.ui.session import Upload

Encode = Callable[[Picture, Segmentation], bytes]


def downloads(upload: Upload) -> None:
    """Offer the files; each is made at the photo's size when its button is pressed."""
    used, opacity = state.model(), state.bench().opacity
    if used is None:
        return
    files: dict[str, tuple[str, Encode]] = {
        "Download classes": ("_classes.png", _ids),
        "Download colours": ("_colors.png", _colors),
        "Download overlay": ("_overlay.png", functools.partial(_overlay, opacity)),
    }
    with st.container(horizontal=True):
        for label, (suffix, encode) in files.items():
            st.download_button(
                label,
                data=functools.partial(
                    _file, upload, used.name, session.recipe().regions.tidying, encode
                ),
                file_name=encoding.download_name(upload.name, suffix),
                mime="image/png",
                on_click="ignore",
            )
    st.caption("Classes: a PNG of class ids, 8 bits a pixel, shown in the classes' colours.")


def _file(upload: Upload, model: str, tidying: Tidying, encode: Encode) -> bytes:
    photo = upload.photo()
    finder = Finder(photo, tidying, cache.registry(), (photo.height, photo.width))
    return encode(photo.rgb, finder.segmentation(model))


def _ids(rgb: Picture, found: Segmentation) -> bytes:
    return pictures.encode(found)


def _colors(rgb: Picture, found: Segmentation) -> bytes:
    return _png(pictures.paint(found))


def _overlay(opacity: float, rgb: Picture, found: Segmentation) -> bytes:
    return _png(pictures.overlay(rgb, found, opacity))


def _png(rgb: Picture) -> bytes:
    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "PNG", compress_level=4)
    return file.getvalue()
