"""Opening photos: dropped on the home page, or asked for on a page that needs one."""

from collections.abc import Sequence

import streamlit as st

from studio.ui import page
from studio.ui.panels import recipe_files, source_bar
from studio.ui.widgets import file_drop
from studio.ui.work import batches, cache, films, previews, session
from studio.works.upload import Upload

DROP = "Drop a photo. It stays on this computer."
ACCEPTED = (
    "JPEG, PNG, WebP, TIFF, BMP, GIF, JPEG 2000, AVIF or HEIC, at most 400 MB and 120 megapixels; "
    "several are coloured as a batch. Films are taken, too, and recipes or hints that were saved."
)


def require_photo() -> Upload:
    """Return the session's photo; on a page without one, ask for it and end the page.

    Where the photo was taken from elsewhere, offer to put it back.
    """
    page.follow(page.HOME, page.CANVAS, page.BATCH, page.FILM)
    upload = session.upload()
    if upload is None:
        draw()
        st.page_link(page.HOME, label="Or pick a sample on the home page")
        st.stop()
    source_bar.draw()
    return upload


def draw() -> None:
    """Let a person drop photos, or a recipe; what cannot be opened is explained, and all stays.

    Several photos begin a batch. Where to see what was opened is for `page.follow` to say.
    """
    with st.container(key=file_drop.LARGE):
        # of any type: the browser would mark another with an icon, the intake explains it
        file_drop.receive_several(DROP, "upload", _take)
    st.caption(ACCEPTED)
    recipe_files.tell_waiting()


def open_photo(upload: Upload) -> None:
    """Open a photo, and have a person led to where it is coloured.

    Raises as `session.open_photo` does.
    """
    session.open_photo(upload, previews.square(cache.open_photo(upload)))
    page.lead(page.AUTO)


def _take(files: Sequence[Upload]) -> None:
    """Take what was dropped: recipes and hints after the photo that they may be meant for."""
    documents = [file for file in files if recipe_files.is_document(file.data)]
    photos = [file for file in files if not recipe_files.is_document(file.data)]
    if len(photos) == 1 and films.is_film(photos[0].name):
        films.begin(photos[0].name, photos[0].data)
        page.lead(page.FILM)
    elif len(photos) == 1:
        open_photo(photos[0])
    for document in documents:
        recipe_files.bring(document.name, document.data)
    if len(photos) > 1:
        batches.begin(photos)
        page.lead(page.BATCH)
