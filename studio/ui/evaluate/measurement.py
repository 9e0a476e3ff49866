"""Colour photos turned gray, coloured every way there is, and measured."""

import csv
import io
import json
import mimetypes
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from studio.evaluate import automatic, originals
from studio.evaluate import verdict as verdicts
from studio.evaluate.automatic import GRAY, AnyWay, Colored, Figures, Way
from studio.evaluate.cards import read_measured
from studio.evaluate.realism import Judge, extractor
from studio.language import _
from studio.models import catalog
from studio.photo.photo import Photo
from studio.ui.language import tell
from studio.ui.panels import model_cards
from studio.ui.work import cache
from studio.works.upload import Upload

REMEMBERED = 512  # colourings: 0.4 MB each
JUDGES = 4
Made = Mapping[AnyWay, Sequence[Colored]]  # of the photos, in their order
FIGURES = {
    "psnr": _("PSNR, dB"),
    "ssim": "SSIM",
    "delta_e": _("Colour difference"),
    "variety": _("Variety of colour"),
    "colorfulness": _("Colourfulness, with casts"),
    "drained": _("Drained photos"),
    "seconds": _("Seconds"),
    "kid": "KID \N{MULTIPLICATION SIGN} 1000",
    "low": _("from"),
    "high": _("to"),
}
SHARE = "%.0f %%"
PERCENTAGES = "variety", "colorfulness", "drained"
STEPS = {"ssim": 0.001, "kid": 0.1, "low": 0.1, "high": 0.1}  # 0.01 of the others
PLOTTED = ("psnr", "ssim", "delta_e", "variety", "colorfulness", "drained", "seconds", "kid")
BARS = "#b8623d"  # of the theme, seen on light and dark
BAR = 32  # pixels of its height, with those between
MEANING = _(
    "All at 256 \N{MULTIPLICATION SIGN} 256 pixels, as `colorstudio evaluate auto` measures. High "
    "PSNR and SSIM and a low colour difference (CIEDE2000) are close to the original. Variety is "
    "how much the colours of a picture differ from one another, and colourfulness how colourful "
    "people find it, both as shares of the original's: a cast over all of it earns colourfulness, "
    "but no variety. Drained photos have under half of the original's colourfulness. **gray** and "
    "**constant** cost nothing: no colour, and one colour everywhere."
)
REALISM = _(
    "KID tells how far the pictures are from photos in the eyes of a net that knows what things "
    "look like: low is real. Of few photos it is a guess, as its 95 % interval says."
)


def color(uploads: Sequence[Upload]) -> Made:
    """Colour photos in every way that is ready, under a progress bar.

    Raises as `automatic.color` does.
    """
    with st.spinner(tell("Loading the models")):
        ways = automatic.ways(cache.registry())
    made: dict[AnyWay, list[Colored]] = {}
    bar = st.progress(0.0)
    for way in ways:
        bar.progress(len(made) / len(ways), tell("Colouring: {way}", way=title(way)))
        made[way] = [_color(cache.open_photo(upload), way.name, way) for upload in uploads]
    bar.empty()
    return made


def measure(uploads: Sequence[Upload], made: Made) -> dict[AnyWay, Figures]:
    """Return the figures of `colorstudio evaluate auto` for these photos."""
    asked = tuple(upload.sha256 for upload in uploads)
    is_judged = len(asked) > 1 and model_cards.is_ready(extractor(cache.registry()).name)
    with st.spinner(tell("Measuring")):
        return {way: _compare(asked, way.name, is_judged, results) for way, results in made.items()}


def verdict(figures: Mapping[AnyWay, Figures]) -> None:
    """Say in words what was found."""
    ways = {title(way): figures[way] for way in _models(figures)}
    words = tell(verdicts.verdict(figures[GRAY], ways))
    st.subheader(words[:1].upper() + words[1:], anchor=False)


def find_best(figures: Mapping[AnyWay, Figures]) -> AnyWay:
    """Return the way of which the verdict speaks first."""
    ways = {title(way): way for way in _models(figures)}
    return ways[verdicts.find_best(figures[GRAY], {name: figures[ways[name]] for name in ways})]


