"""Pictures of labels: in the classes' colours, over the photo, and as a file of class ids."""

import io

import cv2
import numpy as np
from PIL import Image

from studio.errors import PhotoError
from studio.models.classes import Classes, standard_palette
from studio.photo.color import Picture
from studio.photo.decoding import decode
from studio.segment.segmentation import Labels, Segmentation


def paint(segmentation: Segmentation) -> Picture:
    """Show each class in its colour, unsure pixels in cream: uint8 (H, W, 3)."""
    return _colors(segmentation.classes)[segmentation.labels]


def overlay(rgb: Picture, segmentation: Segmentation, opacity: float) -> Picture:
    """Lay the classes' colours over a photo.

    Parameters
    ----------
    rgb : uint8 array of shape (H, W, 3)
    segmentation : Segmentation
        Of that size.
    opacity : float
        0 shows the photo alone, 1 the colours alone.
    """
    mixed = cv2.addWeighted(rgb, 1 - opacity, paint(segmentation), opacity, 0)
    return mixed.astype(np.uint8, copy=False)


def encode(segmentation: Segmentation) -> bytes:
    """Write the labels as a PNG: 8 bits of class id a pixel, shown in the classes' colours."""
    image = Image.fromarray(segmentation.labels)
    image.putpalette(_colors(segmentation.classes).tobytes())  # of fewer, Pillow packs the ids
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def read(data: bytes) -> Labels:
    """Read the labels of such a file: uint8 (H, W).

    Raises
    ------
    PhotoError
        If the bytes are no picture, or one without a class id for each pixel.
    """
    image = decode(data)
    if image.mode not in ("P", "L"):
        raise PhotoError(
            f"a picture of mode {image.mode}",
            "class ids, as gray or with a palette",
            "choose a label picture, such as <name>_classes.png",
        )
    return np.array(image)


def _colors(classes: Classes) -> Picture:
    """Return a colour for each label there can be: uint8 (256, 3)."""
    return np.array((*classes.palette, *standard_palette(256)[len(classes.palette) :]), np.uint8)
