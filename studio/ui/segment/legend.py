"""The legend: each class that was found, its colour, its share of the photo, and a switch."""

from dataclasses import replace

import streamlit as st

from studio.recipe.regions import Foreground, OfClasses
from studio.segment.segmentation import Segmentation
from studio.ui import page, session
from studio.ui.segment import state
from studio.ui.segment.state import CLASSES, FILE, SUBJECT, Bench
from studio.ui.widgets import swatch

WIDTH = 210  # pixels of an entry: two beside each other on a laptop


def picked(found: Segmentation) -> tuple[str, ...]:
    """Return the names of the classes that the region is made of; none if it is not of classes."""
    asked, known = state.bench().draft, found.classes
    if isinstance(asked.start, OfClasses):
        return asked.start.names
    if not isinstance(asked.start, Foreground):
        return ()
    if not asked.inverted:
        return known.foreground
    seen = found.shares()
    return tuple(name for name in known.names if name in seen and name not in known.foreground)


def draw(seen: Segmentation) -> None:
    """Draw the legend; the switches pick the classes that make the region."""
    st.subheader("What was found", anchor=False)
    if seen.classes.note:
        st.caption(page.plain(seen.classes.note))
    chosen, palette = picked(seen), dict(zip(seen.classes.names, seen.classes.palette, strict=True))
    with st.container(horizontal=True, gap="small"):
        for name, share in seen.shares().items():
            if name in palette:
                _entry(name, palette[name], share, chosen)
            else:
                st.text(f"{name} {_percent(share)}", width=WIDTH)
    st.caption("Switch classes on to make a region of them; with none on, all are shown.")


def missing_subject(seen: Segmentation) -> None:
    """Say so where the photo has no foreground, and offer the box instead."""
    if state.bench().source in (CLASSES, SUBJECT, FILE):
        return
    wanted = seen.classes.foreground
    if not wanted or set(wanted) & set(seen.shares()):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"No {' or '.join(wanted)} was found in this photo.", width="content")
        st.button("Draw a box around the subject", on_click=state.choose, args=(SUBJECT,))


def _entry(name: str, color: tuple[int, int, int], share: float, chosen: tuple[str, ...]) -> None:
    square = swatch.picture("#{:02x}{:02x}{:02x}".format(*color))
    session.show(_key(name), name in chosen)
    st.toggle(
        f"![]({square}) {page.plain(name)} {_percent(share)}",
        key=_key(name),
        on_change=_pick,
        args=(name, tuple(other for other in chosen if other != name)),
        disabled=_is_drawn(state.bench()),
        width=WIDTH,
    )


def _percent(share: float) -> str:
    return f"{share:.1%}" if share >= 0.001 else "under 0.1%"


def _is_drawn(bench: Bench) -> bool:
    """Tell whether the region is made of something else than classes, or painted on."""
    return bench.source in (SUBJECT, FILE) or bench.painting


def _pick(name: str, others: tuple[str, ...]) -> None:
    """Take a class into the region, or out of it."""
    names = (*others, name) if st.session_state[_key(name)] else others
    bench, used = state.bench(), state.model()
    if used:
        begun = replace(bench.draft, start=OfClasses(used.name, names))
        state.keep(replace(bench, source=CLASSES, draft=begun))


def _key(name: str) -> str:
    return f"class-{name}"
