"""Facts about a photo, worth knowing before it is coloured."""

from dataclasses import dataclass

import cv2
import numpy as np

from studio.color.sizes import is_gray_picture
from studio.photo.fading import measure
from studio.photo.photo import Photo
from studio.photo.tone import Tone


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a person can be told about a photo."""

    width: int  # pixels
    height: int  # pixels
    gray_levels: int  # of 256: how many the photo uses
    tone: Tone
    is_faded: bool

    @property
    def megapixels(self) -> float:
        """Millions of pixels."""
        return self.width * self.height / 1e6

    @property
    def is_colored(self) -> bool:
        """Whether the photo has colours of its own already."""
        return self.tone == "colour"


def facts(photo: Photo) -> Facts:
    """Measure a photo."""
    rgb = photo.rgb
    gray = rgb[..., 0] if is_gray_picture(rgb) else cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    counts = cv2.calcHist([gray], [0], None, [256], [0, 256])
    levels = int(np.count_nonzero(counts))
    fading = measure(rgb)
    return Facts(
        width=photo.width,
        height=photo.height,
        gray_levels=levels,
        tone=fading.tone,
        is_faded=fading.is_faded,
    )
