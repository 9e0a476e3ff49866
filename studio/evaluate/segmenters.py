"""Segmenters, measured: the classes of street scenes, and masks of people."""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from studio.color import lab
from studio.color.arrays import Picture
from studio.errors import DataError
from studio.evaluate.metrics import confusion, iou
from studio.evaluate.scenes import Scene
from studio.language import _
from studio.models.classes import CAMVID_11, UNSURE, Classes
from studio.models.registry import Segmenter
from studio.segment import grabcut
from studio.segment.grabcut import Box
from studio.segment.masks import of_classes, probability
from studio.segment.segmentation import Labels, Segmentation, from_probabilities

SLACK = 0.1  # of the size of a true mask's box, by which the loose box is larger on each side
LOOSE_BOX = _("GrabCut from a loose box")

Places = npt.NDArray[np.int_]

# Which of CamVid's 32 classes count as each of the 11; Void as none. Grouped as by Badrinarayanan,
# Kendall, Cipolla, "SegNet", 2017, spelt out in MathWorks' `camvidPixelLabelIDs`.
REDUCTION: Mapping[str, tuple[str, ...]] = {
    "sky": ("Sky",),
    "building": ("Building", "Archway", "Bridge", "Tunnel", "Wall"),
    "pole": ("Column_Pole", "TrafficCone"),
    "road": ("Road", "LaneMkgsDriv", "LaneMkgsNonDriv"),
    "pavement": ("Sidewalk", "ParkingBlock", "RoadShoulder"),
    "tree": ("Tree", "VegetationMisc"),
    "signsymbol": ("SignSymbol", "Misc_Text", "TrafficLight"),
    "fence": ("Fence",),
    "car": ("Car", "SUVPickupTruck", "Truck_Bus", "Train", "OtherMoving"),
    "pedestrian": ("Pedestrian", "Child", "CartLuggagePram", "Animal"),
    "bicyclist": ("Bicyclist", "MotorcycleScooter"),
}


def measure_streets(scenes: Iterable[Scene], segmenter: Segmenter) -> dict[str, float]:
    """Measure a segmenter on street scenes: one confusion matrix over all, void ignored.

    Returns the intersection over union of each of the 11 classes, then their "mean". It is NaN for
    a class that neither the scenes nor the model's answers have, which is not in the mean.

    Raises
    ------
    DataError
        If the model has none of its classes for one of the 11.
    """
    meaning = reduction(segmenter.classes)
    classes = len(CAMVID_11.names)
    counts = np.zeros((classes, classes + 1), np.int64)
    for scene in scenes:
        counts += confusion(scene.labels, meaning[segment(scene.rgb, segmenter).labels], classes)
    overlaps = iou(counts)
    figures = dict(zip(CAMVID_11.names, overlaps.tolist(), strict=True))
    return {**figures, "mean": float(np.nanmean(overlaps))}


def measure_people(
    scenes: Iterable[Scene], segmenters: Mapping[str, Segmenter]
) -> dict[str, float]:
    """Measure masks of people at each picture's own size; a model's foreground counts as people.

    Returns the intersection over union by way, mean over pictures: of each model, "refined" along
    the picture's edges, and of GrabCut, which gets the true mask's box grown by 10 % of its size
    each side.

    Raises
    ------
    DataError
        If nobody is in a scene.
    """
    rows = [_overlaps(scene, segmenters) for scene in scenes]
    return {way: float(np.mean([row[way] for row in rows])) for way in rows[0]}


def take_colors(scene: Scene) -> Scene:
    """Take the colours of a scene away; its L* stays."""
    return Scene(lab.turn_gray(scene.rgb), scene.labels)


def segment(rgb: Picture, segmenter: Segmenter) -> Segmentation:
    """Tell what is where in a picture, at its size and as the model says."""
    height, width = rgb.shape[:2]
    return from_probabilities(segmenter.probabilities(rgb), height, width, segmenter.classes)


def reduction(classes: Classes) -> Labels:
    """Return which of CamVid's 11 classes each label stands for, else `UNSURE`: uint8 (256,).

    Raises
    ------
    DataError
        If no label stands for one of them.
    """
    meaning = np.full(256, UNSURE, np.uint8)
    for label, name in enumerate(CAMVID_11.names):
        counted = (name, *REDUCTION[name])
        meaning[[own for own, word in enumerate(classes.names) if word in counted]] = label
    missing = [name for label, name in enumerate(CAMVID_11.names) if label not in meaning]
    if missing:
        raise DataError(
            _("a model without {names}", names=", ".join(missing)),
            _("one of street scenes"),
            _("choose another, such as camvid-compact"),
        )
    return meaning


def loose_box(mask: Labels) -> Box:
    """Return the box around what a mask selects, grown by 10 % of its size on each side.

    Raises
    ------
    DataError
        If it selects nothing.
    """
    if not mask.any():
        raise DataError(
            _("a mask of nobody"), _("a person in each picture"), _("remove the picture")
        )
    rows, columns = np.nonzero(mask)
    top, bottom = _extent(rows, mask.shape[0])
    left, right = _extent(columns, mask.shape[1])
    return Box(left, top, right, bottom)


def _extent(places: Places, size: int) -> tuple[float, float]:
    """Return where some places in a row of pixels begin and end, with slack, as shares of it."""
    first, last = int(places.min()), int(places.max()) + 1
    slack = SLACK * (last - first)
    return max(0.0, (first - slack) / size), min(1.0, (last + slack) / size)


def _overlaps(scene: Scene, segmenters: Mapping[str, Segmenter]) -> dict[str, float]:
    masks = {}
    for name, segmenter in segmenters.items():
        found = segment(scene.rgb, segmenter)
        foreground = found.classes.foreground
        masks[name] = of_classes(found, foreground)
        masks[f"{name} refined"] = grabcut.refine(probability(found, foreground), scene.rgb)
    masks[LOOSE_BOX] = grabcut.subject(scene.rgb, loose_box(scene.labels))
    counts = {way: confusion(scene.labels, mask.view(np.uint8), 2) for way, mask in masks.items()}
    return {way: float(iou(count)[1]) for way, count in counts.items()}
