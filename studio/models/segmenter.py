"""The segmenters that ship: Caffe nets, a picture in and logits at half its size out."""

from pathlib import Path

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.models.caffe import STRIDE
from studio.models.classes import Classes
from studio.models.engine import load_caffe
from studio.models.letterbox import letterbox, normalise, unbox

LANDSCAPE, PORTRAIT = (360, 480), (480, 360)  # height and width that a photo is fitted into
LOGITS = "logits"


class HalfSizeSegmenter:
    """A net that tells classes apart at half the size of what it sees."""

    def __init__(self, prototxt: Path, caffemodel: Path, *, classes: Classes) -> None:
        self.classes = classes
        self.net = load_caffe(prototxt, caffemodel, [LOGITS])

    def probabilities(self, rgb: Picture) -> Float:
        """Tell what is where in a photo of any size: float32 (h, w, C)."""
        height, width = LANDSCAPE if rgb.shape[1] >= rgb.shape[0] else PORTRAIT
        fitted = letterbox(rgb, height, width)
        below, right = -height % STRIDE, -width % STRIDE
        padded = cv2.copyMakeBorder(fitted, 0, below, 0, right, cv2.BORDER_REPLICATE)
        blob = padded.transpose(2, 0, 1)[None].astype(np.float32) / np.float32(255)
        (logits,) = self.net.run({"rgb": blob}, [LOGITS])
        large = cv2.resize(logits[0].transpose(1, 2, 0), padded.shape[1::-1])
        return normalise(unbox(large[:height, :width].astype(np.float32, copy=False), rgb))
