"""Ways to colour photos without hints, measured."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from studio.color.arrays import Picture
from studio.color.lab import compose
from studio.errors import DataError
from studio.evaluate.metrics import colorfulness, measure, variety
from studio.evaluate.realism import Judge, Realism
from studio.language import _
from studio.models.registry import Registry
from studio.photo.photo import from_array
from studio.recipe.recipe import STYLES, Recipe
from studio.rendering.memory import Memory
from studio.rendering.render import render

EXPECTED = Recipe(vividness=0.0, settled=None)
LEAST_VARIETY = 1.0  # of originals: one colour everywhere has none, and nothing is a share of that


@dataclass(frozen=True)
class Constant:
    """The free way to colour: one colour everywhere."""

    name: str
    ab: tuple[float, float]

    def color(self, original: Picture, registry: Registry | Memory) -> Picture:
        """Colour a photo, uint8 (H, W, 3), of which only the lightness is used."""
        return compose(original, np.array([[self.ab]], np.float32))


@dataclass(frozen=True)
class Way:
    """A model in a style."""

    model: str  # its name
    style: str  # in STYLES, or "expected"
    recipe: Recipe  # that says both

    @property
    def name(self) -> str:
        """Return what tables call it."""
        return f"{self.model} {self.style}"

    def color(self, original: Picture, registry: Registry | Memory) -> Picture:
        """Colour a photo, uint8 (H, W, 3), of which only the lightness is used."""
        return render(from_array(original), self.recipe, registry).rgb


AnyWay = Constant | Way
GRAY = Constant(_("gray"), (0, 0))
MEAN = Constant(_("constant"), (2.1, 9.3))  # of many colour photos: the best single guess


@dataclass(frozen=True, eq=False)
class Colored:
    """A photo that was turned gray, and what a way to colour made of it: uint8 (H, W, 3) both."""

    original: Picture
    picture: Picture
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How good a way to colour is: means over photos."""

    psnr: float  # dB over RGB
    ssim: float
    delta_e: float  # CIEDE2000
    colorfulness: float  # as a share of the originals', with what a cast earns
    variety: float  # how much colours differ, as a share of the originals': a cast earns nothing
    drained: float  # share of photos with under half of the original's colourfulness
    seconds: float  # a photo
    realism: Realism | None = None  # None: not measured

    def row(self) -> dict[str, float]:
        """Return all figures by name, as tables and files hold them."""
        own = asdict(self)
        return own | (own.pop("realism") or {})


def ways(registry: Registry, names: Iterable[str] | None = None) -> list[AnyWay]:
    """Return all that is measured side by side: the free ways, and what each model can do.

    That is its expected colours, then its styles; the models are by default all that are ready and
    colour by themselves. One that cannot run raises what `Registry.colorizer` does.
    """
    names = list(names or (model.name for model in registry.ready() if model.automatic))
    for name in names:
        registry.colorizer(name)
    styles = {_("expected"): EXPECTED, **STYLES}
    made = [Way(n, s, replace(recipe, model=n)) for n in names for s, recipe in styles.items()]
    return [GRAY, MEAN, *made]


def measure_way(
    photos: Iterable[Picture], way: AnyWay, registry: Registry, judge: Judge | None = None
) -> Figures:
    """Measure a way to colour photos: uint8 arrays (256, 256, 3); see `compare`."""
    return compare([color(original, way, registry) for original in photos], judge)


def color(original: Picture, way: AnyWay, registry: Registry) -> Colored:
    """Colour a photo, uint8 (H, W, 3), of which only the lightness is used, and take the time."""
    begun = time.perf_counter()
    picture = way.color(original, registry)
    return Colored(original, picture, time.perf_counter() - begun)


def color_all(
    photos: Iterable[Picture], several: Sequence[AnyWay], registry: Registry
) -> dict[str, list[Picture]]:
    """Colour photos, uint8 (H, W, 3), in several ways: by the way's name, in their order."""
    made: dict[str, list[Picture]] = {way.name: [] for way in several}
    for original in photos:
        memory = Memory(registry)  # styles of a model share its pass
        for way in several:
            made[way.name].append(way.color(original, memory))
    return made


def compare(results: Sequence[Colored], judge: Judge | None = None) -> Figures:
    """Compare what was made of photos, at least one, with the originals.

    The judge knows the originals in the same order, two at least.

    Raises
    ------
    DataError
        If no original has any colour.
    """
    truth = [colorfulness(result.original) for result in results]
    if not any(truth):
        raise DataError(_("photos without colours"), _("colour photos"), _("choose others"))
    each = [measure(result.original, result.picture) for result in results]
    return Figures(
        psnr=float(np.mean([quality.psnr for quality in each])),
        ssim=float(np.mean([quality.ssim for quality in each])),
        delta_e=float(np.mean([quality.delta_e for quality in each])),
        colorfulness=float(np.mean([quality.colorfulness for quality in each]) / np.mean(truth)),
        variety=float(np.mean([quality.variety for quality in each]) / _measure_variety(results)),
        drained=float(np.mean([q.colorfulness < t / 2 for q, t in zip(each, truth, strict=True)])),
        seconds=float(np.mean([result.seconds for result in results])),
        realism=judge.realism(result.picture for result in results) if judge else None,
    )


def rank(results: Sequence[Colored]) -> list[int]:
    """Return the places of photos, from the one that was coloured best to the worst: CIEDE2000."""
    apart = [measure(result.original, result.picture).delta_e for result in results]
    return sorted(range(len(results)), key=lambda place: apart[place])


def _measure_variety(results: Sequence[Colored]) -> float:
    """Return how much the colours of the originals differ."""
    return max(float(np.mean([variety(result.original) for result in results])), LEAST_VARIETY)
