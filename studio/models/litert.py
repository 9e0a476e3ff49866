"""DeepLabV3 from a quantized TFLite file, run without TensorFlow.

References
----------
.. [1] Chen, Papandreou, Schroff, Adam, "Rethinking Atrous Convolution for Semantic Image
   Segmentation", 2017.
"""

import threading
from pathlib import Path

import numpy as np

from studio.classes import Classes
from studio.color import Float, Picture
from studio.models.segmenter import fitted, letterbox

SIDE = 513
GRAY = 127  # the level it was trained to be padded with


class DeepLab:
    """The 21 classes of Pascal VOC.

    The file gives labels and no scores, so its probabilities are 0 and 1: it is always sure.
    """

    def __init__(self, path: Path, *, classes: Classes) -> None:
        from ai_edge_litert.interpreter import Interpreter

        self.classes = classes
        self.lock = threading.Lock()
        self.interpreter = Interpreter(str(path))
        self.interpreter.allocate_tensors()

    def probabilities(self, rgb: Picture) -> Float:
        """Tell what is where in a photo of any size: float32 (h, w, C), one of them 1."""
        high, wide = fitted(rgb, SIDE, SIDE)
        labels = self._labels(letterbox(rgb, SIDE, SIDE, GRAY))[:high, :wide]
        return np.eye(len(self.classes.names), dtype=np.float32)[labels]

    def _labels(self, picture: Picture) -> np.ndarray:
        """Run one pass: uint8 (513, 513, 3) to int64 (513, 513)."""
        with self.lock:
            self.interpreter.set_tensor(
                self.interpreter.get_input_details()[0]["index"], picture[None]
            )
            self.interpreter.invoke()
            return self.interpreter.get_tensor(self.interpreter.get_output_details()[0]["index"])[0]
