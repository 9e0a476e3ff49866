"""The photo as it was understood: a picture, the legend of its classes, and both as files."""

import functools
import io
from collections.abc import Callable

import streamlit as st
from PIL import Image

from studio.models.classes import spoken
from studio.photo.color import Picture
from studio.photo.photo import Photo
from studio.photo.sizes import shrink
from studio.recipe.regions import Foreground, OfClasses, Tidying
from studio.rendering.draft import Draft
from studio.segment import pictures
from studio.segment.finder import Finder
from studio.segment.segmentation import Segmentation
from studio.ui import cache, files, page, previews, session
from studio.ui.segment import state
from studio.ui.segment.state import CLASSES, CONFIDENCE, FILE, MASK, OVERLAY, REGION, SUBJECT
from studio.ui.session import Upload
from studio.ui.widgets import inputs, swatch

SURE = "This model names no doubt: it is certain everywhere."
HEAT = "Dark: the model guesses. Bright: it is certain."
ENTRY_WIDTH = 210  # pixels: two entries of the legend beside each other on a laptop

Encode = Callable[[Picture, Segmentation], bytes]


def draw(photo: Photo, found: Segmentation | None) -> None:
    """Draw the photo in the chosen view, and the choice above it."""
    region = state.region(photo)
    views = [OVERLAY, MASK, CONFIDENCE] if found else []
    views += [REGION] if region is not None else []
    view = state.current().view
    view = view if view in views else next(iter(views), "")
    if views:
        take = functools.partial(state.take, "view")
        inputs.draw(st.segmented_control, "What is where", view, take, views, key="view")
    picture = shrink(photo.rgb)
    if view == REGION and region is not None:
        picture = pictures.region(picture, region)
    elif found:
        picture = _seen(picture, found, view)
    previews.draw(photo, previews.encoded(picture), f"What is where: {view}")
    if view == OVERLAY:
        shown, take = state.current().opacity, functools.partial(state.take, "opacity")
        inputs.draw(st.slider, "Opacity", shown, take, 0.0, 1.0, key="opacity", step=0.05)
    if view == CONFIDENCE and found:
        st.caption(SURE if found.confidence.min() == 1 else HEAT)


def legend(found: Segmentation) -> None:
    """Draw each class that was found with its share; the switches make a region of classes."""
    st.subheader("What was found", anchor=False)
    if found.classes.note:
        st.caption(page.plain(found.classes.note))
    palette = dict(zip(found.classes.names, found.classes.palette, strict=True))
    with st.container(horizontal=True, gap="small"):
        for name, share in found.shares().items():
            if name in palette:
                _entry(name, palette[name], share, _picked(found))
            else:
                st.text(f"{name} {_percent(share)}", width=ENTRY_WIDTH)
    st.caption("Switch classes on to make a region of them; with none on, all are shown.")


def missing_subject(found: Segmentation) -> None:
    """Say so where the photo has no foreground, and offer the box instead."""
    wanted = found.classes.foreground
    is_elsewhere = state.current().source in (CLASSES, SUBJECT, FILE)
    if is_elsewhere or not wanted or set(wanted) & set(found.shares()):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"No {' or '.join(map(spoken, wanted))} was found in this photo.", width="content"
        )
        st.button("Draw a box around the subject", on_click=state.choose, args=(SUBJECT,))


def downloads(upload: Upload) -> None:
    """Offer the classes as files; each is made at the photo's size when its button is pressed."""
    used, opacity = state.model(), state.current().opacity
    if used is None:
        return
    kinds: dict[str, tuple[str, Encode]] = {
        "Download classes": ("_classes.png", lambda rgb, found: pictures.encode(found)),
        "Download colours": ("_colors.png", lambda rgb, found: _png(pictures.paint(found))),
        "Download overlay": ("_overlay.png", functools.partial(_overlay, opacity)),
    }
    tidying = session.recipe().regions.tidying
    with st.container(horizontal=True):
        for label, (suffix, encode) in kinds.items():
            make = functools.partial(_file, upload, used.name, tidying, encode)
            files.offer(label, make, upload.name, suffix)
    st.caption("Classes: a PNG of class ids, 8 bits a pixel, shown in the classes' colours.")


def _seen(rgb: Picture, found: Segmentation, view: str) -> Picture:
    if view == CONFIDENCE:
        return pictures.confidence(rgb, found.confidence)
    opacity = 1.0 if view == MASK else state.current().opacity
    return pictures.overlay(rgb, found, opacity, _picked(found))


def _picked(found: Segmentation) -> tuple[str, ...]:
    """Return the names of the classes that the region is made of; none if it is not of classes."""
    match state.current().draft:
        case Draft(start=OfClasses(names=names)):
            return names
        case Draft(start=Foreground(), inverted=False):
            return found.classes.foreground
        case Draft(start=Foreground()):
            known, seen = found.classes, found.shares()
            return tuple(n for n in known.names if n in seen and n not in known.foreground)
    return ()


def _entry(name: str, color: tuple[int, int, int], share: float, picked: tuple[str, ...]) -> None:
    now, square = state.current(), swatch.picture("#{:02x}{:02x}{:02x}".format(*color))
    inputs.draw(
        st.toggle,
        f"![]({square}) {page.plain(spoken(name))} {_percent(share)}",
        name in picked,
        functools.partial(_pick, name, picked),
        key=f"class-{name}",
        disabled=now.painting or now.source in (SUBJECT, FILE),
        width=ENTRY_WIDTH,
    )


def _pick(name: str, picked: tuple[str, ...], on: bool) -> None:
    """Take a class into the region, or out of it."""
    used, before = state.model(), state.current().draft
    if used is None:
        return
    others = tuple(other for other in picked if other != name)
    # the rest of a foreground is picked by its own names
    inverted = before.inverted and isinstance(before.start, OfClasses)
    start = OfClasses(used.name, (*others, name) if on else others)
    state.change_draft(start=start, inverted=inverted)
    state.change(source=CLASSES)


def _percent(share: float) -> str:
    return f"{share:.1%}" if share >= 0.001 else "under 0.1%"


def _file(upload: Upload, model: str, tidying: Tidying, encode: Encode) -> bytes:
    photo = upload.photo()
    finder = Finder(photo, tidying, cache.registry(), (photo.height, photo.width))
    return encode(photo.rgb, finder.segmentation(model))


def _overlay(opacity: float, rgb: Picture, found: Segmentation) -> bytes:
    return _png(pictures.overlay(rgb, found, opacity))


def _png(rgb: Picture) -> bytes:
    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "PNG", compress_level=4)
    return file.getvalue()
