"""Components of the studio's own: page, style and script of a name, which lie in `static`.

A script there is a module that imports others. Streamlit takes one text for a component: each
module that is imported becomes a constant of it, in a scope of its own, before those who use it.
Comments that say types stay here: they are half of a script. Styles and pages take in others
likewise.

Pages and scripts are in the language of whoever looks. Streamlit keeps one page and one script for
a name, so a component has a name for each language.

A message names pictures by address: it changes with each act, and they seldom do. They are JPEGs
of up to 1400 pixels, good enough for looking; the exact pixels are those of the download.
"""

import functools
import re
from dataclasses import fields, is_dataclass
from importlib.resources import files
from typing import Any

import streamlit as st

from studio.language.numbers import ENGLISH
from studio.ui import language
from studio.ui.server import pictures
from studio.ui.widgets import wording

STYLES = re.compile(r'^@import "\./(\w+\.css)";$', re.MULTILINE)
PARTS = re.compile(r"^ *<!-- (\w+\.html) -->$", re.MULTILINE)
IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
TYPES = re.compile(r"^ */\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)
EXPORT = re.compile(r"^export (?=(?:async )?(?:const|function) (\w+))", re.MULTILINE)


def draw_control(name: str, message: object, key: str, **changes: Any) -> Any:
    """Draw a control, which has a page and styles of its own, and return the values it sent back.

    Parameters
    ----------
    name : str
        Of its files in `static`.
    message : dataclass
        What its script is given, with pictures as files in bytes.
    key : str
        Of the widget.
    **changes : callable
        Called on change of a value that it sends back, as `on_NAME_change`.
    """
    css = _style("controls.css") + _style(f"{name}.css")
    return _draw(name, message, key, changes, html=page(name, language.current()), css=css)


def run_script(name: str, message: object, key: str, **changes: Any) -> Any:
    """Run a script that shows nothing; else as `draw_control`.

    It works on the page itself: a shadow root, as for styles of its own, has no width to measure.
    """
    return _draw(name, message, key, changes, isolate_styles=False)


def to_message(value: Any) -> Any:
    """Convert a frozen value to what JSON can say: fields by name, JPEGs by address."""
    if is_dataclass(value):
        return {field.name: to_message(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_message(part) for part in value]
    if isinstance(value, bytes):
        return pictures.name_address(value)
    return value


@functools.cache
def page(name: str, tag: str) -> str:
    """Return a page with all that it takes in, in the language of a tag."""
    html = PARTS.sub(lambda match: _asset(match[1]), _asset(f"{name}.html"))
    return wording.translate_page(html, tag)


@functools.cache
def script(name: str, tag: str) -> str:
    """Join a module and all that it imports into one script, in the language of a tag."""
    parts = [_scope(part) for part in dict.fromkeys(_imports(name))]
    return wording.translate_script("".join([*parts, EXPORT.sub("", _body(name))]), tag)


def _draw(name: str, message: object, key: str, changes: dict[str, Any], **files: Any) -> Any:
    tag = language.current()
    full_name = f"studio-{name}" if tag == ENGLISH else f"studio-{name}-{tag}"
    mount = st.components.v2.component(full_name, js=script(name, tag), **files)
    return mount(key=key, data=to_message(message), **changes)


def _style(file: str) -> str:
    """Return a file of styles with all that it takes in."""
    return STYLES.sub(lambda match: _style(match[1]), _asset(file))


def _imports(name: str) -> list[str]:
    """Return the modules that a module needs, each behind those that it needs itself."""
    direct = [match[2] for match in IMPORT.finditer(_asset(f"{name}.js"))]
    return [part for other in direct for part in (*_imports(other), other)]


def _scope(name: str) -> str:
    """Return a module as a constant that holds what it exports."""
    body = _body(name)
    exports = ", ".join(match[1] for match in EXPORT.finditer(body))
    return f"const ${name} = (() => {{\n{EXPORT.sub('', body)}return {{ {exports} }};\n}})();\n"


def _body(name: str) -> str:
    """Return a module that takes what it imports from constants."""
    return IMPORT.sub(r"const \1 = $\2;", TYPES.sub("", _asset(f"{name}.js")))


@functools.cache
def _asset(file: str) -> str:
    return (files("studio.ui.widgets") / "static" / file).read_text(encoding="utf-8")
