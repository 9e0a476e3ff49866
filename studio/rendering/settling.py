"""Settling: a net that hesitates comes to one colour a surface, and people keep their blood.

What a net expects where it doubts is a mean of colours that cancel out: between skin and a blue
sleeve lies gray. And what it doubts wanders over walls and coats like clouds.
"""

import math

import cv2
import numpy as np

from studio.color.arrays import Float
from studio.color.smoothing import TINY, smoother
from studio.models.prediction import Prediction

# Of skin, wood and earth, which a net that was not taught says too rarely: measured on people and
# photos, a likelier range of colours brings more skin to life, and takes PSNR from 0.6 nats on.
HUES = (15.0, 80.0)  # degrees in a* and b*
CHROMA = (10.0, 50.0)
LIKELIER = 0.5  # nats
REACH = 1 / 4  # of the longer side, along the photo's edges: how far a flat surface is evened out
FLAT = 2.5  # step in L* between neighbours at which a third of that is left
ROUGH = 0.25  # what is left where steps are large: small things are to keep their colours
AROUND = 1 / 18  # of the longer side: where steps are averaged
LIVELY = 0.68  # of the chroma that is expected: what a photo's mean colours have if they are right
FULLER = 1.0, 1.35  # times the chroma, at least and at most: half the way to that, by logarithm
SURE = 2.0, 3.0  # nats: where a hint has said the colour, and where the net hesitates


def lean(prediction: Prediction, settled: float) -> Prediction:
    """Come to what a net says where it is to settle: at 1 all the way, at 0 not at all.

    One that was not taught that says what it says too rarely likelier, by LIKELIER.
    """
    if prediction.settled is not None:
        pull = np.float32(settled) * (prediction.settled - prediction.logits)
        return Prediction(prediction.logits + pull, prediction.centres)
    a, b = prediction.centres.T
    hue, chroma = np.degrees(np.arctan2(b, a)), np.hypot(a, b)
    within = (HUES[0] <= hue) & (hue <= HUES[1]) & (CHROMA[0] <= chroma) & (chroma <= CHROMA[1])
    pull = within.astype(np.float32) * np.float32(settled * LIKELIER)
    return Prediction(prediction.logits + pull[:, None, None], prediction.centres)


def even(chroma: Float, doubt: Float, liveliness: float, lightness: Float, settled: float) -> Float:
    """Even out colours that are doubted over flat surfaces: at 1 over REACH, at 0 not at all.

    Where they come out paler than the net's colours are, they are fuller afterwards.

    Parameters
    ----------
    chroma : float32 array of shape (h, w, 2)
    doubt : float32 array of shape (h, w)
        The entropy of what the net says there, in nats.
    liveliness : float
        The chroma that the net expects, mean over the photo. Its mean colours have less: between
        red and green lies gray.
    lightness : float32 array of shape (h, w)
        L*, whose edges part surfaces.
    settled : float, 0 to 1

    Returns
    -------
    float32 array of shape (h, w, 2)
    """
    smooth = smoother(lightness, REACH)
    evened = cv2.merge(list(smooth(np.stack(cv2.split(chroma)))))
    share = ROUGH + (1 - ROUGH) * _find_flat(lightness)[..., None]
    calm = chroma + share * (evened - chroma)
    sure, unsure = SURE
    doubted = np.clip((doubt - sure) / (unsure - sure), 0, 1)[..., None] * np.float32(settled)
    fuller = _find_fuller(calm, liveliness) * calm
    return (chroma + doubted * (fuller - chroma)).astype(np.float32, copy=False)


def _find_fuller(chroma: Float, liveliness: float) -> np.float32:
    """Return by what colours, float32 (h, w, 2), are to be multiplied."""
    found = float(np.hypot(chroma[..., 0], chroma[..., 1]).mean())
    wanted = math.sqrt(LIVELY * liveliness / max(found, TINY))
    return np.float32(min(max(wanted, FULLER[0]), FULLER[1]))


def _find_flat(lightness: Float) -> Float:
    """Tell how flat L*, float32 (h, w), is around each spot: 1 where it is constant, towards 0."""
    steps = [cv2.Scharr(lightness, cv2.CV_32F, *way, scale=1 / 32) for way in ((1, 0), (0, 1))]
    width = round(AROUND * max(lightness.shape)) | 1
    # not by OpenCV, whose last digit depends on where in memory its arrays lie
    around = cv2.blur(np.hypot(*steps), (width, width))
    return np.exp(around / np.float32(-FLAT)).astype(np.float32, copy=False)
