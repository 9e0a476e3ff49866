"""`colorstudio evaluate` for masks: of street scenes, of people, and of picked things."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.app import App
from studio.cli.figures import Gray, Json, Models, entitle, follow, tell
from studio.cli.report import exit_on_error
from studio.evaluate import segmenters, things
from studio.evaluate.labelled import Pack, draw_things, open_pack
from studio.evaluate.scenes import Scene, open_camvid, open_people
from studio.language import _
from studio.models.classes import CAMVID_11, PEOPLE
from studio.models.registry import Registry, Segmenter
from studio.photo.photo import Photo
from studio.recipe.hints import PICKER
from studio.segment.choosing import find_knowing

app = App()


@app.command()
def camvid(
    folder: Annotated[
        Path, typer.Argument(help="CamVid in the SegNet tutorial's form.", readable=False)
    ],
    model: Models = None,
    gray: Gray = False,
    split: Annotated[str, typer.Option(help="train, val or test.")] = "test",
    to: Json = None,
) -> None:
    """Intersection over union of the 11 classes of street scenes, at the frames' own size."""
    with exit_on_error():
        scenes = open_camvid(folder, split)
        found = _segmenters(model, CAMVID_11.names)
        figures = {n: segmenters.measure_streets(_each(scenes, gray), s) for n, s in found.items()}
    rows = [
        [row, *(_("{share:.1%}", share=overlaps[row]) for overlaps in figures.values())]
        for row in (*CAMVID_11.names, _("mean"))
    ]
    tell([entitle(f"camvid {split}", scenes, gray), *figures], rows, figures, to)


@app.command()
def people(
    folder: Annotated[Path, typer.Argument(help="Holds images and masks.", readable=False)],
    model: Models = None,
    gray: Gray = False,
    held_out: Annotated[
        bool, typer.Option("--held-out", help="Only every fifth, kept from training.")
    ] = False,
    to: Json = None,
) -> None:
    """Intersection over union of masks of people, mean over pictures, at their own size."""
    with exit_on_error():
        learned, rest = open_people(folder)
        scenes = rest if held_out else learned + rest
        found = _segmenters(model, PEOPLE.foreground)
        figures = segmenters.measure_people(_each(scenes, gray), found)
    title = entitle(_("held-out people") if held_out else _("people"), scenes, gray)
    tell(
        [title, "IoU"],
        [[way, _("{share:.1%}", share=share)] for way, share in figures.items()],
        figures,
        to,
    )


@app.command("things")
def pick_things(
    folder: Annotated[
        Path, typer.Argument(help="Labelled things: a folder or a zip.", readable=False)
    ],
    model: Annotated[str, typer.Option(help="A picker.")] = PICKER,
    most: Annotated[int, typer.Option(min=1, help="Things of each source, at most.")] = 40,
    grabcut: Annotated[
        int, typer.Option(min=0, help="Things of each source for GrabCut, which is slow.")
    ] = 6,
    to: Json = None,
) -> None:
    """IoU after 1, 2, 3 and 5 simulated clicks on gray photos, and clicks up to IoU .85 and .90."""
    with exit_on_error():
        pack, registry = open_pack(folder), Registry()
        registry.picker(model)
        answers = {model: things.by_picker(model, registry), "GrabCut": things.by_grabcut}
        trials = {model: _try_all(pack, most, answers[model])}
        few = list(draw_things(pack, grabcut)) if grabcut else []
        if few:
            count = len(few)
            trials |= {
                _("{name}, {n} things", name=name, n=count): things.measure(pack, few, answer)
                for name, answer in answers.items()
            }
    figures = {name: things.summarize(rows) for name, rows in trials.items()}
    figures[model] |= things.part(pack, answers[model])
    head = list(figures[model])
    rows = [[name, *(row.get(key, "") for key in head)] for name, row in figures.items()]
    tell([entitle(folder.name, trials[model], gray=True), *head], rows, figures, to)


def _try_all(
    pack: Pack, most: int, answers: Callable[[Photo], things.Answer]
) -> list[things.Trial]:
    return things.measure(pack, follow(list(draw_things(pack, most))), answers)


def _segmenters(names: list[str] | None, classes: Sequence[str]) -> dict[str, Segmenter]:
    """Load the segmenters named, by default every ready one that knows some classes."""
    registry = Registry()
    able = (model.name for model in find_knowing(classes, registry))
    return {n: registry.segmenter(n) for n in names or able}


def _each(scenes: Sequence[Scene], gray: bool) -> Iterator[Scene]:
    """Yield the scenes one by one, without their colours if that is asked for."""
    return (segmenters.take_colors(scene) if gray else scene for scene in follow(scenes))
