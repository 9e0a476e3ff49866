"""Caffe LAB nets: lightness and hints in, a distribution of colours out."""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import rgb_to_lab
from studio.models.engine import load_caffe
from studio.models.prediction import Prediction, certain, grid

AB_SCALE = 110.0  # hints enter as ab / 110, as in Zhang et al. 2017
HINT_SCALE = np.array([AB_SCALE, AB_SCALE, 1], np.float32)
MOST_ELONGATED = 4.0  # a panorama beyond 4:1 is squeezed to it
STRIDE = 32  # encoders halve five times: sides of their input are multiples of it
LOGITS = "conv8_313"  # of the release, before it anneals them
REGRESSED = "regressed_ab"
ANSWERS = ("logits", REGRESSED)  # of the compact net's decoder
SETTLED = "settled_logits"  # of one that was taught people as well
# What the compact net's encoder says, by layer: at 1/2, 1/4, 1/8, 1/16 and 1/32 of its input.
TAPS = (
    "encoder_0_0_project",
    "encoder_1_2_add",
    "encoder_2_2_add",
    "encoder_4_3_add",
    "encoder_6_0_project",
)


class Zhang2016:
    """The official colorizer: 313 colours from a 224 x 224 photo.

    References
    ----------
    .. [1] Zhang, Isola, Efros, "Colorful Image Colorization", ECCV 2016.
    """

    def __init__(self, prototxt: Path, points: Path, caffemodel: Path) -> None:
        self.net = load_caffe(prototxt, caffemodel, [LOGITS])
        self.centres = np.load(points).astype(np.float32)  # the released file leaves them out

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) a photo is resized to."""
        return 224, 224

    def encode(self, rgb: Picture) -> Float:
        """Return the lightness of a photo of `size`: all that this net sees, as a blob."""
        return _lightness(rgb)

    def color(self, seen: Float, hint: Float | None = None) -> Prediction:
        """Colour the photo of that lightness; this net takes no hints."""
        (logits,) = self.net.run({"data_l": seen}, [LOGITS])
        return Prediction(logits[0], self.centres)


@dataclass(frozen=True, eq=False)
class Taps:
    """What the compact net's encoder says of a photo: a blob (1, C, h, w) for each of `TAPS`."""

    blobs: dict[str, Float]

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(blob.nbytes for blob in self.blobs.values())


class Compact:
    """The colorizer that ships: it looks at a photo once, and then takes hints.

    Logits are a quarter of its input, regressed colours half.
    """

    side = 256

    def __init__(
        self,
        encoder_prototxt: Path,
        encoder_caffemodel: Path,
        decoder_prototxt: Path,
        decoder_caffemodel: Path,
    ) -> None:
        with ThreadPoolExecutor() as pool:  # side by side, two thirds of the time
            encoder = pool.submit(load_caffe, encoder_prototxt, encoder_caffemodel, TAPS)
            files = (decoder_prototxt, decoder_caffemodel)
            decoder = pool.submit(load_caffe, *files, ANSWERS, perhaps=[SETTLED])
            self.centres = grid()  # the first L*a*b* of a process: OpenCV makes tables for .1 s
        self.encoder, self.decoder = encoder.result(), decoder.result()

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) a photo is resized to: its own shape, 256 x 256 in area."""
        root = math.sqrt(min(max(height / width, 1 / MOST_ELONGATED), MOST_ELONGATED))
        high, wide = (round(self.side * k / STRIDE) * STRIDE for k in (root, 1 / root))
        return high, wide

    def encode(self, rgb: Picture) -> Taps:
        """Look at the lightness of a photo of `size`."""
        blobs = self.encoder.run({"data_l": _lightness(rgb)}, TAPS)
        return Taps(dict(zip(TAPS, blobs, strict=True)))

    def features(self, seen: Taps) -> list[Float]:
        """Return what tells places apart, at 1/8, 1/16 and 1/32 of the input: float32 (C, h, w)."""
        return [seen.blobs[name][0] for name in TAPS[2:]]

    def color(self, seen: Taps, hint: Float | None = None) -> Prediction:
        """Colour the photo that `encode` saw; a hint is ab and mask, float32 (h, w, 3)."""
        height, width = (2 * side for side in seen.blobs[TAPS[0]].shape[2:])
        told = np.zeros((height, width, 3), np.float32) if hint is None else hint / HINT_SCALE
        inputs = {**seen.blobs, "data_hint": _blob(told)}
        logits, ab, *settled = self.decoder.run(inputs, self.decoder.outputs)
        return Prediction(logits[0], self.centres, _image(ab), *(blob[0] for blob in settled))


class EncoderDecoder:
    """The plain baseline: one ab per spot, no distribution, no hints."""

    def __init__(self, prototxt: Path, caffemodel: Path) -> None:
        self.net = load_caffe(prototxt, caffemodel, [REGRESSED])

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) a photo is resized to."""
        return 128, 128

    def encode(self, rgb: Picture) -> Float:
        """Return the lightness of a photo of `size`: all that this net sees, as a blob."""
        return _lightness(rgb)

    def color(self, seen: Float, hint: Float | None = None) -> Prediction:
        """Colour the photo of that lightness; this net takes no hints."""
        (ab,) = self.net.run({"data_l": seen}, [REGRESSED])
        return certain(_image(ab))


def _lightness(rgb: Picture) -> Float:
    """Return L* - 50 of a photo as a blob (1, 1, h, w)."""
    return _blob(rgb_to_lab(rgb)[..., :1] - 50)


def _blob(image: Float) -> Float:
    """(h, w, C) to (1, C, h, w)."""
    return np.ascontiguousarray(image.transpose(2, 0, 1)[None])


def _image(blob: Float) -> Float:
    """(1, C, h, w) to (h, w, C)."""
    return np.ascontiguousarray(blob[0].transpose(1, 2, 0))
