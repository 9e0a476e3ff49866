"""Region edits as documents, ready for JSON.

`{"base": "photo", "tidying": {"floor": 0, "smoothing": 0, "smallest": 0}, "edits": [
{"where": {"kind": "classes", "model": "camvid-compact", "names": ["sky"]},
"what": {"kind": "tint", "color": "#2e86c1", "strength": 1},
"on": true, "inverted": false, "grow": 0, "feather": 0.005}]}`.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from studio.errors import PhotoError
from studio.photo.masks import MOST_CHARACTERS, unpack
from studio.recipe.documents import (
    Reader,
    choice,
    color,
    entries,
    flag,
    items,
    limit,
    number,
    refusal,
    some_entries,
    text,
)
from studio.recipe.regions import (
    MODEL,
    PHOTO,
    Adjust,
    Background,
    Colorize,
    Drawn,
    Foreground,
    Keep,
    OfClasses,
    RegionEdit,
    Regions,
    Tidying,
    Tint,
)

MOST_EDITS = 32
MOST_NAMES = 255  # as many classes as labels
MOST_MASKS = 3 * MOST_CHARACTERS  # of all masks together, so that a PNG can carry the recipe
MOST_GROWTH = 0.1
WIDEST_FEATHER = 0.25

# what a value of each kind is made of, and how its entries are read
Kinds = Mapping[str, tuple[type, Mapping[str, Reader]]]


def parse(document: object) -> Regions:
    """Turn a decoded JSON document into region edits: the only door, whatever they come from.

    Parameters
    ----------
    document : object
        Of the form at the head of this module; each of the three entries may be missing.

    Raises
    ------
    RecipeError
        Naming the first entry that has a wrong key, type, number, colour or mask, or the limit
        broken.
    """
    return Regions(**some_entries("regions", document, _REGIONS))


def to_document(regions: Regions) -> dict[str, Any]:
    """Return what `parse` turns back into equal regions."""
    edits = [
        {**asdict(edit), "where": _tell(edit.where, _WHERE), "what": _tell(edit.what, _WHAT)}
        for edit in regions.edits
    ]
    return {"base": regions.base, "tidying": asdict(regions.tidying), "edits": edits}


def _tell(value: Any, kinds: Kinds) -> dict[str, Any]:
    """Return the entries of a value after the name of its kind."""
    kind = next(name for name, (make, _) in kinds.items() if make is type(value))
    listed = {key: list(x) if isinstance(x, tuple) else x for key, x in asdict(value).items()}
    return {"kind": kind, **listed}


def _edits(name: str, value: object) -> tuple[RegionEdit, ...]:
    found = items(name, value)
    limit(len(found), MOST_EDITS, "region edits")
    # masks are decoded one by one, which is only safe after their number is known to be small
    edits = tuple(_edit(f"edit {place}", item) for place, item in enumerate(found, 1))
    packed = sum(len(edit.where.mask) for edit in edits if isinstance(edit.where, Drawn))
    limit(packed, MOST_MASKS, "letters of masks")
    return edits


def _edit(name: str, value: object) -> RegionEdit:
    return RegionEdit(**entries(name, value, _EDIT))


def _names(name: str, value: object) -> tuple[str, ...]:
    found = items(name, value)
    limit(len(found), MOST_NAMES, "names of classes")
    return tuple(_name(name, item) for item in found)


def _mask(name: str, value: object) -> str:
    packed = text(MOST_CHARACTERS)(name, value)
    try:
        unpack(packed)
    except PhotoError as error:
        raise refusal(name, value, "a mask as the studio saves it") from error
    return packed


def _tidying(name: str, value: object) -> Tidying:
    return Tidying(**entries(name, value, _TIDYING))


def _one_of(kinds: Kinds) -> Reader:
    """Make a reader of objects that say by their kind what else they hold."""

    def read(name: str, value: object) -> object:
        if not isinstance(value, dict):
            raise refusal(name, value, "an object with a kind")
        make, readers = kinds[choice(*kinds)(f"{name}, kind", value.get("kind"))]
        return make(**entries(name, {k: v for k, v in value.items() if k != "kind"}, readers))

    return read


_name = text(100)
_chroma = {"strength": number(0, 2), "hue": number(-180, 180)}
_WHERE: Kinds = {
    "foreground": (Foreground, {"model": _name}),
    "background": (Background, {"model": _name}),
    "classes": (OfClasses, {"model": _name, "names": _names}),
    "mask": (Drawn, {"mask": _mask}),
}
_WHAT: Kinds = {
    "tint": (Tint, {"color": color, "strength": number(0, 2)}),
    "colorize": (Colorize, _chroma),
    "adjust": (Adjust, _chroma),
    "keep": (Keep, {}),
}
_EDIT = {
    "where": _one_of(_WHERE),
    "what": _one_of(_WHAT),
    "on": flag,
    "inverted": flag,
    "grow": number(-MOST_GROWTH, MOST_GROWTH),
    "feather": number(0, WIDEST_FEATHER),
}
_TIDYING = dict.fromkeys(("floor", "smoothing", "smallest"), number(0, 1))
_REGIONS = {"base": choice(MODEL, PHOTO), "tidying": _tidying, "edits": _edits}
