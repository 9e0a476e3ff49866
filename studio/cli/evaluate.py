"""`colorstudio evaluate`: the figures of the model cards, measured on any folder of photos."""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from tqdm import tqdm

from studio import disk
from studio.cli import inputs
from studio.cli.inputs import open_run
from studio.cli.report import Failures, exit_on_error, interactive, say, table
from studio.color.arrays import Picture
from studio.errors import OutputError, RecipeError
from studio.evaluate import segmenters, things
from studio.evaluate.automatic import GRAY, Way, measure_way, ways
from studio.evaluate.guidance import measure_answers, measure_next_spots, measure_suggestions
from studio.evaluate.hinted import measure_hints
from studio.evaluate.labelled import Pack, draw_things, open_pack
from studio.evaluate.masked import EXPECTED, open_masked
from studio.evaluate.originals import load, open_one
from studio.evaluate.reach import measure_gains, measure_reach
from studio.evaluate.realism import Judge, extractor
from studio.evaluate.referenced import copies, earlier, measure_references, strangers
from studio.evaluate.scenes import Scene, open_camvid, open_people
from studio.evaluate.verdict import verdict
from studio.models import catalog
from studio.models.classes import CAMVID_11, PEOPLE
from studio.models.registry import Registry, Segmenter
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.recipe.regions import PICKER
from studio.segment.choosing import find_knowing

app = typer.Typer(no_args_is_help=True)
Item = TypeVar("Item")


def _writable(path: Path | None) -> Path | None:
    """Refuse a place for figures that cannot be written, before they are measured."""
    if path and inputs.is_picture(path):  # which it would replace
        raise typer.BadParameter("a .json file")
    if path:
        try:
            disk.check_writable(path)
        except OutputError as error:
            raise typer.BadParameter(str(error)) from None
    return path


Photos = Annotated[Path, typer.Argument(help="A folder of colour photos.", readable=False)]
Model = Annotated[str, typer.Option(help="See `colorstudio models list`.")]
Models = Annotated[list[str] | None, typer.Option("--model", help="Every ready one by default.")]
Run = Annotated[
    Path | None, typer.Option("--run", help="A training run, instead of weights/.", readable=False)
]
Gray = Annotated[bool, typer.Option("--gray", help="Take the colours away first.")]
Json = Annotated[
    Path | None,
    typer.Option("--json", help="Write the figures here, too; a file there is replaced.",
                 callback=_writable, readable=False),
]  # fmt: skip


@app.command()
def auto(photos: Photos, model: Models = None, run: Run = None, to: Json = None) -> None:
    """RGB PSNR, SSIM, CIEDE2000, colourfulness and realism (KID) without hints, at 256 x 256."""
    with _open(photos, run) as (registry, pictures):
        several = ways(registry, model)
        judge = _judge(pictures)
        figures = {way: measure_way(pictures, way, registry, judge) for way in several}
        made = {way.name: found for way, found in figures.items() if isinstance(way, Way)}
        typer.echo(verdict(figures[GRAY], made))
        rows = {way.name: found.row() for way, found in figures.items()}
        head = [_title(photos.name, pictures), *rows[GRAY.name]]
        _tell(head, [[name, *row.values()] for name, row in rows.items()], rows, to)


@app.command()
def hints(
    photos: Annotated[
        Path | None, typer.Argument(help="A folder of colour photos.", readable=False)
    ] = None,
    masks: Annotated[
        list[Path] | None, typer.Option(help=f"Holds {EXPECTED}; repeatable.", readable=False)
    ] = None,
    engine: Annotated[list[str] | None, typer.Option(help="compact and levin2004.")] = None,
    every: Annotated[int, typer.Option(min=1, help="Measure every so many photos.")] = 1,
    most: Annotated[int | None, typer.Option(min=1, help="Photos of each folder.")] = None,
    run: Run = None,
    to: Json = None,
) -> None:
    """RGB PSNR with simulated hints, at 256 x 256, and by masks how far a hint's colour goes.

    Hints go over the photo, for every engine; and to the thing under them, by the picker's own
    choice or at a level. By masks: "covered" is the share of a thing that one hint of 1 % in its
    middle changes, "spilt" that of all else, "worst" what nine in ten hints spill less than.
    """
    if not photos and not masks:
        raise typer.BadParameter("a folder of colour photos, or --masks", param_hint="photos")
    chosen = slice(0, most and most * every, every)
    figures: dict[str, Mapping] = {}
    with _open(photos, run) as (registry, pictures):
        if photos:
            pictures, title = pictures[chosen], _title(photos.name, pictures[chosen])
            names = engine or [m.name for m in registry.models.values() if m.hints]
            figures["engines"] = _measure_engines(title, pictures, names, registry)
            if Recipe.model in names and not run:
                figures["ways"] = _measure_ways(title, pictures, registry)
        for folder in masks or ():
            figures[f"masks of {folder.name}"] = _measure_reach(folder, chosen, registry)
        if not masks:
            say(f"How far colours go is measured where --masks holds {EXPECTED}.", err=True)
        _save(figures, to)


