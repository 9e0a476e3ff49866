"""Runtimes: what can run a model, by the names that a catalog uses."""

import pkgutil
from collections.abc import Callable, Mapping
from typing import Any, Literal

from studio import packages
from studio.packages import Package

Runtime = Literal[
    "compact",
    "encoder-decoder",
    "zhang2016",
    "ddcolor",
    "levin2004",
    "half-size-segmenter",
    "deeplab",
    "mobilenetv2",
    "deeplabv3plus",
    "hub-segmenter",
    "pick-compact",
    "mobile-sam",
]
# Never a path from a catalog: it would be called.
CLASSES: Mapping[Runtime, str] = {
    "compact": "studio.models.caffe:Compact",
    "encoder-decoder": "studio.models.caffe:EncoderDecoder",
    "zhang2016": "studio.models.caffe:Zhang2016",
    "ddcolor": "studio.models.ddcolor:DDColor",
    "levin2004": "studio.models.levin:Levin2004",
    "half-size-segmenter": "studio.models.segmenter:HalfSizeSegmenter",
    "deeplab": "studio.models.litert:DeepLab",
    "mobilenetv2": "studio.models.litert:MobileNetV2",
    "deeplabv3plus": "studio.models.kerashub:DeepLabV3Plus",
    "hub-segmenter": "studio.models.tfhub:HubSegmenter",
    "pick-compact": "studio.models.picker:PickCompact",
    "mobile-sam": "studio.models.mobile_sam:MobileSam",
}
PACKAGES: Mapping[Runtime, Package] = {
    "deeplab": packages.LITERT,
    "mobilenetv2": packages.LITERT,
    "deeplabv3plus": packages.KERAS_HUB,
    "hub-segmenter": packages.TENSORFLOW,
}  # that not every computer has
NAMES: Mapping[str, Runtime] = {place: name for name, place in CLASSES.items()}


def find(name: Runtime) -> Callable[..., Any]:
    """Return the class that runs a model, imported now."""
    return pkgutil.resolve_name(CLASSES[name])


def find_gap(name: Runtime) -> Package | None:
    """Return the package without which a runtime does not run here, if it is not there."""
    package = PACKAGES.get(name)
    return None if package is None or package.is_there else package
