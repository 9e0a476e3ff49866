"""Recipes as files: JSON by itself, or a PNG that the studio exported with one."""

from pathlib import Path

from studio.disk import raise_read_errors
from studio.errors import RecipeError
from studio.language import _
from studio.photo.writing import encoding
from studio.recipe import recipe
from studio.recipe.recipe import Saved

ANY_RECIPE = _("a recipe saved by the studio, or a PNG exported by it")
PNG = b"\x89PNG"


def open_file(path: Path) -> Saved:
    """Read the recipe at `path`.

    Raises a `RecipeError` if no file there can be read, or :func:`read` refuses it.
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
    text = encoding.embedded_recipe(data) if data.startswith(PNG) else data
    if text is None:
        raise RecipeError(_("a file without a recipe"), ANY_RECIPE, _("choose another file"))
    return recipe.load(text)