def _measure_engines(
    title: str, pictures: Sequence[Picture], names: Sequence[str], registry: Registry
) -> Mapping:
    """Print what true hints give each engine, and return it."""
    for name in names:
        if not catalog.find(name, registry.models).hints:
            raise RecipeError(
                f"{name}, which takes no hints", "an engine that does", "choose compact"
            )
    figures = {n: measure_hints(pictures, registry.colorizer(n)) for n in names}
    rows = [
        [name, n, r.psnr, r.psnr - counts[0].psnr, r.distance_before, r.distance_after]
        for name, counts in figures.items()
        for n, r in counts.items()
    ]
    table([title, "hints", "psnr", "gain", "dab before", "dab after"], rows)
    return {n: {k: asdict(r) for k, r in counts.items()} for n, counts in figures.items()}


def _measure_ways(title: str, pictures: Sequence[Picture], registry: Registry) -> Mapping:
    """Print what true hints give that go over the photo or stay in things, and return it."""
    figures = measure_gains(_show(pictures), Recipe.model, registry)
    rows = [
        [f"{Recipe.model} within {way}", n, psnr, psnr - counts[0]]
        for way, counts in figures.items()
        for n, psnr in counts.items()
    ]
    table([title, "hints", "psnr", "gain"], rows)
    return figures


def _measure_reach(folder: Path, chosen: slice, registry: Registry) -> Mapping:
    """Print how far hints go in photos with masks, and return it."""
    photos = open_masked(folder, chosen)
    figures = {way: asdict(row) for way, row in measure_reach(_show(photos), registry).items()}
    rows = [[f"within {way}", *row.values()] for way, row in figures.items()]
    table([_title(folder.name, photos, gray=True), *next(iter(figures.values()))], rows)
    return figures


@app.command()
def reference(
    photos: Photos,
    apart: Annotated[
        list[int] | None,
        typer.Option(min=1, help="The photos are a film: refer to so many frames before."),
    ] = None,
    every: Annotated[int, typer.Option(min=1, help="Of a film, measure every so many.")] = 12,
    to: Json = None,
) -> None:
    """RGB PSNR with a reference: an altered copy and another photo, or an earlier frame."""
    with exit_on_error():
        registry, pictures = Registry(), load(photos)
        if apart:
            pairs = {f"{n} before": earlier(pictures, n, every) for n in apart}
        else:
            pairs = {"altered copy": copies(pictures), "another photo": strangers(pictures)}
        figures = {name: asdict(measure_references(p, registry)) for name, p in pairs.items()}
    head = ["pairs", "automatic", "psnr", "least gain", "matches", "fitting"]
    rows = [[name, len(pairs[name]), *row.values()] for name, row in figures.items()]
    _tell([_title(photos.name, pictures), *head], rows, figures, to)


@app.command()
def suggestions(
    photos: Photos, model: Model = Recipe.model, run: Run = None, to: Json = None
) -> None:
    """Share of random spots whose true colour is close to one of the colours suggested there."""
    with _open(photos, run) as (registry, pictures):
        figures = measure_suggestions(pictures, registry.colorizer(model))
        rows = [[way, f"{share:.1%}"] for way, share in figures.items()]
        _tell([_title(photos.name, pictures), "spots"], rows, figures, to)


