"""What a run leaves to read: its catalog entry, its curves, its model card."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import keras

from studio.color.arrays import Picture
from studio.evaluate import cards
from studio.evaluate.automatic import measure_way, ways
from studio.evaluate.hinted import measure_hints
from studio.language import _
from studio.models.catalog import Model, Task
from studio.models.registry import Registry
from studio.models.runtimes import Runtime
from studio.models.weights.digests import read_file
from studio.training.data import Source

MEASURES = """RGB uint8 at 256 x 256 (plain resize by area), true L*, figures per picture, mean over
pictures. PSNR in dB; colourfulness (Hasler and Suesstrunk) as a share of the originals'. "gray" is
ab = 0, "constant" the mean ab of many photos."""
LIMITS = """Colours are plausible, not recovered. Uniforms, flags, paintings and anything whose
colour is a matter of record will often be wrong. Small or unusual objects stay muted."""


def describe(
    net: keras.Model, files: Sequence[Path], folder: Path, *, task: Task, runtime: Runtime
) -> Model:
    """Return the catalog entry of what a run made, so that a registry can load it.

    The files lie in the run's folder, or in a folder there that is named after the net.
    """
    home = folder / net.name if (folder / net.name).is_dir() else folder
    return Model(
        name=net.name,
        title=net.name.replace("-", " ").capitalize(),
        task=task,
        runtime=runtime,
        parameters=net.count_params(),
        memory=10 * sum(path.stat().st_size for path in files),
        speed=_("not measured"),
        licence=_("that of the pictures and of the encoder it started from"),
        source=cards.NAME,
        summary=_("Trained here."),
        files=tuple(read_file(home, path.relative_to(home).as_posix()) for path in files),
    )


def write_entry(entry: Model, folder: Path) -> None:
    """Write catalog.json, a catalog of one model, into a run folder."""
    text = json.dumps({"models": [asdict(entry)]}, indent=2)
    (folder / "catalog.json").write_text(text + "\n", encoding="utf-8")


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
    about = (
        f"A colorizer of {entry.parameters / 1e6:.2f} M parameters and {entry.size / 1e6:.1f} MB, "
        f"run by OpenCV from Caffe files.\nLightness in, colours out"
        f"{', with hints where a person gives them' if entry.hints else ''}."
    )
    sections = {
        "Data": "\n".join(f"- {s.path.name}: {len(s.members)} photos" for s in sources),
        "Training": f"```sh\n{command}\n```\n\nKeras {keras.__version__}. The run folder holds the "
        "loss and validation curves and sample pictures.",
        cards.MEASURED: "\n\n".join([MEASURES, *figures]),
        "Limits": LIMITS,
        "Licence": entry.licence,
    }
    cards.write(folder, entry.title, about, sections)


def table(registry: Registry, entry: Model, name: str, photos: Sequence[Picture]) -> str:
    """Return the figures of one set of photos as Markdown."""
    lines = [f"{name}, {len(photos)} photos", "", "| | PSNR | SSIM | CIEDE2000 | colourfulness |"]
    lines.append("|---|---|---|---|---|")
    for way in ways(registry, [entry.name]):
        row = measure_way(photos, way, registry)
        lines.append(
            f"| {way.name} | {row.psnr:.2f} | {row.ssim:.3f} | {row.delta_e:.2f} "
            f"| {row.colorfulness:.0%} |"
        )
    if entry.hints:
        hinted = measure_hints(photos, registry.colorizer(entry.name))
        gains = ", ".join(
            f"{n}: {row.psnr - hinted[0].psnr:+.2f}" for n, row in hinted.items() if n
        )
        lines += ["", f"Gain in dB over no hints, by number of hints: {gains}."]
    return "\n".join(lines)
