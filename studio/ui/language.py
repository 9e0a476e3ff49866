"""The language of whoever looks at a page: what they chose, else what their browser asks for."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from studio.language import Sentence, choose_language, format_number, translate
from studio.language import ngettext as make_number

COOKIE = "language"  # what was chosen, kept by the browser: `language.js` sets it


def current() -> str:
    """Return the tag of the language of the page that is being drawn, of two letters."""
    asked = st.context.headers.get("Accept-Language") or st.context.locale or ""
    return choose(st.context.cookies, asked)


def choose(cookies: Mapping[str, str], asked: str) -> str:
    """Return the tag of the language for a browser that sends these cookies.

    What it asks for, in `Accept-Language`, stands in the order of its preference, as all browsers
    write it.

    Examples
    --------
    >>> choose({}, "fr, de-CH;q=0.8, en;q=0.5"), choose({COOKIE: "en"}, "de")
    ('de', 'en')
    """
    if chosen := cookies.get(COOKIE):
        return choose_language([chosen])
    return choose_language(tag.partition(";")[0].strip() for tag in asked.split(","))


def tell(message: str, /, **values: Any) -> str:
    """Return a sentence in the language of the page that is being drawn.

    Takes an English message with its values as `studio.language._` does, or a sentence made before.
    """
    return translate(Sentence(message, values) if values else message, current())


def tell_number(one: str, many: str, n: float, /, **values: Any) -> str:
    """Return a sentence about a number, as `studio.language.ngettext` makes it, in it."""
    return translate(make_number(one, many, n, **values), current())


def tell_figure(value: float, asked: str) -> str:
    """Return a number as the language writes it; `asked` is what Python's `format` takes."""
    return format_number(value, asked, current())
