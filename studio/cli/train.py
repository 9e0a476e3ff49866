"""`colorstudio train`: make a colorizer from photos; a segmenter or a picker from labelled ones."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio import packages
from studio.cli.app import App
from studio.cli.report import exit_on_error, say
from studio.disk import raise_output_errors
from studio.errors import DataError
from studio.language import _, join_sentences

if TYPE_CHECKING:  # it loads matplotlib
    from studio.training.reports import Report

STDERR = 2  # the file that a library writes to, whatever Python's own is

app = App(no_args_is_help=True)
Data = Annotated[list[Path], typer.Option(help="A folder or zip of colour photos; repeatable.")]
Val = Annotated[
    list[Path] | None,
    typer.Option(help="A folder of held-out photos; repeatable. Without: a tenth of the data."),
]
Out = Annotated[
    Path, typer.Option("-o", "--out", help="Run folder; one with a checkpoint goes on.")
]
Minutes = Annotated[float, typer.Option(min=0.1, help="Time to train, resumed parts included.")]
Batch = Annotated[int, typer.Option(min=1, help="Crops a step, as many as memory holds.")]
Init = Annotated[Path | None, typer.Option(help="TFLite MobileNetV2 to start from.")]
Seed = Annotated[int, typer.Option(help="Seed of crops, hints and weights.")]


@app.callback()
def check() -> None:
    """Train a model on photos of your own: docs/training.md tells how."""
    with exit_on_error():
        if not packages.TENSORFLOW.is_there:
            raise packages.TENSORFLOW.miss(DataError)


@contextmanager
def load_quietly() -> Iterator[None]:
    """Keep TensorFlow's library from writing to the terminal while it is loaded, and later.

    What it says before its log is set up heeds no setting, so stderr leads nowhere meanwhile; an
    error of Python's own is raised as ever.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    own = os.dup(STDERR)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), STDERR)
        yield
    finally:
        os.dup2(own, STDERR)
        os.close(own)


def _tell(report: "Report") -> None:
    """Print how a run stands: one line."""
    times = _("{used} of {total}", used=_clock(report.used_s), total=_clock(report.budget_s))
    loss = _("loss {figure:.4g}", figure=report.loss)
    figures = report.figures.items()
    more = (_("{name} {figure:.2f}", name=name, figure=figure) for name, figure in figures)
    say(join_sentences([times, loss, *more], "  "))


def _clock(seconds: float) -> str:
    """Return minutes and seconds.

    Examples
    --------
    >>> _clock(5403.2)
    '90:03'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


@app.command()
def compact(
    data: Data,
    out: Out,
    validation: Val = None,
    init: Annotated[
        Path | None, typer.Option(help="EfficientNet-Lite2's .pth, or an .npz of all weights.")
    ] = None,
    minutes: Annotated[
        float, typer.Option(min=0, help="Time to train; 0 exports the start as it is.")
    ] = 90,
    batch: Batch = 16,
    seed: Seed = 0,
) -> None:
    """Train the net that ships: a colour distribution with hints, 7.9 M parameters."""
    with load_quietly():
        from studio.training import colorizers, plans

    with exit_on_error(), raise_output_errors():
        colorizers.train(
            plans.COMPACT,
            data,
            validation or (),
            out,
            minutes=minutes,
            batch=batch,
            tell=_tell,
            init=init,
            seed=seed,
        )


@app.command("encoder-decoder")
def encoder_decoder(
    data: Data,
    out: Out,
    validation: Val = None,
    minutes: Minutes = 30,
    batch: Batch = 32,
    seed: Seed = 0,
) -> None:
    """Train the field's plain baseline: 128 x 128, L to tanh ab, mean squared error."""
    with load_quietly():
        from studio.training import colorizers, plans

    with exit_on_error(), raise_output_errors():
        colorizers.train(
            plans.ENCODER_DECODER,
            data,
            validation or (),
            out,
            minutes=minutes,
            batch=batch,
            tell=_tell,
            seed=seed,
        )


@app.command()
def camvid(
    data: Annotated[Path, typer.Option(help="CamVid in the SegNet tutorial's form.")],
    out: Out,
    init: Init = None,
    minutes: Minutes = 60,
    seed: Seed = 0,
) -> None:
    """Train the street segmenter that ships, on the training split; report on the test split."""
    with load_quietly():
        from studio.training import segmenters

    with exit_on_error(), raise_output_errors():
        segmenters.train_camvid(
            data, segmenters.Run(folder=out, minutes=minutes, tell=_tell, init=init, seed=seed)
        )


@app.command()
def people(
    data: Annotated[Path, typer.Option(help="A folder with images and masks.")],
    photos: Annotated[Path, typer.Option(help="A folder or zip of photos of anything.")],
    teacher: Annotated[Path, typer.Option(help="TFLite DeepLabV3 that labels those photos.")],
    out: Out,
    init: Init = None,
    minutes: Minutes = 40,
    seed: Seed = 0,
) -> None:
    """Train the segmenter of people that ships; every fifth masked picture is held out."""
    with load_quietly():
        from studio.training import segmenters

    with exit_on_error(), raise_output_errors():
        run = segmenters.Run(folder=out, minutes=minutes, tell=_tell, init=init, seed=seed)
        segmenters.train_people(data, photos, teacher, run)


@app.command()
def pick(
    data: Annotated[Path, typer.Option(help="A folder or zip of labelled things.")],
    validation: Annotated[Path, typer.Option(help="Held-out ones, for the card's figures.")],
    out: Out,
    init: Annotated[
        Path | None, typer.Option(help="checkpoint.npz of another run to start from.")
    ] = None,
    minutes: Minutes = 90,
    seed: Seed = 0,
) -> None:
    """Train the picker that ships, which answers clicks by what the compact net's encoder sees."""
    with load_quietly():
        from studio.training import pickers

    with exit_on_error(), raise_output_errors():
        pickers.train(
            data,
            validation,
            pickers.Run(folder=out, minutes=minutes, tell=_tell, init=init, seed=seed),
        )
