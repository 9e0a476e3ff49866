"""Caffe LAB nets run by OpenCV: lightness and hints in, a distribution of colours out."""

import math
import threading
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from studio.errors import CorruptWeightsError
from studio.models.prediction import Prediction, certain, grid
from studio.photo.color import Float, Picture, rgb_to_lab
from studio.photo.sizes import resize_map
from studio.photo.smoothing import spread

AB_SCALE = 110.0  # hints enter as ab / 110, as in Zhang et al. 2017
HINT_SCALE = np.array([AB_SCALE, AB_SCALE, 1], np.float32)
SHARPNESS = 2.606  # 1 / 0.38: the release's softmax is annealed to that temperature
MOST_ELONGATED = 4.0  # a panorama beyond 4:1 is squeezed to it
STRIDE = 32
# The compact net is bolder than it is right: where no hint reaches, this share of its chroma is
# closer to the truth, and even a distant hint makes it surer. Both chosen by PSNR on held-out
# photos, where 0.7 to 0.9 and powers of 0.2 to 0.5 differ by less than 0.1 dB.
CAUTION = np.float32(0.83)
ASSURANCE = 0.2
# The net was trained on few photos, and what many hints say of their surroundings is worth more
# than it gives: leaning towards the hints' own spread gains 0.2 dB where it was chosen, and
# 0.5 on other photos. It fades with the logarithm of the reach, as influence falls exponentially
# with distance and edges, and few hints say little: one must not tint the whole photo.
LEANING = 0.8
FEW = 2  # hints that earn half of the leaning
FADED = 6.0  # decades of influence over which the leaning ends


class CaffeNet:
    """A network and the lock around it.

    OpenCV keeps a net's input between `setInput` and `forward`: without the lock, threads get
    one another's pictures.
    """

    def __init__(self, prototxt: Path, caffemodel: Path) -> None:
        try:
            self.net = cv2.dnn.readNetFromCaffe(str(prototxt), str(caffemodel))
        except cv2.error as error:
            raise CorruptWeightsError(
                f"{prototxt.name} with {caffemodel.name}, which OpenCV cannot read",
                "a Caffe network and its weights",
                "install the model again",
            ) from error
        self.lock = threading.Lock()

    def forward(self, inputs: dict[str, Float], outputs: Sequence[str]) -> list[Float]:
        """Run one pass: blobs (1, C, h, w) by input name in, copies of the outputs out."""
        with self.lock:
            for name, blob in inputs.items():
                self.net.setInput(blob, name)
            return [blob[0].copy() for blob in self.net.forward(outputs)]


