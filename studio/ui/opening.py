"""Opening photos: dropped, picked from the samples, or asked for on a page that needs one."""

from collections.abc import Sequence

import streamlit as st

from studio.color.lab import grayed
from studio.photo import samples
from studio.photo.photo import read
from studio.photo.samples import SAMPLES, Sample
from studio.recipe.recipe import OUTDATED, Recipe
from studio.ui import files, page, previews
from studio.ui.batch import owned
from studio.ui.widgets import card
from studio.ui.work import cache, session
from studio.works.upload import Upload

DROP = "Drop a photo. It stays on this computer."
ACCEPTED = (
    "JPEG, PNG, WebP, TIFF, BMP, GIF, JPEG 2000, AVIF or HEIC, at most 400 MB and 120 megapixels; "
    "several are coloured as a batch. A recipe or hints that the studio saved are taken, too."
)
WAITING = "The recipe is ready: drop its photo here."
TAKEN = "This photo now follows the recipe. Undo brings the one before back."
KEPT = "The photo is as it was: nothing was made of it."
ANSWERED = "studio-recolours"
CARD_WIDTH = 180  # pixels on the page: two beside each other on a phone
CARD_SIDE = 420  # pixels of the picture: twice that, for dense screens


def required() -> Upload:
    """Return the session's photo; on a page without one, ask for it and end the page."""
    page.follow(page.HOME, page.BATCH)
    upload = session.upload()
    if upload is None:
        uploader()
        st.page_link(page.HOME, label="Or pick a sample on the home page")
        st.stop()
    return upload


def uploader() -> None:
    """Let a person drop photos, or a recipe; what cannot be opened is explained, and all stays.

    Several photos begin a batch. Where to see what was opened is for `page.follow` to say.
    """
    with st.container(key=page.DROP):
        # of any type: the browser would mark another with an icon, the intake explains it
        files.receive_several(DROP, "upload", _take)
    st.caption(ACCEPTED)
    if session.waits():
        st.info(WAITING)


def tell_recipe(upload: Upload) -> None:
    """Say so where a picture made by the studio brought its recipe."""
    saved = session.carried(upload.data)
    if saved:
        st.caption("Opened with the recipe it was made with: its hints and region edits are back.")
        if saved.is_outdated:
            st.caption(OUTDATED)


def ask_to_keep(upload: Upload) -> None:
    """Ask once whether a photo that is in colour is to be coloured anew."""
    is_new = st.session_state.get(ANSWERED) != upload.sha256 and not session.carried(upload.data)
    if not (is_new and previews.measured(cache.open_photo(upload)).is_colored):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown("This photo is in colour already. Keep its colours, or recolour it?")
        st.button("Keep", on_click=_keep)
        st.button("Recolour", on_click=_answer, args=(upload.sha256,))


def sample_row() -> None:
    """Let a person pick a sample, shown half gray and half coloured."""
    with st.container(horizontal=True, gap="small"):
        for sample in SAMPLES:
            with st.container(width=CARD_WIDTH):
                key = f"sample-{sample.file}"
                card.draw(_picture(sample), sample.title, _open_sample, sample, key=key)
    authors = ", ".join(sample.credit for sample in SAMPLES)
    st.caption(f"Photos in the public domain or CC0, from scikit-image: {authors}.")


def _keep() -> None:
    session.close_photo()
    page.lead(page.HOME)
    st.toast(KEPT)


def _answer(sha256: str) -> None:
    st.session_state[ANSWERED] = sha256


def _open_sample(sample: Sample) -> None:
    _open(Upload(sample.file, samples.read(sample)))


def _take(dropped: Sequence[Upload]) -> None:
    """Take what was dropped: recipes and hints first, for they may be meant for the photo."""
    documents = [upload for upload in dropped if files.is_document(upload.data)]
    photos = [upload for upload in dropped if not files.is_document(upload.data)]
    for document in documents:
        files.bring(document.name, document.data)
    if len(photos) == 1:
        _open(photos[0])
    elif photos:
        owned.begin(photos)
        page.lead(page.BATCH)
    elif session.upload():
        st.toast(TAKEN)


def _open(upload: Upload) -> None:
    session.open_photo(upload.data, upload.name)
    page.lead(page.AUTO)


def _picture(sample: Sample) -> bytes:
    """Return the picture of a sample's card: gray alone where the model that ships is missing."""
    ready = [model.name for model in cache.registry().ready()]
    return _halves(sample) if Recipe().model in ready else samples.thumbnail(sample)


@cache.remember(len(SAMPLES))
def _halves(sample: Sample) -> bytes:
    """Return the middle of a sample, its right half coloured, as the bytes of a JPEG file."""
    photo = read(samples.read(sample), sample.file)
    colored = previews.rendered(photo, Recipe(), CARD_SIDE * 3 // 2).rgb
    halves = previews.middle(colored, CARD_SIDE).copy()
    line = halves.shape[1] // 2
    halves[:, :line] = grayed(halves[:, :line])
    halves[:, line - 1 : line + 1] = 255
    return previews.encoded(halves)
