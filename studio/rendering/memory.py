"""Memory: what was worked out about photos, kept while there is room for it."""

from collections.abc import Callable
from typing import Any, TypeVar

from studio.color import lab
from studio.color.arrays import Float
from studio.color.sizes import resize_picture, shrink
from studio.color.smoothing import Smoother, smoother
from studio.models.classes import Classes
from studio.models.lru_cache import LruCache
from studio.models.prediction import Prediction
from studio.models.registry import Answer, Registry
from studio.photo.fading import Fading, measure
from studio.photo.photo import Photo
from studio.recipe.footprint import rasterise
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Picked
from studio.rendering.contrast import prepare
from studio.rendering.obedience import REACH
from studio.segment.picking import Found, Sight

BUDGET = 200_000_000  # bytes: forty photos coloured, ten segmented
OBEDIENT_SIDE = 512  # longer side at which hints are obeyed: a hint of 0.2 % is one pixel

Known = TypeVar("Known", bound=Answer)


class Memory:
    """What the models of a registry said of photos, each asked once while there is room for it.

    Vividness and strength are decoded from a prediction, labels from probabilities, so moving them
    costs no pass. Safe to use from several threads. Where a model is asked, what stands in its way
    is raised: UnknownModelError, MissingWeightsError or CorruptWeightsError.

    Parameters
    ----------
    registry : Registry
        Its models are asked.
    budget : int
        Bytes of answers; the least recently used go when they are more.
    """

    def __init__(self, registry: Registry, budget: int = BUDGET) -> None:
        self.registry = registry
        self._answers: LruCache[tuple, Any] = LruCache(budget)

    def fading(self, photo: Photo) -> Fading:
        """Return how much contrast a photo has left, and where."""
        return self.recall((photo.key, "fading"), lambda: measure(photo.rgb))

    def see(self, photo: Photo, recipe: Recipe) -> Photo:
        """Return what models are to look at: a photo, or it with its contrast restored."""
        if recipe.contrast is None:
            return photo
        key = (photo.key, "restored")
        return self.recall(key, lambda: prepare(photo, self.fading(photo))).photo

    def prediction(self, photo: Photo, recipe: Recipe) -> Prediction:
        """Return what a recipe's model says of a photo, as it is to see it, and of the hints."""
        colorizer = self.registry.colorizer(recipe.model)
        size = colorizer.size(photo.height, photo.width)
        seen = self.see(photo, recipe)

        def color() -> Prediction:
            hint = rasterise(recipe.model_hints, *size) if recipe.model_hints else None
            return colorizer.color(self._seen(seen, recipe.model), hint)

        return self.recall((seen.key, "prediction", recipe.model, recipe.model_hints), color)

    def features(self, photo: Photo) -> list[Float]:
        """Return that by which photos are compared, as `Comparer.features` does."""
        comparer = self.registry.comparer()
        return comparer.features(self._seen(photo, self.registry.comparing().name))

    def segment(self, photo: Photo, model: str) -> tuple[Float, Classes]:
        """Return what a segmenter says of a photo, float32 (h, w, C), and its C classes."""
        segmenter = self.registry.segmenter(model)
        found = self.recall(
            (photo.key, "classes", model), lambda: segmenter.probabilities(photo.rgb)
        )
        return found, segmenter.classes

    def find_thing(self, photo: Photo, where: Picked) -> Found:
        """Return what clicks or a box point at in a photo."""
        sight = Sight(photo=photo, model=where.model, registry=self.registry, recall=self.recall)
        return sight.find(where)

    def lightness(self, photo: Photo) -> Float:
        """Return the L* of a photo at OBEDIENT_SIDE: float32 (h, w), 0 to 100."""
        return self.recall(
            (photo.key, "lightness"), lambda: lab.lightness(shrink(photo.rgb, OBEDIENT_SIDE))
        )

    def surfaces(self, photo: Photo) -> Smoother:
        """Return what spreads a hint's correction over a photo at OBEDIENT_SIDE."""
        return self.recall((photo.key, "surfaces"), lambda: smoother(self.lightness(photo), REACH))

    def _seen(self, photo: Photo, model: str) -> Any:
        """Return what a colorizer sees in a photo: all that it colours from."""
        colorizer = self.registry.colorizer(model)

        def encode() -> Answer:
            size = colorizer.size(photo.height, photo.width)
            return colorizer.encode(resize_picture(photo.rgb, *size))

        return self.recall((photo.key, "seen", model), encode)

    def recall(self, key: tuple, answer: Callable[[], Known]) -> Known:
        """Return what is filed under a key, from `answer` the first time."""
        found = self._answers.get(key)
        if found is None:
            found = answer()
            self._answers.keep(key, found, found.nbytes)
        return found
