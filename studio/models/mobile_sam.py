"""MobileSAM: a larger picker from two ONNX files, with an encoder of its own.

References
----------
.. [1] Zhang, Han, Qiao, Kim, Bae, Lee, Hong, "Faster Segment Anything: Towards Lightweight SAM for
   Mobile Applications", arXiv:2306.14289, 2023.
.. [2] Kirillov et al., "Segment Anything", ICCV 2023.
"""

from pathlib import Path

import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.sizes import resize_map
from studio.models.engine import Engine
from studio.models.picker import Look, Picks, Pointing, sigmoid

SIDE = 1024  # of the longer side of what it sees; its encoder fills up the shorter one
STRIDE = 4  # its masks are so much smaller than what it sees
EMBEDDINGS = "image_embeddings"
OUTSIDE, INSIDE, TOP_LEFT, BOTTOM_RIGHT, NOWHERE = range(5)  # kinds of points
LABELS = np.array([0, 1, 2, 3, -1], np.float32)  # by which its decoder knows them
LEAST = 1e-4  # likelihood of what is surely outside: its logit is finite


class MobileSam:
    """Answers clicks and boxes by what it sees of a photo in gray or in colour.

    Its decoder gives four masks: three for one click alone, which may mean several things, and
    before these the one for a box, for several clicks, or for clicks on a mask so far.
    """

    encoder = "mobile-sam"  # it sees by itself

    def __init__(self, encoder: Path, decoder: Path) -> None:
        self.image_encoder, self.mask_decoder = (
            Engine(path, path.parent) for path in (encoder, decoder)
        )

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) a photo is resized to: its own shape, the longer side 1024."""
        steps = SIDE / STRIDE / max(height, width)
        high, wide = (max(round(side * steps), 1) * STRIDE for side in (height, width))
        return high, wide

    def encode(self, rgb: Picture) -> Float:
        """Look at a photo of `size`: float32 (1, 256, 64, 64)."""
        inputs = {"input_image": rgb.astype(np.float32)}
        (embeddings,) = self.image_encoder.run(inputs, [EMBEDDINGS])
        return embeddings

    def look(self, rgb: Picture, seen: Float) -> Look:
        """Keep what `encode` saw of a photo, for any number of clicks."""
        return Look({EMBEDDINGS: seen}, *rgb.shape[:2])

    def pick(self, look: Look, pointing: Pointing, before: Float | None = None) -> Picks:
        """Tell what may be meant: masks of a quarter of what was seen.

        Parameters
        ----------
        look : Look
        pointing : Pointing
        before : float32 array of shape (h, w), optional
            The mask so far, in [0, 1], at any size.
        """
        height, width = look.height // STRIDE, look.width // STRIDE
        points, labels = list_points(pointing, look.height, look.width)
        inputs = {
            **look.blobs,
            "point_coords": points[None],
            "point_labels": labels[None],
            "mask_input": _measure_logits(before, height, width)[None, None],
            "has_mask_input": np.array([before is not None], np.float32),
            "orig_im_size": np.array([look.height, look.width], np.float32),
        }
        masks, overlaps = self.mask_decoder.run(inputs, ("low_res_masks", "iou_predictions"))
        logits = masks[0, :, :height, :width]
        scores = np.maximum(overlaps[0], 0) / max(overlaps.max(), 1)  # some lie a little above 1
        areas = (logits > 0).sum(axis=(1, 2))
        levels = 1 + np.argsort(areas[1:], kind="stable")
        if before is not None or pointing.box or len(pointing.clicks) > 1:
            levels[np.abs(areas[levels] - areas[0]).argmin()] = 0  # which keeps their order
            scores[1:] = 0
        return Picks(sigmoid(logits[levels]), scores[levels])


def list_points(pointing: Pointing, height: int, width: int) -> tuple[Float, Float]:
    """List clicks and the corners of a box, in pixels of what was seen, as the decoder takes them.

    Returns
    -------
    points : float32 array of shape (N, 2)
        x and y.
    labels : float32 array of shape (N,)
    """
    spots = [(x, y) for x, y, _ in pointing.clicks]
    kinds = [INSIDE if sign > 0 else OUTSIDE for _, _, sign in pointing.clicks]
    if pointing.box:
        left, top, right, bottom = pointing.box
        spots += [(left, top), (right, bottom)]
        kinds += [TOP_LEFT, BOTTOM_RIGHT]
    else:
        spots.append((0, 0))
        kinds.append(NOWHERE)
    return np.array(spots, np.float32) * np.array([width, height], np.float32), LABELS[kinds]


def _measure_logits(before: Float | None, height: int, width: int) -> Float:
    """Turn the mask so far into logits (256, 256), outside where there is no photo."""
    likely = np.full((SIDE // STRIDE, SIDE // STRIDE), LEAST, np.float32)
    if before is not None:
        likely[:height, :width] = np.clip(resize_map(before, height, width), LEAST, 1 - LEAST)
    return np.log(likely / (1 - likely))
