"""Clicks and hints, measured on photos with masks of things."""

from collections.abc import Mapping, Sequence

import streamlit as st

from studio.evaluate import reach
from studio.evaluate.masked import pick_all
from studio.evaluate.reach import Reach
from studio.evaluate.things import by_picker, summarize
from studio.language import _, ngettext
from studio.recipe.hints import PICKER
from studio.ui.evaluate.masked_photos import Pair, open_pair
from studio.ui.language import tell
from studio.ui.panels import model_cards
from studio.ui.work import cache

REMEMBERED = 64
CLICKS = {f"IoU@{n}": ngettext("{n} click", "{n} clicks", n) for n in (1, 2, 3, 5)}
NEEDED = {f"NoC@{n}": _("Clicks to {n} %", n=n) for n in (85, 90)}
WAYS = {
    "photo": _("Everywhere like it"),
    "thing, own choice": _("In the thing under it"),
    "thing": _("In it, as a whole thing"),
    "part": _("In it, as a part"),
}
SHARE = st.column_config.NumberColumn(format="%.0f %%")
OF_CLICKS = _(
    "How far mask and found thing are the same (IoU), in gray photos, after so many clicks, each "
    "in the middle of the largest error; and how many it takes to 85 and 90 % (NoC, 10 where "
    "that is never). As `colorstudio evaluate things` measures."
)
OF_HINTS = _(
    "**Covered** is the share of a thing that one small hint in its middle colours, **spilt** the "
    "share of all else that it changes. As `colorstudio evaluate hints --masks` measures."
)


def draw(pairs: Sequence[Pair]) -> None:
    """Draw both tables for photos with masks; nothing if there are none."""
    if not pairs:
        return
    asked = tuple(upload.sha256 for pair in pairs for upload in pair)
    with st.spinner(tell("Picking, and trying hints")):
        picked, reached = _pick(asked, pairs), _measure_reach(asked, pairs)
    shares = {tell(title): 100 * picked[key] for key, title in CLICKS.items()}
    counts = {tell(title): picked[key] for key, title in NEEDED.items()}
    rows = [{tell("Picker"): tell(model_cards.label(PICKER)), **shares, **counts}]
    st.dataframe(rows, column_config=dict.fromkeys(shares, SHARE), hide_index=True)
    st.caption(tell(OF_CLICKS))
    covered, spilt = tell("Covered"), tell("Spilt")
    goes = [
        {
            tell("A hint goes"): tell(title),
            covered: 100 * reached[way].covered,
            spilt: 100 * reached[way].spilt,
        }
        for way, title in WAYS.items()
    ]
    columns = {covered: SHARE, spilt: st.column_config.NumberColumn(format="%.1f %%")}
    st.dataframe(goes, column_config=columns, hide_index=True)
    st.caption(tell(OF_HINTS))


@cache.remember(REMEMBERED)
def _pick(asked: tuple[str, ...], _pairs: Sequence[Pair]) -> Mapping[str, float]:
    answers = by_picker(PICKER, cache.registry())
    return summarize(pick_all(map(open_pair, _pairs), answers))


@cache.remember(REMEMBERED)
def _measure_reach(asked: tuple[str, ...], _pairs: Sequence[Pair]) -> Mapping[str, Reach]:
    return reach.measure_reach(map(open_pair, _pairs), cache.registry())
