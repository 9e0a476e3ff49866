"""The keys of a visitor's works, kept in the visitor's own browser: the server lists nobody's."""

import re
from collections.abc import Sequence
from typing import Any

import streamlit as st

from studio.ui import quirks
from studio.works.store import KEY

MOST = 100  # keys that a browser keeps
JAVASCRIPT = f"""
const NAME = "colorstudio-works";
const isKey = (text) => typeof text === "string" && /^{KEY}$/.test(text);
const read = () => {{
  try {{
    const found = JSON.parse(localStorage.getItem(NAME));
    return Array.isArray(found) ? found.filter(isKey) : [];
  }} catch {{
    return []; // storage may be blocked, or hold anything
  }}
}};
const write = (keys) => {{
  try {{
    localStorage.setItem(NAME, JSON.stringify(keys));
  }} catch {{
    // blocked or full: the server knows the works of this session
  }}
}};
export default function ({{ data, setStateValue }}) {{
  const {{ open, gone, known, asked }} = data;
  const others = read().filter((key) => key !== open && !gone.includes(key));
  const keys = [...(open ? [open] : []), ...others].slice(0, {MOST});
  write(keys);
  if (asked && keys.join() !== known.join()) setStateValue("works", keys);
}}
"""


def draw(open_work: str, gone: Sequence[str], known: Sequence[str], *, asked: bool) -> list[str]:
    """Have the browser keep the key of the work that is open, and return those it keeps.

    Parameters
    ----------
    open_work : str
        A key, or nothing.
    gone : sequence of str
        Keys that the browser is to forget.
    known : sequence of str
        What was returned last.
    asked : bool
        Whether the browser is to tell, which draws the page once more where it tells news.

    Returns
    -------
    list of str
        Keys, the work opened last first; `known` until the browser has told.
    """
    keep = st.components.v2.component("studio-keyring", js=JAVASCRIPT, **quirks.BARE)
    data = {"open": open_work, "gone": list(gone), "known": list(known), "asked": asked}
    with quirks.aside("keyring"):
        told: Any = keep(key="keyring", data=data, on_works_change=lambda: None).works
    if not isinstance(told, list):
        return list(known)
    return [key for key in told[:MOST] if isinstance(key, str) and re.fullmatch(KEY, key)]
