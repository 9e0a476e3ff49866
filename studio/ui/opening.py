"""Opening a photo: dropped, picked from the samples, or asked for on a page that needs one."""

import streamlit as st

from studio.photo import samples
from studio.photo.samples import SAMPLES, Sample
from studio.recipe.recipe import OUTDATED
from studio.ui import files, page, quirks, session
from studio.ui.session import Upload

ACCEPTED = (
    "JPEG, PNG, WebP, TIFF, BMP, GIF, JPEG 2000, AVIF or HEIC, at most 400 MB and 120 megapixels; "
    "or a recipe or hints that the studio saved."
)
WAITING = "The recipe is ready: drop its photo here."
TAKEN = "This photo now follows the recipe. Undo brings the one before back."
SAMPLE_WIDTH = 150  # pixels on the page


def required() -> Upload:
    """Return the session's photo; on a page without one, ask for it and end the page."""
    upload = session.upload()
    if upload is None:
        st.markdown("No photo yet: drop one here, or pick a sample on the home page.")
        uploader()
        st.page_link("Home.py", label="Go to the home page")
        st.stop()
    return upload


def uploader() -> None:
    """Let a person drop a photo, or a recipe; what cannot be opened is explained, and all stays."""
    # Of any type: the browser would mark another with an icon, the intake explains it.
    # The key starts the widget anew after each photo.
    file = st.file_uploader("Drop a black-and-white photo here", key=f"upload-{session.opened()}")
    st.caption(ACCEPTED)
    if session.waits():
        st.info(WAITING)
    if file is None:
        return
    with page.show_errors():
        _take(file.getvalue(), file.name)
        quirks.let_go(file)
        st.rerun()


def tell_recipe(upload: Upload) -> None:
    """Say so where a picture made by the studio brought its recipe."""
    saved = session.carried(upload.data)
    if saved:
        st.caption("Opened with the recipe it was made with: its hints and region edits are back.")
        if saved.is_outdated:
            st.caption(OUTDATED)


def sample_row() -> None:
    """Let a person pick a sample."""
    with st.container(horizontal=True, gap="medium"):
        for sample in SAMPLES:
            with st.container(width=SAMPLE_WIDTH, gap="small"):
                st.image(samples.thumbnail(sample), width="stretch", alt=f"Sample: {sample.title}")
                st.button(sample.title, on_click=_open_sample, args=(sample,), width="stretch")
    authors = ", ".join(sample.credit for sample in SAMPLES)
    st.caption(f"Photos in the public domain or CC0, from scikit-image: {authors}.")


def _open_sample(sample: Sample) -> None:
    session.open_photo(samples.read(sample), sample.file)


def _take(data: bytes, name: str) -> None:
    if not files.is_document(data):
        session.open_photo(data, name)
        return
    files.bring(name, data)
    if session.upload():
        st.toast(TAKEN)
