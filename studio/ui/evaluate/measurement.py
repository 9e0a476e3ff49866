"""Colour photos turned gray, coloured every way there is, and measured."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from studio.color.sizes import resize_picture, shrink
from studio.evaluate import automatic, originals
from studio.evaluate import verdict as verdicts
from studio.evaluate.automatic import GRAY, AnyWay, Colored, Figures, Way
from studio.evaluate.cards import read_measured
from studio.evaluate.realism import Judge, extractor
from studio.models import catalog
from studio.photo.photo import Photo
from studio.recipe.recipe import STYLES
from studio.ui.entries import Entry
from studio.ui.panels import model_cards
from studio.ui.widgets import card, comparison
from studio.ui.widgets.comparison import Pair, Side
from studio.ui.work import cache, previews
from studio.works.upload import Upload

ENLARGED = Entry[tuple[int, AnyWay | None]]((0, None))  # which photo, coloured in which way
REMEMBERED = 512  # colourings: 0.4 MB each
JUDGES = 4
Made = Mapping[AnyWay, Sequence[Colored]]  # of the photos, in their order
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
BAR = 32  # pixels of its height, with those between
MEANING = (
    "All at 256 \N{MULTIPLICATION SIGN} 256 pixels, as `colorstudio evaluate auto` measures. "
    "High PSNR and SSIM and low CIEDE2000 are close to the original; colourfulness is a share of "
    "the original's. **gray** and **constant** cost nothing: no colour, and one colour everywhere."
)
REALISM = (
    "KID tells how far the pictures are from photos in the eyes of a net that knows what things "
    "look like: low is real. Of few photos it is a guess, as its 95 % interval says."
)


def color(uploads: Sequence[Upload]) -> Made:
    """Colour photos in every way that is ready, under a progress bar.

    Raises as `automatic.color` does.
    """
    with st.spinner("Loading the models"):
        ways = automatic.ways(cache.registry())
    made: dict[AnyWay, list[Colored]] = {}
    bar = st.progress(0.0)
    for way in ways:
        bar.progress(len(made) / len(ways), f"Colouring: {way.name}")
        made[way] = [_color(cache.open_photo(upload), way.name, way) for upload in uploads]
    bar.empty()
    return made


def measure(uploads: Sequence[Upload], made: Made) -> dict[AnyWay, Figures]:
    """Return the figures of `colorstudio evaluate auto` for these photos."""
    asked = tuple(upload.sha256 for upload in uploads)
    is_judged = len(asked) > 1 and model_cards.is_ready(extractor(cache.registry()).name)
    with st.spinner("Measuring"):
        return {way: _compare(asked, way.name, is_judged, results) for way, results in made.items()}


def verdict(figures: Mapping[AnyWay, Figures]) -> None:
    """Say in words what was found."""
    ways = {_title(way): found for way, found in figures.items() if isinstance(way, Way)}
    words = verdicts.verdict(figures[GRAY], ways)
    st.subheader(words[0].upper() + words[1:], anchor=False)


def pair(uploads: Sequence[Upload], made: Made) -> None:
    """Draw an original beside what a way to colour made of it: the one pressed last."""
    index, way = ENLARGED.get()
    if way is None or way not in made or index >= len(uploads):
        styled = (way for way in made if isinstance(way, Way) and way.style in STYLES)
        index, way = 0, next(styled, GRAY)
    photo = cache.open_photo(uploads[index])
    if isinstance(way, Way):
        picture = previews.color(photo, way.recipe).jpeg
    else:
        picture = _in_shape(made[way][index], photo)
    first, second = Side("Original", previews.jpeg(photo)), Side(_title(way), picture)
    comparison.draw(Pair(first=first, second=second, ratio=photo.width / photo.height))


def realism(uploads: Sequence[Upload], figures: Mapping[AnyWay, Figures]) -> None:
    """Say what realism is, or how it comes to be measured."""
    if figures[GRAY].realism:
        st.caption(REALISM)
    elif len(uploads) > 1:
        st.markdown("How real the colours look is measured, too, once this small net is here.")
        model_cards.card(extractor(cache.registry()))


def table(figures: Mapping[AnyWay, Figures]) -> None:
    """Draw the table."""
    columns = {
        key: st.column_config.NumberColumn(title, format=DECIMALS.get(key, "%.2f"))
        for key, title in FIGURES.items()
    }
    way = st.column_config.TextColumn("Way to colour")
    rows = [
        {"way": way.name, **found.row(), "colorfulness": 100 * found.colorfulness}
        for way, found in figures.items()
    ]
    st.dataframe(rows, column_config={"way": way, **columns}, hide_index=True)
    st.caption(MEANING)


def plot(figures: Mapping[AnyWay, Figures]) -> None:
    """Draw one of the figures as bars."""
    rows = {way.name: found.row() for way, found in figures.items()}
    titles = {FIGURES[key]: key for key in PLOTTED if key in rows[GRAY.name]}
    title = st.segmented_control("Plot", titles, default=next(iter(titles))) or next(iter(titles))
    bars = [{"way": name, title: row[titles[title]]} for name, row in rows.items()]
    st.vega_lite_chart(bars, _bars(title, [row[titles[title]] for row in rows.values()]))


def pictures(uploads: Sequence[Upload], made: Made) -> None:
    """Draw what every way made of the photos, a photo in a row; one that is pressed is enlarged."""
    for index, upload in enumerate(uploads):
        with st.container(horizontal=True, gap="small"):
            for number, (way, results) in enumerate(made.items()):
                small = _in_shape(results[index], cache.open_photo(upload))
                key = f"way-{index}-{number}"
                with st.container(width=card.TILE_WIDTH):
                    card.draw(small, _title(way), ENLARGED.set, (index, way), key=key)


def cards() -> None:
    """Draw what was measured of each model before it shipped."""
    registry = cache.registry()
    for model in registry.models.values():
        if text := read_measured(model, catalog.FOLDER):
            with st.expander(f"{model.title}: the results in its model card"):
                st.markdown(text)


@cache.remember(REMEMBERED)
def _color(photo: Photo, name: str, _way: AnyWay) -> Colored:
    return automatic.color(originals.small(photo.rgb), _way, cache.registry())


@cache.remember(REMEMBERED)
def _compare(
    asked: tuple[str, ...], name: str, is_judged: bool, _results: Sequence[Colored]
) -> Figures:
    return automatic.compare(_results, _judge(asked, _results) if is_judged else None)


@cache.remember(JUDGES)
def _judge(asked: tuple[str, ...], _results: Sequence[Colored]) -> Judge:
    registry = cache.registry()
    net = registry.extractor(extractor(registry).name)
    return Judge([result.original for result in _results], net)


def _bars(title: str, values: Sequence[float]) -> dict[str, Any]:
    """Return what a chart of bars looks like, in words of Vega-Lite."""
    way = {"field": "way", "type": "nominal", "sort": None, "title": None}
    ends = [min(0, *values), max(0, *values)]  # the chart is drawn before its values are there
    figure = {"field": title, "type": "quantitative", "stack": None, "scale": {"domain": ends}}
    encoding = {"y": way, "x": figure, "tooltip": [way, figure]}
    height = len(values) * BAR
    return {"mark": {"type": "bar", "color": BARS}, "height": height, "encoding": encoding}


def _title(way: AnyWay) -> str:
    return f"{model_cards.label(way.model)} {way.style}" if isinstance(way, Way) else way.name


def _in_shape(made: Colored, photo: Photo) -> bytes:
    """Return a square picture in the shape of its photo, as the bytes of a JPEG file."""
    height, width = shrink(photo.rgb, originals.SIDE).shape[:2]
    return previews.encode(resize_picture(made.picture, height, width))
