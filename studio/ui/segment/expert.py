"""For experts: the model, its classes and doubts as pictures and files, and how they are tidied."""

import functools
import html
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from studio.color.arrays import Picture
from studio.color.sizes import shrink
from studio.color.srgb import rgb_to_hex
from studio.language import _
from studio.models.classes import UNSURE, standard_palette
from studio.photo import mask_files
from studio.photo.photo import Photo
from studio.photo.results import Kind
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Drawn, Tidying
from studio.rendering.draft import Draft
from studio.segment import pictures
from studio.segment.segmentation import Segmentation
from studio.ui import entries
from studio.ui.escaping import plain
from studio.ui.language import tell, tell_figure
from studio.ui.panels import downloads, model_cards, picker_choice
from studio.ui.segment import class_picker, state
from studio.ui.segment.state import CLASSES, CONFIDENCE
from studio.ui.widgets import alerts, inputs, swatch
from studio.ui.work import cache, previews, session
from studio.works.upload import Upload

SURE = _("This model names no doubt: it is certain everywhere.")
HEAT = _("Dark: the model guesses. Bright: it is certain.")
MASK = _("A picture of the photo's shape, white inside the area and black outside.")

SIDE, SHOWN = 640, 16  # pixels of such a picture, and how many are remembered

Encode = Callable[[Picture, Segmentation], bytes]


def draw(upload: Upload) -> None:
    """Offer what is behind the areas that can be clicked."""
    used = state.model()
    with st.expander(tell("Expert")):
        if used:
            photo = cache.open_photo(upload)
            found = state.segmentation(photo, used.name)
            left, right = st.columns(2, gap="medium")
            with left:
                _view(photo, used.name, found)
            with right:
                inputs.draw(
                    st.selectbox,
                    tell("Model"),
                    used.name,
                    class_picker.use,
                    [model.name for model in class_picker.list_ready()],
                    key="segmenter",
                    format_func=model_cards.label,
                )
                _legend(found)
            _downloads(upload, used.name)
            _tidying()
        picker_choice.offer()
        key = f"mask-{upload.sha256}"
        take = functools.partial(_take_mask, upload, key)
        st.file_uploader(tell("Open a mask"), key=key, help=tell(MASK), on_change=take)


def _view(photo: Photo, model: str, found: Segmentation) -> None:
    view = state.current().view
    take = functools.partial(state.take, "view")
    inputs.draw(
        st.segmented_control,
        tell("Show"),
        view,
        take,
        [CLASSES, CONFIDENCE],
        key="view",
        format_func=tell,
    )
    opacity = state.current().opacity
    seen = _draw_view(session.see(photo), model, session.recipe().regions.tidying, view, opacity)
    st.image(seen, alt=tell("What is where: {view}", view=tell(view)))
    if view == CONFIDENCE:
        st.caption(tell(SURE if found.confidence.min() == 1 else HEAT))
        return
    take = functools.partial(state.take, "opacity")
    inputs.draw(st.slider, tell("Opacity"), opacity, take, 0.0, 1.0, key="opacity", step=0.05)


@cache.remember(SHOWN)
def _draw_view(photo: Photo, model: str, tidying: Tidying, view: str, opacity: float) -> bytes:
    """Return what a model sees in a photo as the bytes of a JPEG file."""
    found = state.tidied_finder(photo, tidying).segmentation(model)
    if view == CONFIDENCE:
        return previews.encode(pictures.confidence(shrink(photo.rgb, SIDE), found.confidence))
    whole = pictures.overlay(shrink(photo.rgb), found, opacity)
    return previews.encode(shrink(whole, SIDE))


def _legend(found: Segmentation) -> None:
    """Tell the model's own name of each class, its colour and its share."""
    if found.classes.note:
        st.caption(plain(tell(found.classes.note)))
    palette = dict(zip(found.classes.names, found.classes.palette, strict=True))
    unsure = standard_palette(UNSURE + 1)[UNSURE]
    lines = []
    for name, share in found.shares().items():
        square = swatch.inline(rgb_to_hex(palette.get(name, unsure)))
        lines.append(f"{square} {html.escape(name)} {tell_figure(share, '.1%')}")
    st.html("<br>".join(lines))


def _downloads(upload: Upload, model: str) -> None:
    """Offer the classes as files; each is made at the photo's size when its button is pressed."""
    opacity = state.current().opacity
    kinds: dict[str, tuple[Kind, Encode]] = {
        tell("Download classes"): (Kind.CLASSES, lambda rgb, found: pictures.encode(found)),
        tell("Download colours"): (Kind.COLORS, lambda rgb, found: pictures.encode_colors(found)),
        tell("Download overlay"): (
            Kind.OVERLAY,
            lambda rgb, found: pictures.encode_overlay(rgb, found, opacity),
        ),
    }
    with st.container(horizontal=True):
        for label, (kind, encode) in kinds.items():
            make = functools.partial(_file, upload, session.recipe(), model, encode)
            downloads.offer(label, make, upload.name, f"{kind}.png")
    st.caption(tell("Classes: a PNG of class ids, 8 bits a pixel, shown in the classes' colours."))


def _tidying() -> None:
    floor, smoothing, smallest = st.columns(3, gap="medium")
    with floor:
        _slider("floor", tell("Confidence floor"), 95.0, tell("Below it a spot counts as unsure."))
    with smoothing:
        _slider(
            "smoothing", tell("Border smoothing"), 3.0, tell("Window of the photo's longer side.")
        )
    with smallest:
        _slider(
            "smallest", tell("Smallest region"), 5.0, tell("Of the photo's area; smaller ones go.")
        )


def _slider(field: str, label: str, most: float, words: str) -> None:
    value = getattr(session.recipe().regions.tidying, field)
    take = functools.partial(_take_tidying, field)
    inputs.percent(label, value, take, 0.0, most, key=field, help=words)


def _take_tidying(field: str, share: float) -> None:
    tidying = replace(session.recipe().regions.tidying, **{field: share})
    state.change_regions(tidying=tidying)


def _take_mask(upload: Upload, key: str) -> None:
    """Take an area from a mask made elsewhere."""
    file = entries.widget_value(key)
    if file is None:
        return
    photo = cache.open_photo(upload)
    with alerts.remember_error():
        state.begin(Draft(_read(file.getvalue(), photo.height, photo.width)))


@cache.remember(16, _("Reading the mask"))
def _read(data: bytes, height: int, width: int) -> Drawn:
    return Drawn(mask_files.pack(mask_files.read(data, height, width)))


def _file(upload: Upload, recipe: Recipe, model: str, encode: Encode) -> bytes:
    photo = cache.open_photo(upload)
    return encode(photo.rgb, state.whole_finder(photo, recipe).segmentation(model))
