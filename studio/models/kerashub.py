"""DeepLabV3+ from KerasHub, an optional extra.

References
----------
.. [1] Chen et al., "Encoder-Decoder with Atrous Separable Convolution for Semantic Image
   Segmentation", ECCV 2018.
"""

import threading
from pathlib import Path
from types import ModuleType

import numpy as np

from studio import packages
from studio.color.arrays import Float, Picture
from studio.errors import CorruptWeightsError, DownloadError, MissingWeightsError
from studio.language import _
from studio.models.classes import Classes
from studio.models.letterbox import letterbox, normalise, unbox

SIDE = 512


class DeepLabV3Plus:
    """A segmenter from a KerasHub preset.

    `config` is the file config.json of the preset's folder, the others lie beside it; `classes` is
    the table it was trained on.

    Raises
    ------
    MissingWeightsError
        If KerasHub is not there.
    CorruptWeightsError
        If it cannot read the preset.
    """

    def __init__(self, config: Path, *others: Path, classes: Classes) -> None:
        self.classes = classes
        self.lock = threading.Lock()
        segmenters = _keras_hub().models.ImageSegmenter
        try:
            self.net = segmenters.from_preset(str(config.parent))
        except (OSError, ValueError, TypeError, LookupError) as error:
            raise CorruptWeightsError(
                _(
                    "{parent}, which KerasHub cannot read ({kind})",
                    parent=config.parent,
                    kind=type(error).__name__,
                ),
                _("the files of a preset"),
                _(
                    "remove the folder and run `colorstudio models install {name}`",
                    name=config.parent.name,
                ),
            ) from error

    def probabilities(self, rgb: Picture) -> Float:
        """Tell what is where in a photo of any size: float32 (h, w, C)."""
        images = letterbox(rgb, SIDE, SIDE)[None].astype(np.float32)
        with self.lock:
            scores = np.asarray(self.net(self.net.preprocessor(images)))[0]
        return normalise(unbox(scores, rgb))


def download(preset: str, folder: Path) -> None:
    """Let KerasHub fetch a preset and put it into a folder; it keeps a copy of its own.

    Raises
    ------
    MissingWeightsError
        If KerasHub is not there.
    DownloadError
        If it does not get the preset.
    """
    segmenters = _keras_hub().models.ImageSegmenter
    try:
        segmenters.from_preset(preset).save_to_preset(str(folder))
    except (OSError, ValueError, RuntimeError) as error:
        raise DownloadError(
            _(
                "no preset {preset} to be had from Kaggle ({kind})",
                preset=preset,
                kind=type(error).__name__,
            ),
            _("a connection to kaggle.com and room on the disk"),
            _("try again later, or put the files of the preset there by hand"),
            _(
                "The model did not come. Nothing was installed. Is there a connection to the "
                "internet?"
            ),
        ) from error


def _keras_hub() -> ModuleType:
    with packages.KERAS_HUB.needed(MissingWeightsError):
        import keras_hub
    return keras_hub
