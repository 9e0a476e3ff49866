"""Sizes: pictures, maps and masks brought to others, shrinking by averaging areas."""

import cv2
import numpy as np

from studio.color.arrays import Float, Mask, Picture

PREVIEW_SIDE = 1_400  # wider than any column of a page


def shrink(rgb: Picture, side: int = PREVIEW_SIDE) -> Picture:
    """Shrink a picture, uint8 (H, W, 3), for the browser: its longer side to `side` at most."""
    height, width = rgb.shape[:2]
    size = fit(height, width, side)
    return rgb if size == (height, width) else resize_picture(rgb, *size)


def fit(height: int, width: int, side: int = PREVIEW_SIDE) -> tuple[int, int]:
    """Return the height and width to which :func:`shrink` brings a picture of that size."""
    scale = min(side / max(height, width), 1)
    return max(1, round(height * scale)), max(1, round(width * scale))


def resize_picture(rgb: Picture, height: int, width: int) -> Picture:
    """Bring a picture to a size by averaging areas, as every net and figure here sees it."""
    given = rgb[..., 0] if is_gray_picture(rgb) else rgb
    small = cv2.resize(given, (width, height), interpolation=cv2.INTER_AREA)
    small = small if small.ndim == 3 else cv2.cvtColor(small, cv2.COLOR_GRAY2RGB)
    return small.astype(np.uint8, copy=False)


def gray_picture(gray: Picture) -> Picture:
    """Show gray, uint8 (H, W), as a picture (H, W, 3) without holding it thrice."""
    return np.broadcast_to(gray[..., None], (*gray.shape, 3))


def is_gray_picture(rgb: Picture) -> bool:
    """Tell whether a picture is of :func:`gray_picture`."""
    return rgb.strides[2] == 0


def resize_map(chroma: Float, height: int, width: int) -> Float:
    """Resize a map of numbers with bicubic interpolation, by area where it shrinks."""
    shrinking = width < chroma.shape[1] or height < chroma.shape[0]
    interpolation = cv2.INTER_AREA if shrinking else cv2.INTER_CUBIC
    return cv2.resize(chroma, (width, height), interpolation=interpolation).astype(
        np.float32, copy=False
    )


def resize_mask(mask: Mask, height: int, width: int) -> Mask:
    """Bring a mask to a size; a pixel is inside if at least half of it is."""
    if mask.shape == (height, width):
        return mask
    return resize_levels(mask_to_levels(mask), height, width) >= 128


def resize_levels(levels: Picture, height: int, width: int) -> Picture:
    """Bring a soft mask to a size: uint8 (h, w), from 0 outside to 255 inside."""
    if levels.shape == (height, width):
        return levels
    shrinking = width < levels.shape[1] or height < levels.shape[0]
    interpolation = cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR
    return cv2.resize(levels, (width, height), interpolation=interpolation).astype(
        np.uint8, copy=False
    )


def mask_to_levels(mask: Mask) -> Picture:
    """Write a mask, bool (H, W), as a soft one: 0 and 255."""
    return mask.view(np.uint8) * np.uint8(255)
