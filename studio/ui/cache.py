"""What every session shares: the loaded models, and the photos decoded last."""

import streamlit as st

from studio.models.registry import Registry
from studio.photo import photo
from studio.photo.photo import Photo

PHOTOS = 3  # decoded at a time: up to 120 MB each, at the intake's limit of 40 megapixels


@st.cache_resource(show_spinner=False)
def registry() -> Registry:
    """Return the one registry of the process."""
    return Registry()


@st.cache_resource(max_entries=PHOTOS, show_spinner="Reading the photo")
def decoded(sha256: str, name: str, _data: bytes) -> Photo:
    """Return the photo in the bytes of a file, whose digest is the key.

    Raises
    ------
    PhotoError
        If `studio.photo.photo.read` refuses them.
    """
    return photo.read(_data, name)
