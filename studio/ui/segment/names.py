"""Names: what a person calls a layer, or a region that is to be one."""

from collections.abc import Collection

from studio.color.arrays import Mask
from studio.language import _
from studio.models.classes import spoken
from studio.recipe.regions import Foreground, OfClasses, Picked, RegionEdit, Where
from studio.segment.segmentation import Segmentation
from studio.ui.language import tell

THING, DRAWN = _("thing"), _("painted area")
NO_CLASS = "background"  # what a segmenter calls all that it does not look for
MUCH = 0.2  # share of a region from which on a class gives it its name
MOSTLY = 0.6  # share of a thing from which on it is of a class
PART = 0.25  # share of a class up to which a thing is but a part of it: a face of a person


def title(made: RegionEdit) -> str:
    """Return what a layer is called: its name, else what it concerns, as this page tells it."""
    match made.where:
        case _ if made.name:
            return made.name
        case Foreground():
            return tell("background") if made.inverted else tell("foreground")
        case OfClasses(names=names):
            return list_classes(names)
        case Picked():
            return tell(THING)
    return tell("mask")


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
        much = tuple(name for name, share in shares.items() if share > MUCH)
        return list_classes(much) if much else tell(DRAWN)
    whole = found.shares()
    for name, share in shares.items():
        known = name in found.classes.names and name != NO_CLASS
        if known and share > MOSTLY and share * inside.mean() > PART * whole[name]:
            return tell(spoken(name))
    return tell(THING)


def list_classes(names: tuple[str, ...]) -> str:
    """Return classes in a person's words: "sky, tree and car"."""
    *others, last = [tell(spoken(name)) for name in names or [""]]
    return tell("{names} and {last}", names=", ".join(others), last=last) if others else last


def find_free(wanted: str, taken: Collection[str]) -> str:
    """Return a name that is not taken: with a number, if the one that is wanted is."""
    numbered = (f"{wanted} {number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)


def capitalize(name: str) -> str:
    """Return a name with a capital at its beginning; the others it has stay.

    Examples
    --------
    >>> capitalize("sky and My Hat")
    'Sky and My Hat'
    """
    return name[:1].upper() + name[1:]
