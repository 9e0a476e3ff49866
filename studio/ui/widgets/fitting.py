"""Pictures of a photo as large as their place on the page, but no higher than fits a screen."""

import streamlit as st

from studio.color.sizes import PREVIEW_SIDE
from studio.photo.photo import Photo
from studio.ui.widgets import width

MOST_HEIGHT = 640  # pixels on the page, so that a portrait fits a laptop's screen
HALF = 440  # pixels: half of a laptop's page, until the browser has told


def draw(photo: Photo, jpeg: bytes, alt: str) -> None:
    """Draw a JPEG of a photo; `alt` tells what it shows to those who do not see it."""
    widest = max(1, min(PREVIEW_SIDE, round(MOST_HEIGHT * photo.width / photo.height)))
    with st.container(width=widest):
        st.image(jpeg, width="stretch", alt=alt)


def fit(photo: Photo) -> tuple[int, int]:
    """Return the width and height in pixels at which a photo fits its place on the page."""
    scale = min(width.measure("canvas-width", HALF) / photo.width, MOST_HEIGHT / photo.height)
    return max(round(photo.width * scale), 1), max(round(photo.height * scale), 1)
