"""Ways to colour photos without hints, measured."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import compose, rgb_to_lab
from studio.color.sizes import resize_picture
from studio.errors import DataError
from studio.evaluate.metrics import colorfulness, measure
from studio.evaluate.realism import Judge
from studio.models.registry import Colorizer, Registry
from studio.recipe.recipe import STYLES, Recipe
from studio.rendering.decode import decode

# Mean ab of many colour photos: the best single guess.
MEAN_AB = (2.1, 9.3)

Way = Callable[[Picture], Float]  # photo in, ab map of any size out


@dataclass(frozen=True, eq=False)
class Colored:
    """A photo that was turned gray, and what a way to colour made of it."""

    original: Picture
    picture: Picture
    seconds: float


def ways(registry: Registry, names: Iterable[str] | None = None) -> Mapping[str, Way]:
    """Return all that is measured side by side: the free baselines, and what each model can do.

    That is its expected colours, then its styles.

    Parameters
    ----------
    registry : Registry
    names : iterable of str, optional
        Of models; by default every ready one that colours by itself.

    Raises
    ------
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If a model cannot run.
    """
    found = {"gray": constant((0, 0)), "constant": constant(MEAN_AB)}
    for name in names or [model.name for model in registry.ready() if model.automatic]:
        colorizer = registry.colorizer(name)
        for style, recipe in {"expected": Recipe(vividness=0.0), **STYLES}.items():
            found[f"{name} {style}"] = model_chroma(colorizer, recipe)
    return found


def auto(photos: Iterable[Picture], way: Way, judge: Judge | None = None) -> dict[str, float]:
    """Measure a way to colour photos: uint8 arrays (256, 256, 3); see `figures`."""
    return figures([colored(original, way) for original in photos], judge)


def colored(original: Picture, way: Way) -> Colored:
    """Colour a photo of which only the lightness is used, and take the time."""
    begun = time.perf_counter()
    picture = compose(original, way(original))
    return Colored(original, picture, time.perf_counter() - begun)


def figures(results: Sequence[Colored], judge: Judge | None = None) -> dict[str, float]:
    """Compare what was made of photos, at least one, with the originals.

    Parameters
    ----------
    results : sequence of Colored
    judge : Judge, optional
        Of the originals in the same order, two at least.

    Returns
    -------
    dict
        Means of PSNR (dB), SSIM, CIEDE2000, colourfulness as a share of the originals', seconds;
        with a judge "kid", KID x 1000, and the "low" and "high" ends of its 95 % interval.

    Raises
    ------
    DataError
        If no original has any colour.
    """
    truth = [colorfulness(result.original) for result in results]
    if not any(truth):
        raise DataError("photos without colours", "colour photos", "choose others")
    rows = [asdict(measure(result.original, result.picture)) for result in results]
    means = {key: float(np.mean([row[key] for row in rows])) for key in rows[0]}
    means["colorfulness"] /= float(np.mean(truth))
    means["seconds"] = float(np.mean([result.seconds for result in results]))
    real = asdict(judge.realism(result.picture for result in results)) if judge else {}
    return means | real


def model_chroma(colorizer: Colorizer, recipe: Recipe) -> Way:
    """Return how a colorizer and a recipe colour a photo."""

    def chroma(rgb: Picture) -> Float:
        height, width = colorizer.size(*rgb.shape[:2])
        prediction = colorizer.color(colorizer.encode(resize_picture(rgb, height, width)))
        return decode(prediction, rgb_to_lab(rgb)[..., 0], recipe)

    return chroma


def constant(ab: Sequence[float]) -> Way:
    """Return the free baseline that colours every spot alike; (0, 0) leaves it gray."""
    return lambda rgb: np.array([[ab]], np.float32)
