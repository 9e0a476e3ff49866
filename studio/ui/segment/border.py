"""The border of the open layer, its name and place among the others."""

import functools

import streamlit as st

from studio.language import _
from studio.photo import mask_files
from studio.photo.photo import Photo
from studio.photo.results import Kind
from studio.recipe.recipe import Recipe
from studio.recipe.regions import RegionEdit
from studio.ui.language import tell
from studio.ui.panels import downloads
from studio.ui.segment import names, region, state
from studio.ui.widgets import alerts, inputs
from studio.ui.work import cache, session
from studio.works.upload import Upload

MOST_GROWTH, MOST_FEATHER = 5.0, 5.0  # percent of the longer side
ONLY, REST = _("Only here"), _("All but this")


def draw(upload: Upload, opened: RegionEdit) -> None:
    """Offer where the layer ends, what it is called, and when it is made."""
    photo = cache.open_photo(upload)
    with st.expander(tell("Border and name")):
        inputs.draw(
            st.segmented_control,
            tell("Where"),
            REST if opened.inverted else ONLY,
            lambda where: state.change_layer(inverted=where == REST),
            [ONLY, REST],
            key="inverted",
            format_func=tell,
        )
        inputs.draw(
            st.text_input,
            tell("Name"),
            names.title(opened),
            _rename,
            key="layer-name",
            max_chars=100,
        )
        _slider("grow", tell("Grow or shrink"), opened.grow, -MOST_GROWTH, MOST_GROWTH)
        _slider("feather", tell("Soft border"), opened.feather, 0.0, MOST_FEATHER)
        st.button(tell("Follow the photo's edges"), on_click=_refine, args=(photo,))
        make = functools.partial(_file, upload, session.recipe(), opened)
        downloads.offer(tell("Download mask"), make, upload.name, f"{Kind.MASK}.png")


def _slider(field: str, label: str, value: float, low: float, high: float) -> None:
    take = functools.partial(_take, field)
    inputs.percent(
        label, value, take, low, high, key=field, help=tell("Of the photo's longer side.")
    )


def _take(field: str, value: float) -> None:
    state.change_layer(**{field: value})


def _rename(name: str) -> None:
    with alerts.remember_error():
        state.change_layer(name=name)


def _refine(photo: Photo) -> None:
    with alerts.remember_error():
        region.refine(photo)


def _file(upload: Upload, recipe: Recipe, opened: RegionEdit) -> bytes:
    return mask_files.encode(state.whole_finder(cache.open_photo(upload), recipe).levels(opened))
