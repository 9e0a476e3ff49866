"""Components of the studio's own: page, style and script of a name, which lie in `static`.

Pictures travel as data addresses inside a component's message: 1400-pixel JPEGs are small enough
and good enough for looking, Streamlit sends an unchanged message but once, and its store of media
files has no public way in. The exact pixels are those of the download.
"""

import base64
import functools
from importlib.resources import files
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

PNG = b"\x89PNG"  # begins each such file


def component(name: str, *parts: str) -> ComponentRenderer:
    """Return what mounts the component of a name, whose script has further parts."""
    css = _asset("controls.css") + _asset(f"{name}.css")
    page, script = _asset(f"{name}.html"), "".join(_asset(f"{part}.js") for part in (name, *parts))
    return st.components.v2.component(f"studio-{name}", html=page, css=css, js=script)


def addressed(value: Any) -> Any:
    """Return data with the JPEG and PNG files in it as data addresses."""
    if isinstance(value, bytes):
        kind = "png" if value.startswith(PNG) else "jpeg"
        return f"data:image/{kind};base64,{base64.b64encode(value).decode()}"
    if isinstance(value, dict):
        return {key: addressed(part) for key, part in value.items()}
    return value


@functools.cache
def _asset(file: str) -> str:
    return (files("studio.ui.widgets") / "static" / file).read_text(encoding="utf-8")
