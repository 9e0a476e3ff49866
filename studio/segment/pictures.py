"""Pictures of what is where: classes, regions and doubt over the photo; class ids as a file."""

import cv2
import numpy as np
from PIL import Image

from studio.color.arrays import Float, Picture
from studio.color.sizes import resize_map
from studio.errors import PhotoError
from studio.language import _
from studio.models.classes import Classes, standard_palette
from studio.photo import results
from studio.photo.reading.decoding import decode_stored
from studio.photo.results import Kind
from studio.segment.masks import of_classes
from studio.segment.segmentation import Labels, Segmentation

HEAT = 0.75  # opacity of the heat over the photo


def paint(segmentation: Segmentation) -> Picture:
    """Show each class in its colour, unsure pixels in cream: uint8 (H, W, 3)."""
    return _colors(segmentation.classes)[segmentation.labels]


def overlay(
    rgb: Picture, segmentation: Segmentation, opacity: float, names: tuple[str, ...] = ()
) -> Picture:
    """Lay the colours of classes over a photo.

    Opacity 0 shows the photo, uint8 (H, W, 3), alone, 1 the colours alone; shown are the classes of
    some names, all if there are none.
    """
    mixed = cv2.addWeighted(rgb, 1 - opacity, paint(segmentation), opacity, 0)
    if names:
        mixed = np.where(of_classes(segmentation, names)[..., None], mixed, rgb)
    return mixed.astype(np.uint8, copy=False)


def confidence(rgb: Picture, confidence: Float) -> Picture:
    """Lay a heat map over a photo: black where the model guessed, pale yellow where it is certain.

    The confidence is float32 (h, w), in [0, 1].
    """
    levels = np.rint(resize_map(confidence, *rgb.shape[:2]).clip(0, 1) * 255).astype(np.uint8)
    heat = cv2.applyColorMap(levels, cv2.COLORMAP_INFERNO)[..., ::-1]
    return cv2.addWeighted(rgb, 1 - HEAT, heat, HEAT, 0).astype(np.uint8, copy=False)


def encode(segmentation: Segmentation) -> bytes:
    """Write the labels as a PNG: 8 bits of class id a pixel, made in the classes' colours."""
    image = Image.fromarray(segmentation.labels)
    image.putpalette(_colors(segmentation.classes).tobytes())  # of fewer, Pillow packs the ids
    return results.encode(image, Kind.CLASSES)


def encode_colors(segmentation: Segmentation) -> bytes:
    """Write what :func:`paint` shows as a PNG."""
    return results.encode(Image.fromarray(paint(segmentation)), Kind.COLORS)


def encode_overlay(rgb: Picture, segmentation: Segmentation, opacity: float) -> bytes:
    """Write what :func:`overlay` shows as a PNG."""
    return results.encode(Image.fromarray(overlay(rgb, segmentation, opacity)), Kind.OVERLAY)


def read(data: bytes) -> Labels:
    """Read the labels of such a file: uint8 (H, W).

    Raises
    ------
    PhotoError
        If the bytes are no picture, or one without a class id for each pixel.
    """
    image = decode_stored(data)
    if image.mode not in ("P", "L"):
        raise PhotoError(
            _("a picture of mode {mode}", mode=image.mode),
            _("class ids, as gray or with a palette"),
            _("choose a label picture, such as <name>_classes.png"),
        )
    return np.array(image)


def _colors(classes: Classes) -> Picture:
    """Return a colour for each label there can be: uint8 (256, 3)."""
    return np.array((*classes.palette, *standard_palette(256)[len(classes.palette) :]), np.uint8)