def title(way: AnyWay) -> str:
    """Return what a person reads of a way to colour."""
    if isinstance(way, Way):
        return f"{model_cards.label(way.model)} {tell(way.style)}"
    return tell(way.name)


def tell_way(way: AnyWay) -> str:
    """Return what tables call a way to colour."""
    return f"{way.model} {tell(way.style)}" if isinstance(way, Way) else tell(way.name)


def _models(figures: Mapping[AnyWay, Figures]) -> list[AnyWay]:
    """Return the ways that take a model."""
    return [way for way in figures if isinstance(way, Way)]


def realism(uploads: Sequence[Upload], figures: Mapping[AnyWay, Figures]) -> None:
    """Say what realism is, or how it comes to be measured."""
    if figures[GRAY].realism:
        st.caption(tell(REALISM))
    elif len(uploads) > 1:
        st.markdown(
            tell("How real the colours look is measured, too, once this small net is here.")
        )
        model_cards.card(extractor(cache.registry()))


def table(figures: Mapping[AnyWay, Figures]) -> None:
    """Draw the table."""
    columns = {
        key: st.column_config.NumberColumn(
            tell(title),
            format=SHARE if key in PERCENTAGES else "localized",
            step=STEPS.get(key, 0.01),
        )
        for key, title in FIGURES.items()
    }
    way = st.column_config.TextColumn(tell("Way to colour"))
    rows = [{"way": tell_way(way), **_in_percent(found)} for way, found in figures.items()]
    st.dataframe(rows, column_config={"way": way, **columns}, hide_index=True)
    st.caption(tell(MEANING))


def offer(figures: Mapping[AnyWay, Figures]) -> None:
    """Offer the figures as files: JSON as `colorstudio evaluate auto --json` writes it, and CSV."""
    rows = {way.name: found.row() for way, found in figures.items()}
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, ["way", *rows[GRAY.name]])
    writer.writeheader()
    writer.writerows({"way": name, **row} for name, row in rows.items())
    files = {"csv": sheet.getvalue(), "json": json.dumps(rows, indent=2) + "\n"}
    with st.container(horizontal=True):
        for ending, text in files.items():
            label = tell("Download {name}", name=ending.upper())
            name = f"evaluation.{ending}"
            st.download_button(label, text, name, mimetypes.guess_type(name)[0], on_click="ignore")


def plot(figures: Mapping[AnyWay, Figures]) -> None:
    """Draw one of the figures as bars."""
    rows = {tell_way(way): _in_percent(found) for way, found in figures.items()}
    titles = {FIGURES[key]: key for key in PLOTTED if key in _in_percent(figures[GRAY])}
    first = next(iter(titles))
    chosen = st.segmented_control(tell("Plot"), list(titles), default=first, format_func=tell)
    title = chosen or first
    values = {way: row[titles[title]] for way, row in rows.items()}
    bars = [{"way": way, "figure": value} for way, value in values.items()]
    st.vega_lite_chart(bars, _bars(tell(title), list(values.values())))


def cards() -> None:
    """Draw what was measured of each model before it shipped."""
    registry = cache.registry()
    for model in registry.models.values():
        if text := read_measured(model, catalog.FOLDER):
            with st.expander(tell("{name}: the results in its model card", name=tell(model.title))):
                st.markdown(text)


def _in_percent(figures: Figures) -> dict[str, float]:
    """Return a row of figures, shares of it in percent."""
    row = figures.row()
    return row | {key: 100 * row[key] for key in PERCENTAGES}


def _bars(title: str, values: Sequence[float]) -> dict[str, Any]:
    """Return what a chart of bars looks like, in words of Vega-Lite."""
    way = {"field": "way", "type": "nominal", "sort": None, "title": None}
    ends = [min(0, *values), max(0, *values)]  # the chart is drawn before its values are there
    figure = {
        "field": "figure",
        "title": title,
        "type": "quantitative",
        "stack": None,
        "scale": {"domain": ends},
    }
    encoding = {"y": way, "x": figure, "tooltip": [way, figure]}
    height = len(values) * BAR
    return {"mark": {"type": "bar", "color": BARS}, "height": height, "encoding": encoding}


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
