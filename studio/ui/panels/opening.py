"""Opening photos: dropped on the home page, or asked for on a page that needs one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import streamlit as st

from studio.language import Sentence, _
from studio.photo.reading import decoding, unreadable
from studio.ui import page
from studio.ui.entries import Entry
from studio.ui.escaping import plain, short
from studio.ui.language import tell
from studio.ui.panels import recipe_files, source_bar
from studio.ui.widgets import file_drop, inputs
from studio.ui.work import batches, cache, films, previews, session
from studio.works.upload import Upload

DROP = _("Drop a photo. It stays on this computer.")
ACCEPTED = _(
    "JPEG, PNG, WebP, TIFF, BMP, GIF, JPEG 2000, AVIF or HEIC, at most 400 MB and 120 megapixels; "
    "several are coloured as a batch. Films are taken, too, and recipes or hints that were saved."
)
MOST_NAMED = 5  # files that were left out


@dataclass(frozen=True)
class LeftOut:
    """What of a drop was not taken."""

    named: tuple[Sentence, ...]  # the first of them
    page: str = ""  # where that was told first; empty before


LEFT_OUT = Entry[LeftOut | None](None)


def require_photo() -> Upload:
    """Return the session's photo; on a page without one, ask for it and end the page.

    Where the photo was taken from elsewhere, offer to put it back.
    """
    page.follow(page.HOME, page.CANVAS, page.BATCH, page.FILM)
    upload = session.upload()
    if upload is None:
        draw()
        st.page_link(page.HOME, label=tell("Or pick a sample on the home page"))
        st.stop()
    tell_left_out()
    source_bar.draw(upload)
    return upload


def draw() -> None:
    """Let a person drop photos, or a recipe; what cannot be opened is explained, and all stays.

    Several photos begin a batch. Where to see what was opened is for `page.follow` to say.
    """
    with st.container(key=file_drop.LARGE):
        # of any type: the browser would mark another with an icon, the intake explains it
        file_drop.receive_several(tell(DROP), "upload", _take)
    st.caption(tell(ACCEPTED))
    recipe_files.tell_waiting()


def open_photo(upload: Upload) -> None:
    """Open a photo, and have a person led to where it is coloured.

    Raises as `session.open_photo` does.
    """
    session.open_photo(upload, previews.square(cache.open_photo(upload)))
    page.lead(page.AUTO)


def tell_left_out() -> None:
    """Name the files that were left out of what was dropped last, on the page that it led to."""
    left = LEFT_OUT.get()
    if left and left.page in ("", inputs.PAGE.get()):
        LEFT_OUT.set(replace(left, page=inputs.PAGE.get()))
        files = ", ".join(map(tell, left.named))
        st.info(plain(tell("Left out: {files}.", files=files)))
    else:
        LEFT_OUT.drop()


def note_left_out(files: Sequence[Upload], taken: Sequence[Upload]) -> None:
    """Have `tell_left_out` name those of some files that were not taken."""
    left_out = [file for file in files if file not in taken and not _is_hidden(file)]
    LEFT_OUT.set(LeftOut(_name(left_out)) if left_out else None)


def _take(files: Sequence[Upload]) -> None:
    """Take what was dropped: recipes and hints after the photo that they may be meant for."""
    documents = [file for file in files if recipe_files.is_document(file.data)]
    others = [file for file in files if not recipe_files.is_document(file.data)]
    taken = _open_one(others)
    for document in documents:
        recipe_files.bring(document.name, document.data)
    if others and not taken:
        taken = batches.begin([file for file in others if _is_photo(file)] or others)
        page.lead(page.BATCH)
    note_left_out(others, taken)


def _open_one(files: Sequence[Upload]) -> Sequence[Upload]:
    """Open the only photo among some files, else the only film; return which of them that took."""
    photos = [file for file in files if _is_photo(file)]
    clips = [file for file in files if films.is_film(file.name)]
    if len(photos) == 1 or (len(files) == 1 and not clips):
        (photo,) = photos or files
        open_photo(photo)
        return [photo]
    if len(clips) == 1 and not photos:
        films.begin(clips[0].name, clips[0].data)
        page.lead(page.FILM)
        return clips
    return []


def _is_photo(file: Upload) -> bool:
    return decoding.is_photo(file.data)


def _is_hidden(file: Upload) -> bool:
    """Tell whether nobody meant to drop a file: the system put it beside."""
    return PurePosixPath(file.name.replace("\\", "/")).name.startswith(".")


def _name(files: Sequence[Upload]) -> tuple[Sentence, ...]:
    named = [
        _("{name} ({reason})", name=short(file.name), reason=_describe(file))
        for file in files[:MOST_NAMED]
    ]
    if len(files) > MOST_NAMED:
        named.append(_("{n:,} more", n=len(files) - MOST_NAMED))
    return tuple(named)


def _describe(file: Upload) -> str:
    if films.is_film(file.name):
        return _("a film")
    if _is_photo(file):
        return _("its name has no ending of a photo's")
    return unreadable.name(file.data)
