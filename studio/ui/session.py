"""What one session keeps across reruns and pages: the uploaded file, and the recipe.

Under keys of our own, because Streamlit drops a widget's value when its page is left. Only the
encoded file is kept: decoded photos are large, and lie in `studio.ui.shared`.
"""

import hashlib
from dataclasses import dataclass, field

import streamlit as st

from studio.photo import Photo
from studio.recipe import Recipe
from studio.ui import shared

UPLOAD, RECIPE, OPENED = "studio-upload", "studio-recipe", "studio-opened"


@dataclass(frozen=True)
class Upload:
    """A file that holds a photo."""

    name: str  # hostile: to be shown as plain text only
    sha256: str
    data: bytes = field(repr=False)

    def photo(self) -> Photo:
        """Return the photo in it, decoded again if others took its place."""
        return shared.decoded(self.sha256, self.name, self.data)


def open_photo(data: bytes, name: str) -> None:
    """Make a file's photo the one that every page works on.

    Raises
    ------
    PhotoError
        If the bytes are no photo; the one before stays.
    """
    upload = Upload(name, hashlib.sha256(data).hexdigest(), data)
    upload.photo()
    st.session_state[UPLOAD] = upload
    st.session_state[OPENED] = opened() + 1


def close_photo() -> None:
    """Forget the photo; the recipe stays."""
    st.session_state.pop(UPLOAD, None)


def opened() -> int:
    """Return how many photos were opened: a new key for a widget that is to start anew."""
    return st.session_state.get(OPENED, 0)


def upload() -> Upload | None:
    """Return the file opened last."""
    return st.session_state.get(UPLOAD)


def recipe() -> Recipe:
    """Return the recipe; at first that of the best model that is ready."""
    if RECIPE not in st.session_state:
        ready = [model.name for model in shared.registry().ready() if model.task == "colorize"]
        keep(Recipe(model=ready[0]) if ready else Recipe())
    return st.session_state[RECIPE]


def keep(recipe: Recipe) -> None:
    """Make this the recipe."""
    st.session_state[RECIPE] = recipe
