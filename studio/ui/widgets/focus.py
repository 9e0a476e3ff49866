"""Where the keyboard goes on: what a person pressed is often gone once the page is drawn anew."""

import itertools

import streamlit as st

from studio.ui import quirks
from studio.ui.entries import Entry

NEXT = Entry[tuple[str, int] | None](None)
JAVASCRIPT = """
const PATIENCE_MS = 5000; // until the place is on the page
const EVERY_MS = 50;
const WITHIN = "button:enabled, input:enabled, [tabindex='0']";
export default function ({ data }) {
  const end = performance.now() + PATIENCE_MS;
  const give = () => {
    const place = document.querySelector(`.st-key-${data.place}`);
    const control = place?.querySelector(WITHIN);
    const isFree = !document.activeElement || document.activeElement === document.body;
    if (control && isFree) control.focus({ preventScroll: true });
    else if (isFree && performance.now() < end) timer = setTimeout(give, EVERY_MS);
  };
  let timer = setTimeout(give, EVERY_MS);
  return () => clearTimeout(timer);
}
"""

_numbers = itertools.count(1)


def ask(place: str) -> None:
    """Have the keyboard go on in the container of that key, unless a person is elsewhere."""
    NEXT.set((place, next(_numbers)))


def draw() -> None:
    """Tell the browser where the keyboard goes on: once each time it was asked for."""
    if asked := NEXT.get():
        place, number = asked
        give = st.components.v2.component("studio-focus", js=JAVASCRIPT, **quirks.BARE)
        with quirks.aside("focus"):
            give(key=f"focus-{number}", data={"place": place})
