"""How close a coloured picture is to the original, and how colourful it is."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import skimage  # its parts are imported on first use: 0.4 s

from studio.color.arrays import Picture
from studio.color.lab import rgb_to_lab
from studio.models.classes import UNSURE
from studio.segment.segmentation import Labels

LEVEL = 5.0  # of L*: pixels that lie within one are equally light
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Quality:
    """One picture against its original."""

    psnr: float  # dB over RGB
    ssim: float  # at most 1
    delta_e: float  # mean CIEDE2000
    colorfulness: float  # Hasler and Suesstrunk
    variety: float  # see `variety`


def measure(original: Picture, picture: Picture) -> Quality:
    """Compare two pictures: uint8 arrays of one shape (H, W, 3), sides of at least 7 pixels."""
    delta_e = skimage.color.deltaE_ciede2000(rgb_to_lab(original), rgb_to_lab(picture))
    return Quality(
        psnr=psnr(original, picture),
        ssim=float(skimage.metrics.structural_similarity(original, picture, channel_axis=2)),
        delta_e=float(delta_e.mean()),
        colorfulness=colorfulness(picture),
        variety=variety(picture),
    )


def psnr(original: Picture, picture: Picture) -> float:
    """Return the peak signal-to-noise ratio in dB over all three channels; inf for equal ones."""
    with np.errstate(divide="ignore"):
        return float(skimage.metrics.peak_signal_noise_ratio(original, picture))


def colorfulness(rgb: Picture) -> float:
    """Return how colourful people find a picture: 0 is gray, 15 slightly, 45 quite, 82 highly.

    References
    ----------
    .. [1] Hasler, Suesstrunk, "Measuring colourfulness in natural images", SPIE 5007, 2003.
    """
    r, g, b = np.moveaxis(rgb.astype(float), -1, 0)
    red_green, yellow_blue = r - g, (r + g) / 2 - b
    spread = np.hypot(red_green.std(), yellow_blue.std())
    return float(spread + 0.3 * np.hypot(red_green.mean(), yellow_blue.mean()))


def variety(rgb: Picture) -> float:
    """Return how much the colours of equally light pixels differ, in units of a* and b*.

    That is their standard deviation. What colours a picture by its lightness alone, as a cast or
    the tone of a print does, adds nothing, whereas `colorfulness` counts it.
    """
    lab = rgb_to_lab(rgb).reshape(-1, 3).astype(np.float64)
    level = np.int64(lab[:, 0] // LEVEL)
    counts = np.maximum(np.bincount(level), 1)
    within = 0.0
    for channel in lab[:, 1:].T:
        means = np.bincount(level, channel) / counts
        within += float(((channel - means[level]) ** 2).mean())
    return within**0.5


def confusion(truth: Labels, labels: Labels, classes: int) -> Counts:
    """Count how often each class was called what.

    Labels are uint8 (H, W). True ones that are `UNSURE` are not counted; `UNSURE` among those to
    judge is wrong whatever the truth. Of the int64 (classes, classes + 1) the rows are true
    classes, the columns what they were called, the last one for unsure.
    """
    known = truth != UNSURE
    called = np.minimum(labels[known], classes)
    pairs = truth[known] * np.int64(classes + 1) + called
    counts = np.bincount(pairs, minlength=classes * (classes + 1))
    return counts.reshape(classes, classes + 1)


def iou(counts: Counts) -> npt.NDArray[np.float64]:
    """Return intersection over union of each class from a confusion matrix; NaN if nowhere."""
    hit = np.diagonal(counts).astype(np.float64)
    either = counts.sum(1) + counts[:, : len(counts)].sum(0) - hit
    with np.errstate(invalid="ignore"):
        return hit / either
