"""Recipes as files: JSON by itself, or a PNG that the studio exported with one."""

import codecs
import json
from pathlib import Path

from studio.disk import raise_read_errors
from studio.errors import RecipeError
from studio.photo import encoding
from studio.recipe import recipe
from studio.recipe.recipe import Saved

ANY_RECIPE = "a recipe saved by the studio, or a PNG exported by it"
PNG = b"\x89PNG"


def open_file(path: Path) -> Saved:
    """Read the recipe at `path`.

    Raises
    ------
    RecipeError
        If no file there can be read, or :func:`read` refuses it.
    """
    with raise_read_errors(ANY_RECIPE, RecipeError):
        data = path.read_bytes()
    return read(data)


def read(data: bytes) -> Saved:
    """Read the recipe in a file, whatever its name, with what was saved beside it.

    Raises
    ------
    RecipeError
        If there is none, or it is malformed.
    """
    text = encoding.embedded_recipe(data) if data.startswith(PNG) else _text(data)
    if text is None:
        raise RecipeError("a file without a recipe", ANY_RECIPE, "choose another file")
    return recipe.load(text)


def _text(data: bytes) -> str | None:
    """Return what a text file says, in UTF-8 or what its first bytes call for."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
    try:
        return data.decode(json.detect_encoding(data) if marked else "utf-8-sig")
    except UnicodeDecodeError:
        return None
