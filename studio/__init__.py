"""Colorization Studio: a photo and a recipe make a colour picture.

`open_photo` a file, `render` it as a `Recipe` says with the models of a `Registry`, and `save` the
rendering. The README has an example.
"""

import pkgutil
from typing import Any

__version__ = "0.1.0"

# where each is, imported when it is asked for: importing the studio alone loads nothing
API = {
    "Recipe": "recipe.recipe:Recipe",
    "Registry": "models.registry:Registry",
    "open_photo": "photo.photo:open_file",
    "render": "rendering.render:render",
    "save": "rendering.export:save",
}
__all__ = list(API)


def __getattr__(name: str) -> Any:
    """Return a part of the API."""
    if name not in API:
        raise AttributeError(f"module 'studio' has no attribute {name!r}")
    return pkgutil.resolve_name(f"studio.{API[name]}")


def __dir__() -> list[str]:
    """Return what there is, the API included."""
    return [*globals(), *API]
