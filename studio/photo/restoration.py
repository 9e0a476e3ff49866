"""Restoration: a faded print gets its contrast back, within its frame; its border stays.

Of a print in black and white, or toned, L* is stretched, and the tone stays. Of one in colour each
channel is: dyes fade unlike one another, and leave a veil. Nothing that is gone is guessed.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import numpy.typing as npt

from studio.color.arrays import Picture, Samples, Wide
from studio.color.lab import GRAYS, lab_to_rgb, lightness, luminance_to_lightness, rgb_to_lab
from studio.color.sizes import gray_picture, is_gray_picture
from studio.color.srgb import srgb_to_linear
from studio.color.strips import strips
from studio.photo.fading import Ends, Fading
from studio.photo.frame import WHOLE, Frame

BLACK, WHITE = 1.5, 98.5  # L* of black and white in photos that are well, as a rule
STEEPEST = 5.0  # times the contrast there is: beyond it there is little but noise
STRIP_PIXELS = 2**17
LEVELS = np.arange(256.0)
WIDE_LEVELS = np.arange(2.0**16)

Numbers = npt.NDArray[np.floating]
Change = Callable[[Samples], Samples]  # of some rows


def restore(rgb: Picture, fading: Fading, strength: float) -> Picture:
    """Give a photo, uint8 (H, W, 3) of any size, its contrast back: at 0 none of it, at 1 all."""
    if is_gray_picture(rgb):
        table = _level(_stretch(GRAYS[0], fading.light, strength))
        return gray_picture(_change(rgb[..., 0], fading.frame, lambda rows: cv2.LUT(rows, table)))
    if fading.tone == "colour":
        tables = np.stack([_stretch_level(ends, strength) for ends in fading.channels], -1)[None]
        return _change(rgb, fading.frame, lambda rows: cv2.LUT(rows, tables))

    def lighten(rows: Picture) -> Picture:
        lab = rgb_to_lab(rows)
        lab[..., 0] = _stretch(lab[..., 0], fading.light, strength)
        return lab_to_rgb(lab)

    return _change(rgb, fading.frame, lighten)


def restore_gray(rgb: Picture, fading: Fading) -> Picture:
    """Return the gray of a photo, uint8 (H, W, 3), with all of its contrast."""
    gray = _change(rgb, WHOLE, lambda rows: _level(lightness(rows)))
    return restore(gray_picture(gray), fading, 1)


def restore_wide(wide: Wide, fading: Fading, strength: float) -> Wide:
    """Do to gray of 16 bits, uint16 (H, W), what `restore` does to that of 8."""
    light = srgb_to_linear(WIDE_LEVELS / WIDE_LEVELS[-1]).astype(np.float32)
    known = luminance_to_lightness(light[None])[0]
    wanted = np.interp(_stretch(known, fading.light, strength), known, WIDE_LEVELS)
    table = np.rint(wanted).astype(np.uint16)
    return _change(wide, fading.frame, lambda rows: table[rows])


def _change(picture: Samples, frame: Frame, change: Change) -> Samples:
    """Change what lies within a frame, some rows at a time; the rest stays bit for bit."""
    height, width = picture.shape[:2]

    def change_rows(rows: slice) -> Samples:
        given = picture[rows]
        changed = change(given)
        if frame == WHOLE:
            return changed
        inside = frame.find_inside(height, width, rows)
        return np.where(inside if given.ndim == 2 else inside[..., None], changed, given)

    with ThreadPoolExecutor(cv2.getNumThreads()) as pool:
        cuts = strips(height, max(1, STRIP_PIXELS // width))
        return np.concatenate(list(pool.map(change_rows, cuts)))


def _stretch(light: Numbers, ends: Ends, strength: float) -> Numbers:
    """Move L*, 0 to 100, so that black and white lie where they lay, as far as `strength` says."""
    return light + np.float32(strength) * (_move(light, ends, (BLACK, WHITE), 100) - light)


def _stretch_level(ends: Ends, strength: float) -> Picture:
    """Return what becomes of each level of a channel."""
    light = np.interp((BLACK, WHITE), GRAYS[0], LEVELS)
    moved = _move(LEVELS, ends, (light[0], light[1]), 255)
    return np.rint(LEVELS + strength * (moved - LEVELS)).astype(np.uint8)


def _move(values: Numbers, ends: Ends, wanted: tuple[float, float], most: float) -> Numbers:
    """Bring both ends where they are wanted, or beyond, if they were; within 0 and `most`."""
    black, white = min(wanted[0], ends.black), max(wanted[1], ends.white)
    gain = min((white - black) / max(ends.white - ends.black, 1e-6), STEEPEST)
    middle = (ends.black + ends.white) / 2
    target = (black + white) / 2 if gain < STEEPEST else middle
    return np.clip(np.float32(gain) * (values - np.float32(middle)) + np.float32(target), 0, most)


def _level(light: Numbers) -> Picture:
    """Return the level of gray, 0 to 255, that has an L*."""
    return np.rint(np.interp(light, GRAYS[0], LEVELS)).astype(np.uint8)
