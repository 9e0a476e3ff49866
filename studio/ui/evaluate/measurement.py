"""Evaluating: a colour photo is turned gray, coloured every way there is, and measured."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from studio import evaluate
from studio.color.sizes import resize_picture, shrink
from studio.errors import PhotoError
from studio.evaluate import EXTRACTOR, Colored, Way
from studio.evaluate.cards import measured
from studio.models import catalog
from studio.photo import samples
from studio.photo.photo import Photo
from studio.recipe.recipe import STYLES, Recipe
from studio.ui.entries import Entry
from studio.ui.panels import model_cards
from studio.ui.widgets import card, comparison, file_drop, inputs
from studio.ui.widgets.comparison import Side
from studio.ui.work import cache, previews, session
from studio.works.upload import Upload

CHOSEN = Entry[tuple[Upload, ...]](())
ENLARGED = Entry((0, ""))  # which photo, coloured in which way
SAMPLE = "measured-sample"  # key of a widget
ALL = "All of them"
MOST = 24  # photos at a time: with every style some 20 seconds
REMEMBERED = 512  # colourings: 0.4 MB each
JUDGES = 4
FIGURES = {
    "psnr": "PSNR, dB",
    "ssim": "SSIM",
    "delta_e": "CIEDE2000",
    "colorfulness": "Colourfulness",
    "seconds": "Seconds",
    "kid": "KID \N{MULTIPLICATION SIGN} 1000",
    "low": "from",
    "high": "to",
}
DECIMALS = {"ssim": "%.3f", "colorfulness": "%.0f %%", "kid": "%.1f", "low": "%.1f", "high": "%.1f"}
PLOTTED = ("psnr", "ssim", "delta_e", "colorfulness", "seconds", "kid")
BARS = "#b8623d"  # of the theme, seen on light and dark
MEANING = (
    "All at 256 \N{MULTIPLICATION SIGN} 256 pixels, as `colorstudio evaluate auto` measures. "
    "High PSNR and SSIM and low CIEDE2000 are close to the original; colourfulness is a share of "
    "the original's. **gray** and **constant** cost nothing: no colour, and one colour everywhere."
)
REALISM = (
    "KID tells how far the pictures are from photos in the eyes of a net that knows what things "
    "look like: low is real. Of few photos it is a guess, as its 95 % interval says."
)


def originals() -> tuple[Upload, ...]:
    """Let a person choose colour photos, and return them; without a choice there is one, too."""
    chosen = CHOSEN.get() or _default()
    titles = {sample.file: sample.title for sample in samples.COLORED}
    shown = [titles.get(upload.name) for upload in chosen]
    title = ALL if len(shown) > 1 and None not in shown else shown[0]
    choices = [*titles.values(), ALL]
    inputs.draw(st.pills, "Colour photo", title, _take_sample, choices, key=SAMPLE)
    with st.expander("Measure photos of your own"):
        file_drop.receive_several("Drop colour photos here", "measured", _take_files)
        st.caption(f"{MOST} at most. Realism is measured where there are several.")
    return chosen


def results(uploads: Sequence[Upload]) -> dict[str, list[Colored]]:
    """Colour photos in every way that is ready, under a progress bar.

    Raises
    ------
    CorruptWeightsError
        If a model's files were damaged since.
    """
    with st.spinner("Loading the models"):
        ways = evaluate.ways(cache.registry())
    found: dict[str, list[Colored]] = {}
    bar = st.progress(0.0)
    for name, way in ways.items():
        bar.progress(len(found) / len(ways), f"Colouring: {name}")
        found[name] = [_colored(cache.open_photo(upload), name, way) for upload in uploads]
    bar.empty()
    return found


def rows(uploads: Sequence[Upload], found: Mapping[str, Sequence[Colored]]) -> list[dict]:
    """Return the rows of the table: the figures of `colorstudio evaluate auto` for these photos."""
    asked, can_judge = tuple(upload.sha256 for upload in uploads), model_cards.is_ready(EXTRACTOR)
    with st.spinner("Measuring"):
        return [
            {"way": name, **_figures(asked, name, can_judge and len(asked) > 1, results)}
            for name, results in found.items()
        ]


def verdict(figures: Sequence[Mapping]) -> None:
    """Say in words what was found."""
    words = evaluate.verdict({_titled(row["way"]): row for row in figures})
    st.subheader(words[0].upper() + words[1:], anchor=False)


def pair(uploads: Sequence[Upload], found: Mapping[str, Sequence[Colored]]) -> None:
    """Draw an original beside what a way to colour made of it: the one pressed last."""
    index, way = ENLARGED.get()
    if index >= len(uploads) or way not in found:
        index, way = 0, next(iter(_recipes()), next(iter(found)))
    photo, recipe = cache.open_photo(uploads[index]), _recipes().get(way)
    made = previews.color(photo, recipe).jpeg if recipe else _in_shape(found[way][index], photo)
    sides = Side("Original", previews.jpeg(photo)), Side(_titled(way), made)
    comparison.draw(*sides, photo.width / photo.height)


def realism(uploads: Sequence[Upload], figures: Sequence[Mapping]) -> None:
    """Say what realism is, or how it comes to be measured."""
    if "kid" in figures[0]:
        st.caption(REALISM)
    elif len(uploads) > 1:
        st.markdown("How real the colours look is measured, too, once this small net is here.")
        model_cards.card(cache.registry().models[EXTRACTOR])


def table(figures: list[dict]) -> None:
    """Draw the table."""
    columns = {
        key: st.column_config.NumberColumn(title, format=DECIMALS.get(key, "%.2f"))
        for key, title in FIGURES.items()
    }
    way = st.column_config.TextColumn("Way to colour")
    shown = [{**row, "colorfulness": 100 * row["colorfulness"]} for row in figures]
    st.dataframe(shown, column_config={"way": way, **columns}, hide_index=True)
    st.caption(MEANING)


def plot(figures: list[dict]) -> None:
    """Draw one of the figures as bars."""
    titles = {FIGURES[key]: key for key in PLOTTED if key in figures[0]}
    title = st.segmented_control("Plot", titles, default=next(iter(titles))) or next(iter(titles))
    bars = [{"way": row["way"], title: row[titles[title]]} for row in figures]
    st.bar_chart(bars, x="way", y=title, x_label="", color=BARS, horizontal=True, sort=False)


def pictures(uploads: Sequence[Upload], found: Mapping[str, Sequence[Colored]]) -> None:
    """Draw what every way made of the photos, a photo in a row; one that is pressed is enlarged."""
    for index, upload in enumerate(uploads):
        with st.container(horizontal=True, gap="small"):
            for number, (name, results) in enumerate(found.items()):
                small, key = (
                    _in_shape(results[index], cache.open_photo(upload)),
                    f"way-{index}-{number}",
                )
                with st.container(width=card.TILE_WIDTH):
                    card.draw(small, _titled(name), _press, index, name, key=key)


def cards() -> None:
    """Draw what was measured of each model before it shipped."""
    registry = cache.registry()
    for model in registry.models.values():
        if text := measured(model, catalog.FOLDER):
            with st.expander(f"{model.title}: the results in its model card"):
                st.markdown(text)


def _default() -> tuple[Upload, ...]:
    """Return the open photo if it is in colour, else a sample."""
    upload = session.upload()
    if upload is None:
        return (_sample(samples.COLORED[0]),)
    if previews.measure(cache.open_photo(upload)).is_colored:
        return (upload,)
    st.caption("Your photo has no colours of its own to compare with, so a sample is measured.")
    return (_sample(samples.COLORED[0]),)


def _sample(sample: samples.Sample) -> Upload:
    return Upload(sample.file, samples.original(sample))


def _take_sample(title: str) -> None:
    taken = [sample for sample in samples.COLORED if title in (sample.title, ALL)]
    CHOSEN.set(tuple(_sample(sample) for sample in taken))


def _take_files(chosen: Sequence[Upload]) -> None:
    if len(chosen) > MOST:
        raise PhotoError(f"{len(chosen)} photos", f"{MOST} at most", "measure them in parts")
    CHOSEN.set(tuple(_in_color(upload) for upload in chosen))


def _in_color(upload: Upload) -> Upload:
    if not previews.measure(cache.open_photo(upload)).is_colored:
        raise PhotoError(
            "a photo without colours of its own", "one in colour", "choose another to measure with"
        )
    return upload


@cache.remember(REMEMBERED)
def _colored(photo: Photo, name: str, _way: Way) -> Colored:
    return evaluate.colored(evaluate.small(photo.rgb), _way)


@cache.remember(REMEMBERED)
def _figures(
    asked: tuple[str, ...], name: str, can_judge: bool, _results: Sequence[Colored]
) -> dict[str, float]:
    return evaluate.figures(_results, _judge(asked, _results) if can_judge else None)


@cache.remember(JUDGES)
def _judge(asked: tuple[str, ...], _results: Sequence[Colored]) -> evaluate.Judge:
    originals = [result.original for result in _results]
    return evaluate.Judge(originals, cache.registry().extractor(EXTRACTOR))


def _recipes() -> dict[str, Recipe]:
    """Return the recipe of each way that is one in a style."""
    ready = [model.name for model in cache.registry().ready() if model.automatic]
    return {
        f"{model} {style}": replace(recipe, model=model)
        for model in ready
        for style, recipe in STYLES.items()
    }


def _titled(way: str) -> str:
    """Return a way's name as a person reads it: with the title of its model."""
    name, _, style = way.partition(" ")
    model = cache.registry().models.get(name)
    return f"{model.title} {style}" if model else way


def _press(index: int, way: str) -> None:
    ENLARGED.set((index, way))


def _in_shape(made: Colored, photo: Photo) -> bytes:
    """Return a square picture in the shape of its photo, as the bytes of a JPEG file."""
    height, width = shrink(photo.rgb, evaluate.SIDE).shape[:2]
    return previews.encode(resize_picture(made.picture, height, width))