class Zhang2016:
    """The official colorizer: 313 colours from a 224 x 224 photo.

    References
    ----------
    .. [1] Zhang, Isola, Efros, "Colorful Image Colorization", ECCV 2016.
    """

    def __init__(self, prototxt: Path, points: Path, caffemodel: Path) -> None:
        self.net = CaffeNet(prototxt, caffemodel)
        self.centres = np.load(points).astype(np.float32)
        # The released file leaves these two out: the colour of each bin, and the temperature.
        net = self.net.net
        net.enableWinograd(False)  # saves 400 MB of transformed weights for 0.2 s a pass
        net.getLayer("class8_ab").blobs = [self.centres.T.reshape(2, -1, 1, 1)]
        net.getLayer("conv8_313_rh").blobs = [
            np.full((1, len(self.centres)), SHARPNESS, np.float32)
        ]

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) a photo is resized to."""
        return 224, 224

    def predict(self, rgb: Picture, hint: Float | None = None) -> Prediction:
        """Colour a photo of `size`; this net takes no hints."""
        inputs = {"data_l": _blob(rgb_to_lab(rgb)[..., :1] - 50)}
        (annealed,) = self.net.forward(inputs, ["class8_313_rh"])
        logits = np.log(np.maximum(annealed, 1e-30)) / SHARPNESS
        return Prediction(logits.astype(np.float32, copy=False), self.centres)


class Compact:
    """The colorizer that ships: hints beside lightness, a quarter of its input out."""

    side = 256

    def __init__(self, prototxt: Path, caffemodel: Path) -> None:
        self.net = CaffeNet(prototxt, caffemodel)

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) a photo is resized to: its own shape, 256 x 256 in area."""
        root = math.sqrt(min(max(height / width, 1 / MOST_ELONGATED), MOST_ELONGATED))
        high, wide = (round(self.side * k / STRIDE) * STRIDE for k in (root, 1 / root))
        return high, wide

    def predict(self, rgb: Picture, hint: Float | None = None) -> Prediction:
        """Colour a photo of `size`.

        Parameters
        ----------
        rgb : uint8 array of shape (h, w, 3)
            Only its lightness is used.
        hint : float32 array of shape (h, w, 3), optional
            ab where a hint is and 0 elsewhere, then the mask in [0, 1].
        """
        lightness = rgb_to_lab(rgb)[..., 0]
        if hint is None:
            hint = np.zeros(rgb.shape, np.float32)
        told = hint_channels(hint, lightness)
        inputs = {"data_l": _blob(lightness[..., None] - 50), "data_hint": _blob(told)}
        logits, ab = self.net.forward(inputs, ["logits", "regressed_ab"])
        ab = np.ascontiguousarray(ab.transpose(1, 2, 0))
        seen = resize_map(told[..., 3:], *ab.shape[:2])
        return Prediction(logits, grid(), _weighed(ab, seen, _spots(hint)))


class EncoderDecoder:
    """The plain baseline: one ab per spot, no distribution, no hints."""

    def __init__(self, prototxt: Path, caffemodel: Path) -> None:
        self.net = CaffeNet(prototxt, caffemodel)

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) a photo is resized to."""
        return 128, 128

    def predict(self, rgb: Picture, hint: Float | None = None) -> Prediction:
        """Colour a photo of `size`."""
        inputs = {"data_l": _blob(rgb_to_lab(rgb)[..., :1] - 50)}
        (ab,) = self.net.forward(inputs, ["regressed_ab"])
        return certain(np.ascontiguousarray(ab.transpose(1, 2, 0)))


def _spots(hint: Float) -> int:
    """Count the separate spots of a hint map: float32 (h, w, 3), ab and mask."""
    return cv2.connectedComponents((hint[..., 2] > 0).astype(np.uint8))[0] - 1


def _weighed(ab: Float, told: Float, spots: int) -> Float:
    """Weigh the compact net's chroma, float32 (h, w, 2), against what hints say of each place.

    Parameters
    ----------
    told : float32 array of shape (h, w, 3)
        Hints spread along edges, ab / 110, and how far they reach, 0 to 1.
    spots : int
        How many hints there are.
    """
    reach = np.clip(told[..., 2:], 0, 1)
    trusted = ab * (CAUTION + (1 - CAUTION) * reach ** np.float32(ASSURANCE))
    decades = np.log10(np.maximum(reach, np.float32(10**-FADED)))
    leaning = np.float32(LEANING * spots / (spots + FEW)) * (1 + decades / np.float32(FADED))
    return trusted + leaning * (told[..., :2] * np.float32(AB_SCALE) - trusted)


def hint_channels(hint: Float, lightness: Float) -> Float:
    """Return what the compact net is told of the hints.

    Parameters
    ----------
    hint : float32 array of shape (h, w, 3)
        ab where a hint is and 0 elsewhere, then the mask.
    lightness : float32 array of shape (h, w)
        L*, 0 to 100.

    Returns
    -------
    float32 array of shape (h, w, 6)
        The hints, then the hints spread along the photo's edges; ab as ab / 110.
    """
    return np.dstack([hint / HINT_SCALE, spread(hint, lightness) / HINT_SCALE])


def _blob(image: Float) -> Float:
    """(h, w, C) to (1, C, h, w)."""
    return np.ascontiguousarray(image.transpose(2, 0, 1)[None])
