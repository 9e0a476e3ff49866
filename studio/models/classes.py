"""Classes: what segmenters call the parts of a photo, and the colours that stand for them."""

import re
from dataclasses import dataclass

from studio.errors import RecipeError
from studio.language import _

NUMBERED = re.compile(r"class (\d+)")  # a class that nobody named
UNSURE = 255  # the label of a pixel whose class is not certain enough

Color = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Classes:
    """A table of classes; a label is a position in it."""

    names: tuple[str, ...]  # at most 255, since label 255 is `UNSURE`
    palette: tuple[Color, ...]  # RGB of each class, 0 to 255
    foreground: tuple[str, ...]  # names of the classes that are the subject of a photo
    note: str = ""  # what a person should know of the names; empty if they are what they seem

    def labels(self, names: tuple[str, ...]) -> tuple[int, ...]:
        """Return the labels of some classes; upper and lower case are the same.

        Raises
        ------
        RecipeError
            Naming the first that is not in the table.
        """
        known = {name.casefold(): label for label, name in enumerate(self.names)}
        for name in names:
            if name.casefold() not in known:
                raise RecipeError(
                    _("the class {name!r:.60}", name=name),
                    _("one of {names}", names=", ".join(self.names)),
                    _("choose a class of that model, or another model"),
                )
        return tuple(known[name.casefold()] for name in names)


def standard_palette(count: int) -> tuple[Color, ...]:
    """Return the colours of Pascal VOC's label pictures, which go on for any data set.

    The bits of a label are dealt in turn to red, green and blue, from the highest bit downwards.
    There are 256 at most; colour 255 is the cream that VOC gives to undecided borders.

    Examples
    --------
    >>> standard_palette(3)
    ((0, 0, 0), (128, 0, 0), (0, 128, 0))
    """
    return tuple((_deal(label, 0), _deal(label, 1), _deal(label, 2)) for label in range(count))


def _deal(label: int, channel: int) -> int:
    return sum((label >> (3 * place + channel) & 1) << (7 - place) for place in range(3))


def number(count: int, note: str) -> Classes:
    """Return a table for classes that have no known names: "class 0", "class 1" and so on."""
    names = tuple(f"class {label}" for label in range(count))
    return Classes(names=names, palette=standard_palette(count), foreground=(), note=note)


_CAMVID: dict[str, Color] = {
    "Animal": (64, 128, 64),
    "Archway": (192, 0, 128),
    "Bicyclist": (0, 128, 192),
    "Bridge": (0, 128, 64),
    "Building": (128, 0, 0),
    "Car": (64, 0, 128),
    "CartLuggagePram": (64, 0, 192),
    "Child": (192, 128, 64),
    "Column_Pole": (192, 192, 128),
    "Fence": (64, 64, 128),
    "LaneMkgsDriv": (128, 0, 192),
    "LaneMkgsNonDriv": (192, 0, 64),
    "Misc_Text": (128, 128, 64),
    "MotorcycleScooter": (192, 0, 192),
    "OtherMoving": (128, 64, 64),
    "ParkingBlock": (64, 192, 128),
    "Pedestrian": (64, 64, 0),
    "Road": (128, 64, 128),
    "RoadShoulder": (128, 128, 192),
    "Sidewalk": (0, 0, 192),
    "SignSymbol": (192, 128, 128),
    "Sky": (128, 128, 128),
    "SUVPickupTruck": (64, 128, 192),
    "TrafficCone": (0, 0, 64),
    "TrafficLight": (0, 64, 64),
    "Train": (192, 64, 128),
    "Tree": (128, 128, 0),
    "Truck_Bus": (192, 128, 192),
    "Tunnel": (64, 0, 64),
    "VegetationMisc": (192, 192, 0),
    "Void": (0, 0, 0),
    "Wall": (64, 192, 0),
}
# Brostow, Fauqueur, Cipolla, "Semantic object classes in video", Pattern Recognition Letters 2009
CAMVID = Classes(
    names=tuple(_CAMVID),
    palette=tuple(_CAMVID.values()),
    foreground=("Pedestrian", "Child", "Bicyclist"),
)

# The reduction of Badrinarayanan, Kendall, Cipolla, "SegNet", 2017, in the order of its labels
_REDUCED = {
    "sky": "Sky",
    "building": "Building",
    "pole": "Column_Pole",
    "road": "Road",
    "pavement": "Sidewalk",
    "tree": "Tree",
    "signsymbol": "SignSymbol",
    "fence": "Fence",
    "car": "Car",
    "pedestrian": "Pedestrian",
    "bicyclist": "Bicyclist",
}
CAMVID_11 = Classes(
    names=tuple(_REDUCED),
    palette=tuple(_CAMVID[name] for name in _REDUCED.values()),
    foreground=("pedestrian", "bicyclist"),
)

# Everingham et al., "The Pascal Visual Object Classes Challenge", IJCV 2010
VOC = Classes(
    names=(
        *("background", "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat"),
        *("chair", "cow", "diningtable", "dog", "horse", "motorbike", "person", "pottedplant"),
        *("sheep", "sofa", "train", "tvmonitor"),
    ),
    palette=standard_palette(21),
    foreground=("person",),
)

PEOPLE = Classes(
    names=("background", "person"),
    palette=((0, 0, 0), VOC.palette[15]),
    foreground=("person",),
)

# by the names that the catalog of models uses
TABLES = {"CAMVID": CAMVID, "CAMVID_11": CAMVID_11, "VOC": VOC, "PEOPLE": PEOPLE}


# names that no person would say, and what a person would
_SPOKEN = {
    "signsymbol": _("sign"),
    "Column_Pole": _("pole"),
    "LaneMkgsDriv": _("lane marking"),
    "LaneMkgsNonDriv": _("other marking"),
    "Misc_Text": _("sign with text"),
    "OtherMoving": _("other vehicle"),
    "SUVPickupTruck": _("pickup truck"),
    "Truck_Bus": _("truck or bus"),
    "VegetationMisc": _("plants"),
    "CartLuggagePram": _("cart or pram"),
    "diningtable": _("dining table"),
    "pottedplant": _("potted plant"),
    "tvmonitor": _("screen"),
    "unsure": _("unsure"),
}


def spoken(name: str) -> str:
    """Return what a person calls a class.

    Examples
    --------
    >>> spoken("signsymbol"), spoken("TrafficLight"), spoken("car")
    ('sign', 'traffic light', 'car')
    """
    if known := _SPOKEN.get(name):
        return known
    if numbered := NUMBERED.fullmatch(name):
        return _("class {number}", number=numbered[1])
    return _(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower())
