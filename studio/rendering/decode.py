"""Decoding: from what a model says of a photo to the colours that a recipe asks for."""

import cv2
import numpy as np

from studio.color.arrays import Float
from studio.color.sizes import resize_map
from studio.color.smoothing import smoother
from studio.models.prediction import Prediction, average, entropy, expect_chroma
from studio.recipe.recipe import Recipe
from studio.rendering.settling import even, lean

# Where several colours are likely the annealed mean flickers between them from place to place. What
# it adds is smoothed, so that coats and walls keep one colour. It costs realism: on 98 photos KID x
# 1000 rises by 1 at equal PSNR, by 3 where the reach is 1/16.
COHERENCE = 1 / 80  # of the longer side: reach along the photo's edges
WARMEST = 24.0  # ab units by which the most colourful spots move at warmth 1
TINGED = 8.0  # chroma of spots that move half as far: gray is not to get a tinge


def decode(prediction: Prediction, lightness: Float, recipe: Recipe) -> Float:
    """Decode one ab a spot, as vivid, strong and warm as a recipe says.

    Parameters
    ----------
    prediction : Prediction
    lightness : float32 array of shape (H, W)
        L* of the whole photo, at any size.
    recipe : Recipe
        Its hints are the prediction's matter, or `obedience`'s.

    Returns
    -------
    float32 array of shape (h, w, 2), the caller's own
        At vividness 0 the expected colours, as far as they do not settle.
    """
    settled = recipe.settled if prediction.doubts else None
    leant = lean(prediction, settled) if settled else prediction
    chroma = prediction.expected
    if recipe.vividness or settled:
        said = prediction.probability()
        boldness = leant.mean(recipe.temperature) - average(prediction.centres, said)
        calm = smoother(resize_map(lightness, *boldness.shape[:2]), COHERENCE)
        calmed = cv2.merge(list(calm(np.stack(cv2.split(boldness)))))
        chroma = chroma + resize_map(calmed, *chroma.shape[:2])
    if settled:
        size = chroma.shape[:2]
        doubt = resize_map(entropy(said), *size)
        liveliness = expect_chroma(prediction.centres, said)
        chroma = even(chroma, doubt, liveliness, resize_map(lightness, *size), settled)
    return warm(chroma * np.float32(recipe.strength), recipe.warmth)


def warm(chroma: Float, warmth: float) -> Float:
    """Shift colours along the blue-yellow axis, the more the more colourful they are.

    From float32 (h, w, 2) to the same; warmth is in [-1, 1], towards blue below 0, towards yellow
    above. Gray stays gray.
    """
    strength = np.linalg.norm(chroma, axis=-1)
    shift = np.float32(warmth * WARMEST) * strength / (strength + np.float32(TINGED))
    return np.dstack([chroma[..., 0], chroma[..., 1] + shift]).astype(np.float32, copy=False)
