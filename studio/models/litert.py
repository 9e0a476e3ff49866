"""Nets from quantized TFLite files, run without TensorFlow: DeepLabV3, and MobileNetV2's features.

References
----------
.. [1] Chen, Papandreou, Schroff, Adam, "Rethinking Atrous Convolution for Semantic Image
   Segmentation", 2017.
.. [2] Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR 2018.
"""

import threading
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np

from studio import packages
from studio.color.arrays import Float, Picture
from studio.errors import MissingWeightsError
from studio.models.classes import Classes
from studio.models.letterbox import letterbox, unbox

SIDE = 513
GRAY = 127  # the level it was trained to be padded with
# The net misses more than it invents, and people above all: a thing seen in the photo or in its
# mirror image counts as seen, and where the two see different things, a person. On 240 photos of
# people IoU is 0.004 higher than of one pass, in gray 0.005.
BACKGROUND, SUBJECT = np.float32(0.67), np.float32(1.01)  # weights of votes


class DeepLab:
    """The 21 classes of Pascal VOC.

    The file gives labels and no scores, so each of two passes, over the photo and its mirror image,
    has one vote: where they agree the probability is 1, elsewhere half.
    """

    def __init__(self, path: Path, *, classes: Classes) -> None:
        interpreter = import_litert()
        self.classes = classes
        self.weights = np.ones(len(classes.names), np.float32)
        self.weights[list(classes.labels(classes.foreground))] = SUBJECT
        self.weights[0] = BACKGROUND
        self.lock = threading.Lock()
        self.interpreter = interpreter.Interpreter(str(path))
        self.interpreter.allocate_tensors()
        self.input = self.interpreter.get_input_details()[0]["index"]
        self.output = self.interpreter.get_output_details()[0]["index"]

    def probabilities(self, rgb: Picture) -> Float:
        """Tell what is where in a photo of any size: float32 (h, w, C)."""
        votes = self._votes(rgb) + self._votes(np.ascontiguousarray(rgb[:, ::-1]))[:, ::-1]
        votes *= self.weights
        return votes / votes.sum(-1, keepdims=True)

    def _votes(self, rgb: Picture) -> Float:
        """Run one pass: 1 for the class that is seen at a spot, 0 for the others."""
        picture = letterbox(rgb, SIDE, SIDE, GRAY)
        with self.lock:
            self.interpreter.set_tensor(self.input, picture[None])
            self.interpreter.invoke()
            labels = self.interpreter.get_tensor(self.output)[0]
        return np.eye(len(self.classes.names), dtype=np.float32)[unbox(labels, rgb)]


class MobileNetV2:
    """A net that knows 1,000 kinds of things, asked what it sees before it names it [2]_."""

    side = 224

    def __init__(self, path: Path) -> None:
        interpreter = import_litert()
        self.lock = threading.Lock()
        operators = interpreter.OpResolverType
        self.interpreter = interpreter.Interpreter(
            str(path),
            experimental_op_resolver_type=operators.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
            experimental_preserve_all_tensors=True,  # else only the answer can be read
        )
        self.interpreter.allocate_tensors()
        steps = self.interpreter._get_ops_details()
        (pooled,) = [op["outputs"][0] for op in steps if op["op_name"] == "MEAN"]
        self.input = self.interpreter.get_input_details()[0]["index"]
        self.pooled = next(
            tensor for tensor in self.interpreter.get_tensor_details() if tensor["index"] == pooled
        )

    def features(self, rgb: Picture) -> Float:
        """Return what it sees in a picture of any size: float32 (1280,), averaged over places."""
        scale, zero = self.pooled["quantization"]
        picture = cv2.resize(rgb, (self.side, self.side), interpolation=cv2.INTER_AREA)
        with self.lock:
            self.interpreter.set_tensor(self.input, picture[None])
            self.interpreter.invoke()
            seen = self.interpreter.get_tensor(self.pooled["index"]).ravel()
        return (np.float32(scale) * (seen.astype(np.float32) - zero)).astype(np.float32)


def import_litert() -> ModuleType:
    """Import what interprets such files; a `MissingWeightsError` says that it is not there."""
    with packages.LITERT.needed(MissingWeightsError):
        from ai_edge_litert import interpreter
    return interpreter
