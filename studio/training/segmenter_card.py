"""The model cards of the segmenters that are trained here."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import keras

from studio.evaluate import cards, segmenters
from studio.evaluate.scenes import Scene
from studio.models.catalog import Model
from studio.models.classes import CAMVID_11, PEOPLE, VOC
from studio.models.litert import DeepLab
from studio.models.registry import Registry

CAMVID_DATA = """- CamVid, the training split of SegNet's tutorial: 367 frames of 480 x 360 with 11
  classes, filmed from one car in Cambridge. Its terms are for research."""
CAMVID_LIMITS = """It knows streets seen from a car, by daylight, in one city. Poles, signs and
fences are often missed; elsewhere than in a street its answers mean little."""
PEOPLE_DATA = """- Human-Segmentation-Dataset: four of five of 240 pictures of people with masks.
- Photos of anything (ImageNet samples and BSDS500), labelled by DeepLabV3 (Apache-2.0)."""
PEOPLE_LIMITS = """It looks for people who fill a good part of the photo. Far-away and half-hidden
ones are missed, and statues or clothes may be taken for people."""


def write_camvid(entry: Model, folder: Path, test: Sequence[Scene], command: str) -> None:
    """Measure `camvid-compact` on the test frames, in colour and in gray, and write its card."""
    segmenter = Registry({entry.name: entry}, folder).segmenter(entry.name)
    colored = segmenters.measure_streets(test, segmenter)
    gray = segmenters.measure_streets(map(segmenters.take_colors, test), segmenter)
    head = f"{len(test)} test frames, 480 x 360, intersection over union, one confusion matrix "
    head += "over all frames, void ignored.\n\n"
    figures = head + table({"colour": colored, "gray": gray})
    names = f"{len(CAMVID_11.names)} classes: {', '.join(CAMVID_11.names)}"
    _write(entry, folder, names, CAMVID_DATA, command, figures, CAMVID_LIMITS)


def write_people(
    entry: Model, folder: Path, held_out: Sequence[Scene], teacher: Path, command: str
) -> None:
    """Measure `people-compact`, DeepLabV3 and GrabCut on held-out pictures; write the card."""
    models = {
        entry.name: Registry({entry.name: entry}, folder).segmenter(entry.name),
        "deeplabv3-voc": DeepLab(teacher, classes=VOC),
    }
    colored = segmenters.measure_people(held_out, models)
    gray = segmenters.measure_people(map(segmenters.take_colors, held_out), models)
    head = f"{len(held_out)} held-out pictures (every fifth), intersection over union of the mask "
    head += "at the picture's own size, mean over pictures.\n\n"
    figures = head + table({"colour": colored, "gray": gray})
    names = " and ".join(PEOPLE.names)
    _write(entry, folder, names, PEOPLE_DATA, command, figures, PEOPLE_LIMITS)


def table(columns: Mapping[str, Mapping[str, float]]) -> str:
    """Return figures between 0 and 1 as a Markdown table: a column each, their keys as rows."""
    rows = [f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for name in next(iter(columns.values())):
        cells = " | ".join(f"{figures[name]:.1%}" for figures in columns.values())
        rows.append(f"| {name} | {cells} |")
    return "\n".join(rows)


def _write(
    entry: Model, folder: Path, classes: str, data: str, command: str, figures: str, limits: str
) -> None:
    about = (
        f"A segmenter of {entry.parameters / 1e6:.2f} M parameters and {entry.size / 1e6:.1f} MB: "
        "a Caffe net (float16), run\nby ONNX Runtime. `rgb` is a picture in [0, 1], `logits` at "
        f"half its size are of\n{classes}."
    )
    sections = {
        "Data": f"{data}\n\nThe encoder starts from MobileNetV2 trained on ImageNet (Apache-2.0).",
        "Training": f"`{command}`\n\nKeras {keras.__version__}. Four of ten windows are turned "
        "gray, since that is what people bring.",
        cards.MEASURED: figures,
        "Limits": limits,
        "Licence": entry.licence,
    }
    cards.write(folder, entry.title, about, sections)
