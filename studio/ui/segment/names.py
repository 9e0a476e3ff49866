"""Names: what a person calls a layer, or a region that is to be one."""

from collections.abc import Collection

from studio.color.arrays import Mask
from studio.models.classes import spoken
from studio.recipe.regions import Foreground, OfClasses, Picked, RegionEdit, Where
from studio.segment.segmentation import Segmentation

THING, DRAWN = "thing", "painted area"
NO_CLASS = "background"  # what a segmenter calls all that it does not look for
MUCH = 0.2  # share of a region from which on a class gives it its name
MOSTLY = 0.6  # share of a thing from which on it is of a class
PART = 0.25  # share of a class up to which a thing is but a part of it: a face of a person


def title(made: RegionEdit) -> str:
    """Return what a layer is called: its name, else what it concerns."""
    match made.where:
        case _ if made.name:
            return made.name
        case Foreground():
            return "background" if made.inverted else "foreground"
        case OfClasses(names=names):
            return list_classes(names)
        case Picked():
            return THING
    return "mask"


def name_mask(where: Where, inside: Mask, found: Segmentation) -> str:
    """Return a name for what lies inside a mask: the classes there, or the one that it is.

    Parameters
    ----------
    where : Where
        How the region was chosen: a thing that was picked is of one class or of none.
    inside : bool array of shape (H, W)
    found : Segmentation
        Of that size.
    """
    shares = found.shares_of(inside)
    if not isinstance(where, Picked):
        return list_classes(tuple(name for name, share in shares.items() if share > MUCH)) or DRAWN
    whole = found.shares()
    for name, share in shares.items():
        known = name in found.classes.names and name != NO_CLASS
        if known and share > MOSTLY and share * inside.mean() > PART * whole[name]:
            return spoken(name)
    return THING


def list_classes(names: tuple[str, ...]) -> str:
    """Return classes in a person's words: "sky, tree and car"."""
    *others, last = map(spoken, names or [""])
    return f"{', '.join(others)} and {last}" if others else last


def find_free(wanted: str, taken: Collection[str]) -> str:
    """Return a name that is not taken: with a number, if the one that is wanted is."""
    numbered = (f"{wanted} {number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)
