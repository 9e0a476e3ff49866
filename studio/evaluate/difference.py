"""How far two pictures are apart, spot by spot, and as a map to look at."""

from dataclasses import dataclass

import cv2
import numpy as np
import skimage

from studio.color.arrays import Float, Picture
from studio.color.lab import rgb_to_lab
from studio.errors import PhotoError
from studio.language import _

SCALES = (5, 10, 20, 40, 80)  # CIEDE2000 at which a map ends; a difference of 1 is just visible
OUTLIERS = 99  # percentile that a scale must reach
STEPS = 256  # of the colours beside a map


@dataclass(frozen=True, eq=False)
class Difference:
    """What sets two pictures apart.

    Parameters
    ----------
    delta_e : float32 array of shape (H, W)
        CIEDE2000 at each pixel.
    """

    delta_e: Float

    @property
    def mean(self) -> float:
        """Mean over all pixels."""
        return float(self.delta_e.mean())

    @property
    def p95(self) -> float:
        """What 95 % of the pixels stay under."""
        return float(np.percentile(self.delta_e, 95))

    @property
    def scale(self) -> int:
        """Where a map of it ends: the least of SCALES that 99 % of the pixels stay under."""
        most = np.percentile(self.delta_e, OUTLIERS)
        return next((scale for scale in SCALES if scale >= most), SCALES[-1])


def compare(first: Picture, second: Picture) -> Difference:
    """Measure how far two pictures are apart, pixel by pixel.

    Parameters
    ----------
    first, second : uint8 arrays of one shape (H, W, 3)
        sRGB: `rgb` of a photo or of a rendering.

    Raises
    ------
    PhotoError
        If they are of different shapes, or no such arrays.
    """
    pair = [np.asarray(picture) for picture in (first, second)]
    if any(p.dtype != np.uint8 or p.shape[2:] != (3,) or p.shape != pair[0].shape for p in pair):
        one, other = (
            _("an array of {dtype} and shape {shape}", dtype=p.dtype, shape=p.shape) for p in pair
        )
        raise PhotoError(
            _("{one} and {other}", one=one, other=other),
            _("two of uint8 and one shape (H, W, 3)"),
            _("render both at one size"),
        )
    delta_e = skimage.color.deltaE_ciede2000(rgb_to_lab(first), rgb_to_lab(second))
    return Difference(delta_e.astype(np.float32, copy=False))


def paint(delta_e: Float, scale: float) -> Picture:
    """Draw differences, evenly lighter from black at 0 to pale at `scale`: uint8 (H, W, 3)."""
    levels = np.rint(np.clip(delta_e / scale, 0, 1) * 255).astype(np.uint8)
    return np.ascontiguousarray(cv2.applyColorMap(levels, cv2.COLORMAP_MAGMA)[..., ::-1])


def legend() -> Picture:
    """Draw the colours from 0 to the scale's end, in a row: uint8 (1, 256, 3)."""
    return paint(np.linspace(0, 1, STEPS, dtype=np.float32)[None], 1)
