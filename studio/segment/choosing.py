"""Choosing: which segmenter fits a photo, of those that are ready."""

from collections.abc import Collection

from studio.color.lab import turn_gray
from studio.color.sizes import shrink
from studio.errors import MissingWeightsError
from studio.language import _
from studio.models.catalog import Model
from studio.models.classes import TABLES
from studio.models.registry import SEGMENT, Registry
from studio.photo.photo import Photo
from studio.segment.scene import recognize

SIDE = 640  # pixels of a photo that is only looked at to tell what it is of


def choose(photo: Photo, registry: Registry, names: Collection[str] = ()) -> str:
    """Return the ready segmenter that fits a photo, of those that know all classes of some names.

    Raises
    ------
    MissingWeightsError
        If none is ready.
    """
    able = find_knowing(names, registry)
    by_scene = {model.scene: model.name for model in reversed(able)}
    if not {"street", "people"} <= by_scene.keys():
        return able[0].name
    gray = turn_gray(shrink(photo.rgb, SIDE))
    nets = (registry.segmenter(by_scene[kind]) for kind in ("street", "people"))
    found = recognize(*(net.probabilities(gray) for net in nets))
    return by_scene["street" if found == "street" else "people"]


def find_knowing(names: Collection[str], registry: Registry) -> list[Model]:
    """Return the ready segmenters that know all those classes; if none does, all.

    Raises
    ------
    MissingWeightsError
        If none is ready.
    """
    ready = registry.ready(SEGMENT)
    if not ready:
        raise MissingWeightsError(
            _("no segmenter that is ready"),
            _("one of them"),
            _("run `colorstudio models install {name}`", name=registry.known(SEGMENT)[0].name),
        )
    return [model for model in ready if _knows(model, names)] or ready


def _knows(model: Model, names: Collection[str]) -> bool:
    """Tell whether a segmenter's table has all those classes; upper and lower case are the same."""
    table = TABLES[model.classes].names if model.classes else ()
    return {name.casefold() for name in names} <= {name.casefold() for name in table}
