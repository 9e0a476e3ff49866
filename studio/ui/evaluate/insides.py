"""Colours inside masks, measured on photos with masks of things: skin, and whether they wander."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

import streamlit as st

from studio.color.arrays import Picture
from studio.errors import DataError
from studio.evaluate.automatic import color_all, ways
from studio.evaluate.masked import Masked, shrink_masked
from studio.evaluate.originals import SIDE
from studio.evaluate.pieces import measure_clouds, measure_things
from studio.evaluate.skin import ALL, measure_skin
from studio.language import _
from studio.ui.evaluate.masked_photos import Pair, open_pair
from studio.ui.evaluate.measurement import tell_way
from studio.ui.language import tell
from studio.ui.work import cache

REMEMBERED = 64
PERCENT = st.column_config.NumberColumn(format="%.0f %%")
DECIMAL = st.column_config.NumberColumn(format="localized", step=0.1)
COLUMNS = {
    _("Skin gray or blue"): PERCENT,
    _("Skin, colour difference"): DECIMAL,
    _("Colours wander in things"): DECIMAL,
    _("Clouds"): DECIMAL,
}
MEANING = _(
    "Of masks of people, how much of their skin is gray or blue, and how far it is from the "
    "original (CIEDE2000). How much further than in the original the colours of a thing are from "
    "their mean, in a\\* and b\\*; **clouds** is that of plain walls and skies. As `colorstudio "
    "evaluate skin` and `pieces` measure."
)


def draw(pairs: Sequence[Pair]) -> None:
    """Draw the table for photos with masks; nothing if there are none."""
    if not pairs:
        return
    asked = tuple(upload.sha256 for pair in pairs for upload in pair)
    with st.spinner(tell("Colouring things")):
        found = _measure(asked, pairs)
    head, names = tell("Way to colour"), {way.name: tell_way(way) for way in ways(cache.registry())}
    rows = [
        {head: names[way], **{tell(column): figure for column, figure in row.items()}}
        for way, row in found.items()
    ]
    columns = {tell(column): look for column, look in COLUMNS.items()}
    st.dataframe(rows, column_config=columns, hide_index=True)
    st.caption(tell(MEANING))


@cache.remember(REMEMBERED)
def _measure(
    asked: tuple[str, ...], _pairs: Sequence[Pair]
) -> Mapping[str, Mapping[str, float | None]]:
    photos = [shrink_masked(open_pair(pair), SIDE) for pair in _pairs]
    originals = [masked.rgb for masked in photos]
    registry = cache.registry()
    return {
        name: dict(zip(COLUMNS, _row(photos, pictures), strict=True))
        for name, pictures in color_all(originals, ways(registry), registry).items()
    }


def _row(photos: Sequence[Masked], pictures: Sequence[Picture]) -> tuple[float | None, ...]:
    """Return a figure for each of COLUMNS; None where there is nothing to measure it on."""
    made = [*zip(photos, pictures, strict=True)]
    clouds = measure_clouds((masked.rgb, picture) for masked, picture in made)
    with suppress(DataError):  # no mask may be of a person
        skin = measure_skin(made)[ALL]
        return 100 * skin.unlike, skin.delta_e, measure_things(made).beyond, clouds.beyond
    return None, None, measure_things(made).beyond, clouds.beyond
