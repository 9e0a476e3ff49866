"""Evaluating: a colour photo is turned gray, coloured every way there is, and measured."""

from collections.abc import Mapping

import streamlit as st

from studio import evaluate
from studio.errors import PhotoError
from studio.evaluate import Colored, Way
from studio.evaluate.cards import measured
from studio.photo import samples
from studio.photo.color import Picture
from studio.photo.photo import Photo
from studio.photo.sizes import resize_picture, shrink
from studio.ui import cache, files, previews, session
from studio.ui.session import Upload
from studio.ui.widgets import inputs

CHOSEN, SAMPLE = "studio-measured", "measured-sample"
REMEMBERED = 128  # colourings: 0.4 MB each
FIGURES = {
    "psnr": "PSNR, dB",
    "ssim": "SSIM",
    "delta_e": "CIEDE2000",
    "colorfulness": "Colourfulness",
    "seconds": "Seconds",
}
DECIMALS = {"ssim": "%.3f", "colorfulness": "%.0f %%"}
BARS = "#b8623d"  # of the theme, seen on light and dark
MEANING = (
    "All at 256 \N{MULTIPLICATION SIGN} 256 pixels, as `colorstudio evaluate auto` measures. "
    "High PSNR and SSIM and low CIEDE2000 are close to the original; colourfulness is a share of "
    "the original's. **gray** and **constant** cost nothing: no colour, and one colour everywhere."
)


def original() -> Upload:
    """Let a person choose a colour photo, and return it; without a choice there is one, too."""
    chosen = st.session_state.get(CHOSEN) or _default()
    titles = [sample.title for sample in samples.COLORED]
    shown = next((s.title for s in samples.COLORED if s.file == chosen.name), None)
    inputs.draw(st.pills, "Colour photo", shown, _take_sample, titles, key=SAMPLE)
    with st.expander("Measure a photo of your own"):
        files.receive("Drop a colour photo here", "measured", _take_file)
    return chosen


def results(upload: Upload) -> dict[str, Colored]:
    """Colour a photo in every way that is ready, under a progress bar.

    Raises
    ------
    CorruptWeightsError
        If a model's files were damaged since.
    """
    with st.spinner("Loading the models"):
        ways = evaluate.ways(cache.registry())
    found: dict[str, Colored] = {}
    bar = st.progress(0.0)
    for name, way in ways.items():
        bar.progress(len(found) / len(ways), f"Colouring: {name}")
        found[name] = _colored(upload.photo(), name, way)
    bar.empty()
    return found


def rows(found: Mapping[str, Colored]) -> list[dict]:
    """Return the rows of the table: the figures of `colorstudio evaluate auto` for this photo."""
    return [{"way": name, **evaluate.figures([result])} for name, result in found.items()]


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
    titles = {title: key for key, title in FIGURES.items()}
    title = st.segmented_control("Plot", titles, default=next(iter(titles))) or next(iter(titles))
    bars = [{"way": row["way"], title: row[titles[title]]} for row in figures]
    st.bar_chart(bars, x="way", y=title, x_label="", color=BARS, horizontal=True, sort=False)


def row(upload: Upload, found: Mapping[str, Colored]) -> None:
    """Draw the original and what every way made of it."""
    photo, small = upload.photo(), next(iter(found.values())).original
    shown = {"original": small, **{name: result.picture for name, result in found.items()}}
    with st.container(horizontal=True, gap="small"):
        for name, picture in shown.items():
            with st.container(width=previews.TILE_WIDTH):
                st.image(_in_shape(picture, photo), name, width="stretch")


def cards() -> None:
    """Draw what was measured of each model before it shipped."""
    registry = cache.registry()
    for model in registry.models.values():
        if text := measured(model, registry.store.folder):
            with st.expander(f"{model.title}: the results in its model card"):
                st.markdown(text)


def _default() -> Upload:
    """Return the open photo if it is in colour, else a sample."""
    upload = session.upload()
    if upload is None:
        return _sample(samples.COLORED[0])
    if previews.measured(upload.photo()).is_colored:
        return upload
    st.caption("Your photo has no colours of its own to compare with, so a sample is measured.")
    return _sample(samples.COLORED[0])


def _sample(sample: samples.Sample) -> Upload:
    return Upload(sample.file, samples.original(sample))


def _take_sample(title: str) -> None:
    st.session_state[CHOSEN] = next(_sample(s) for s in samples.COLORED if s.title == title)


def _take_file(name: str, data: bytes) -> None:
    st.session_state[CHOSEN] = _in_color(Upload(name, data))


def _in_color(upload: Upload) -> Upload:
    if not previews.measured(upload.photo()).is_colored:
        raise PhotoError(
            "a photo without colours of its own", "one in colour", "choose another to measure with"
        )
    return upload


@cache.remember(REMEMBERED)
def _colored(photo: Photo, name: str, _way: Way) -> Colored:
    return evaluate.colored(evaluate.small(photo.rgb), _way)


def _in_shape(picture: Picture, photo: Photo) -> bytes:
    """Return a square picture in the shape of its photo, as the bytes of a JPEG file."""
    height, width = shrink(photo.rgb, evaluate.SIDE).shape[:2]
    return previews.encoded(resize_picture(picture, height, width))
