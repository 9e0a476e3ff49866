"""What a run leaves to read: its catalog entry, its curves, its model card."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import keras
import matplotlib

from studio import evaluate
from studio.models import catalog
from studio.models.catalog import Model
from studio.models.registry import Registry
from studio.models.weights.digests import digest
from studio.photo.color import Picture
from studio.recipe.recipe import STYLES
from studio.training.data import Source

CARD = """# {title}

A colorizer of {parameters:.2f} M parameters and {size:.1f} MB, run by OpenCV from Caffe files.
Lightness in, colours out{hinted}.

## Data

{data}

## Training

`{command}`

Keras {keras}. The run folder holds the loss and validation curves and sample pictures.

## Measured

RGB uint8 at 256 x 256 (plain resize by area), true L*, figures per picture, mean over pictures.
PSNR in dB; colourfulness (Hasler and Suesstrunk) as a share of the originals'. "gray" is ab = 0,
"constant" the mean ab of the training photos.

{figures}

## Limits

Colours are plausible, not recovered. The training photos are few and of everyday things; uniforms,
flags, paintings and anything whose colour is a matter of record will often be wrong. Small or
unusual objects stay muted.

## Licence

{licence}
"""


def write_entry(net: keras.Model, files: Sequence[Path], folder: Path, **about: object) -> Model:
    """Write catalog.json for a run, so that a registry can load what it made.

    Parameters
    ----------
    net : keras.Model
    files : sequence of Path
        In `folder`, or in a folder there that is named after the net.
    folder : Path
    **about
        Fields of `Model` that the files do not tell: task, runtime and those of the task.
    """
    home = folder / net.name
    described = [
        {
            "name": path.relative_to(home if home.is_dir() else folder).as_posix(),
            "size": path.stat().st_size,
            "sha256": digest(path),
        }
        for path in files
    ]
    entry = {
        "name": net.name,
        "title": net.name.replace("-", " ").capitalize(),
        "parameters": net.count_params(),
        "memory": 10 * sum(path.stat().st_size for path in files),
        "speed": "not measured",
        "licence": "that of the pictures and of the encoder it started from",
        "source": "MODEL_CARD.md",
        "summary": "Trained here.",
        "files": described,
        **about,
    }
    path = folder / "catalog.json"
    path.write_text(json.dumps({"models": [entry]}, indent=2) + "\n", encoding="utf-8")
    return catalog.read(path)[net.name]


def write_card(
    entry: Model,
    sources: Sequence[Source],
    held_out: Mapping[str, Sequence[Picture]],
    folder: Path,
    *,
    command: str,
) -> None:
    """Measure the exported model through the runtime that users have, and write the card."""
    registry = Registry({entry.name: entry}, folder)
    figures = [table(registry, entry, name, photos) for name, photos in held_out.items()]
    card = CARD.format(
        title=entry.title,
        parameters=entry.parameters / 1e6,
        size=entry.size / 1e6,
        hinted=", with hints where a person gives them" if entry.hints else "",
        data="\n".join(f"- {s.path.name}: {len(s.members)} photos" for s in sources),
        command=command,
        keras=keras.__version__,
        figures="\n\n".join(figures),
        licence=entry.licence,
    )
    (folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")


def table(registry: Registry, entry: Model, name: str, photos: Sequence[Picture]) -> str:
    """Return the figures of one set of photos as Markdown."""
    colorizer = registry.colorizer(entry.name)
    ways = {"gray": evaluate.constant((0, 0)), "constant": evaluate.constant(evaluate.MEAN_AB)}
    for style, recipe in STYLES.items():
        ways[style] = evaluate.model_chroma(colorizer, recipe)
    lines = [f"{name}, {len(photos)} photos", "", "| | PSNR | SSIM | CIEDE2000 | colourfulness |"]
    lines.append("|---|---|---|---|---|")
    for way, chroma in ways.items():
        row = evaluate.auto(photos, chroma)
        lines.append(
            f"| {way} | {row['psnr']:.2f} | {row['ssim']:.3f} | {row['delta_e']:.2f} "
            f"| {row['colorfulness']:.0%} |"
        )
    if entry.hints:
        hinted = evaluate.hints(photos, colorizer)
        gains = ", ".join(
            f"{n}: {row.psnr - hinted[0].psnr:+.2f}" for n, row in hinted.items() if n
        )
        lines += ["", f"Gain in dB over no hints, by number of hints: {gains}."]
    return "\n".join(lines)


def draw_curves(folder: Path, measure: str, labels: Sequence[str]) -> None:
    """Draw loss and validation figures over minutes into curves.png.

    Parameters
    ----------
    folder : Path
        Holds loss.csv and validation.csv.
    measure : str
        What was validated.
    labels : sequence of str
        Of the columns of validation.csv.
    """
    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(9, 3), layout="constrained")
    for axis, name, title in zip(
        axes, ("loss", "validation"), ("training loss", measure), strict=True
    ):
        with (folder / f"{name}.csv").open() as file:
            seconds, *columns = zip(*(map(float, row) for row in csv.reader(file)), strict=True)
        for column, label in zip(columns, labels, strict=False):
            axis.plot([s / 60 for s in seconds], column, label=label)
        axis.set(xlabel="minutes", title=title)
    axes[1].legend()
    figure.savefig(folder / "curves.png", dpi=120)
    pyplot.close(figure)