@app.command("where-next")
def where_next(
    photos: Photos, model: Model = Recipe.model, run: Run = None, to: Json = None
) -> None:
    """RGB PSNR of five hints where the studio proposes them, against five at random."""
    with _open(photos, run) as (registry, pictures):
        found = measure_next_spots(pictures, model, registry)
        figures = {"no hints": found.no_hints, "random": found.random, "proposed": found.proposed}
        _tell([_title(photos.name, pictures), "psnr"], list(figures.items()), figures, to)


@app.command("answers")
def answers(photos: Photos, model: Model = Recipe.model, run: Run = None, to: Json = None) -> None:
    """RGB PSNR of the first answer, and of the best where several are offered."""
    with _open(photos, run) as (registry, pictures):
        found = measure_answers(pictures, model, registry)
        figures = {"answer": found.first, "best of four": found.best, "answers": found.count}
        _tell([_title(photos.name, pictures), "psnr"], list(figures.items()), figures, to)


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
        [row, *(f"{overlaps[row]:.1%}" for overlaps in figures.values())]
        for row in (*CAMVID_11.names, "mean")
    ]
    _tell([_title(f"camvid {split}", scenes, gray), *figures], rows, figures, to)


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
    title = _title("held-out people" if held_out else "people", scenes, gray)
    _tell([title, "IoU"], [[way, f"{share:.1%}"] for way, share in figures.items()], figures, to)


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
            same = f", {len(few)} things"
            trials |= {f"{n}{same}": things.measure(pack, few, a) for n, a in answers.items()}
    figures = {name: things.summarize(rows) for name, rows in trials.items()}
    figures[model] |= things.part(pack, answers[model])
    head = list(figures[model])
    rows = [[name, *(row.get(key, "") for key in head)] for name, row in figures.items()]
    _tell([_title(folder.name, trials[model], gray=True), *head], rows, figures, to)


def _try_all(
    pack: Pack, most: int, answers: Callable[[Photo], things.Answer]
) -> list[things.Trial]:
    return things.measure(pack, _show(list(draw_things(pack, most))), answers)


def _judge(pictures: Sequence[Picture]) -> Judge | None:
    """Return the judge of realism, if it is installed and there are pairs to compare."""
    registry = Registry()
    model = extractor(registry)
    if not registry.store.installed(model):
        hint = f"`colorstudio models install {model.name}`"
        typer.echo(f"How real the colours look is measured after {hint}.", err=True)
        return None
    return Judge(pictures, registry.extractor(model.name)) if pictures[1:] else None


def _segmenters(names: list[str] | None, classes: Sequence[str]) -> dict[str, Segmenter]:
    """Load the segmenters named, by default every ready one that knows some classes."""
    registry = Registry()
    able = (model.name for model in find_knowing(classes, registry))
    return {n: registry.segmenter(n) for n in names or able}


def _each(scenes: Sequence[Scene], gray: bool) -> Iterator[Scene]:
    """Yield the scenes one by one, without their colours if that is asked for."""
    return (segmenters.take_colors(scene) if gray else scene for scene in _show(scenes))


def _show(photos: Sequence[Item]) -> Iterable[Item]:
    """Yield what is measured under a progress bar."""
    return tqdm(photos, disable=not interactive(), unit="photo")


def _title(name: str, measured: Sequence, gray: bool = False) -> str:
    return f"{name}{', gray' if gray else ''} ({len(measured)})"


@contextlib.contextmanager
def _open(photos: Path | None, run: Path | None) -> Iterator[tuple[Registry, list[Picture]]]:
    """Give models and the photos of a folder; name what is not to be measured, and go on."""
    failures = Failures()
    with exit_on_error():
        registry = open_run(run) if run else Registry()
        pictures = []
        for path in inputs.photos_in(photos, failures) if photos else ():
            with failures.report(path):
                pictures.append(open_one(path))
        if photos and not pictures:
            failures.exit()
        yield registry, pictures
    failures.exit()


def _tell(
    head: Sequence[str], rows: Sequence[Sequence[object]], figures: Mapping, to: Path | None
) -> None:
    """Print a table, and write the figures where they were asked for."""
    table(head, rows)
    _save(figures, to)


def _save(figures: Mapping, to: Path | None) -> None:
    """Write the figures where they were asked for."""
    if to:
        text = json.dumps(figures, indent=2) + "\n"
        with exit_on_error():
            disk.write(to, text.encode(), overwrite=True)
