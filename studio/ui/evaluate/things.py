"""Clicks and hints, measured on photos with masks of things."""

from collections.abc import Mapping, Sequence

import streamlit as st

from studio.evaluate import reach
from studio.evaluate.masked import pick_all
from studio.evaluate.reach import Reach
from studio.evaluate.things import by_picker, summarize
from studio.recipe.hints import PICKER
from studio.ui.evaluate.masked_photos import Pair, open_pair
from studio.ui.panels import model_cards
from studio.ui.work import cache

REMEMBERED = 64
CLICKS = {f"IoU@{n}": f"{n} click{'s' if n > 1 else ''}" for n in (1, 2, 3, 5)}
NEEDED = {f"NoC@{n}": f"Clicks to {n} %" for n in (85, 90)}
WAYS = {
    "photo": "Everywhere like it",
    "thing, own choice": "In the thing under it",
    "thing": "In it, as a whole thing",
    "part": "In it, as a part",
}
SHARE = st.column_config.NumberColumn(format="%.0f %%")
OF_CLICKS = (
    "How far mask and found thing are the same (IoU), in gray photos, after so many clicks, each "
    "in the middle of the largest error; and how many it takes to 85 and 90 % (NoC, 10 where "
    "that is never). As `colorstudio evaluate things` measures."
)
OF_HINTS = (
    "**Covered** is the share of a thing that one small hint in its middle colours, **spilt** the "
    "share of all else that it changes. As `colorstudio evaluate hints --masks` measures."
)


def draw(pairs: Sequence[Pair]) -> None:
    """Draw both tables for photos with masks; nothing if there are none."""
    if not pairs:
        return
    asked = tuple(upload.sha256 for pair in pairs for upload in pair)
    with st.spinner("Picking, and trying hints"):
        picked, reached = _pick(asked, pairs), _measure_reach(asked, pairs)
    shares = {title: 100 * picked[key] for key, title in CLICKS.items()}
    counts = {title: picked[key] for key, title in NEEDED.items()}
    rows = [{"Picker": model_cards.label(PICKER), **shares, **counts}]
    st.dataframe(rows, column_config=dict.fromkeys(shares, SHARE), hide_index=True)
    st.caption(OF_CLICKS)
    goes = [
        {"A hint goes": title, "Covered": 100 * found.covered, "Spilt": 100 * found.spilt}
        for found, title in ((reached[way], title) for way, title in WAYS.items())
    ]
    columns = {"Covered": SHARE, "Spilt": st.column_config.NumberColumn(format="%.1f %%")}
    st.dataframe(goes, column_config=columns, hide_index=True)
    st.caption(OF_HINTS)


@cache.remember(REMEMBERED)
def _pick(asked: tuple[str, ...], _pairs: Sequence[Pair]) -> Mapping[str, float]:
    answers = by_picker(PICKER, cache.registry())
    return summarize(pick_all(map(open_pair, _pairs), answers))


@cache.remember(REMEMBERED)
def _measure_reach(asked: tuple[str, ...], _pairs: Sequence[Pair]) -> Mapping[str, Reach]:
    return reach.measure_reach(map(open_pair, _pairs), cache.registry())
