"""Learn how sure a match with a reference is: `python -m benchmarks.reference PHOTOS FRAMES`.

PHOTOS is a folder of unlike colour photos, FRAMES one of street films in the order of their names;
neither may be what figures are measured on. Prints the constants of
`studio/rendering/reference.py`.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from studio.color.arrays import Picture
from studio.color.lab import rgb_to_lab
from studio.color.sizes import resize_map
from studio.evaluate.originals import load
from studio.evaluate.referenced import alter, fade
from studio.models.registry import Registry
from studio.photo.photo import from_array
from studio.recipe.recipe import Recipe
from studio.rendering.memory import Memory
from studio.rendering.reference import Likeness, likeness

COPIES, UNRELATED = 60, 700
EVERY, APART = 12, (1, 8, 20, 40)
MOST = 900.0  # what a place may weigh, in ab units squared: few are to decide nothing

Pairs = list[tuple[Picture, Picture]]


def groups(photos: Sequence[Picture], frames: Sequence[Picture]) -> Iterator[Pairs]:
    """Yield pairs of photo and reference, kind by kind; each kind weighs alike."""
    random = np.random.default_rng(1)
    for apart in APART:
        yield [(frames[n], frames[n - apart]) for n in range(apart, len(frames), EVERY)]
    some = [photos[n] for n in random.permutation(len(photos))[:COPIES]]
    yield [(photo, alter(photo, n)) for n, photo in enumerate(some)]
    yield [(photo, fade(alter(photo, n), n)) for n, photo in enumerate(some)]
    mixed = [photos[n] for n in random.permutation(len(photos))]
    yield list(pairwise(mixed))[:UNRELATED]


def rows(pairs: Pairs, registry: Registry) -> Iterator[tuple[Likeness, np.ndarray]]:
    """Yield the likeness of each pair, and how much nearer to the truth its colours are."""
    plain = Recipe(model=registry.comparing().name)
    for photo, reference in pairs:
        given = from_array(photo)
        memory = Memory(registry)
        found = likeness(given, from_array(reference), memory)
        shape = found.cosine.shape
        true = resize_map(rgb_to_lab(photo)[..., 1:], *shape)
        guess = resize_map(memory.prediction(given, plain).expected, *shape)
        yield found, ((guess - true) ** 2 - (found.ab - true) ** 2).sum(-1)


def fitted(known: np.ndarray, won: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the logistic regression of `won` on what is known, the constant last."""
    mean, scale = known.mean(0), known.std(0)
    given = np.column_stack([(known - mean) / scale, np.ones(len(known))])
    signed = np.where(won > 0, 1, -1)[:, None] * given

    def loss(factors: np.ndarray) -> tuple[float, np.ndarray]:
        odds = signed @ factors
        slope = -(weight / (1 + np.exp(odds))) @ signed
        return float(weight @ np.logaddexp(0, -odds)), slope

    factors = minimize(loss, np.zeros(given.shape[1]), jac=True).x
    plain = factors[:-1] / scale
    return np.append(plain, factors[-1] - plain @ mean)


def main(photos: str, frames: str) -> None:
    """Learn from both folders, and print what was learnt."""
    registry, known, won, weight = Registry(), [], [], []
    for pairs in groups(load(Path(photos)), load(Path(frames))):
        found = list(rows(pairs, registry))
        fits = [alike.fit for alike, _ in found]
        print(len(pairs), "pairs, fit", np.percentile(fits, [0, 1, 50, 99, 100]).round(2))
        for alike, gain in found:
            fit = np.full(gain.size, alike.fit)
            maps = (alike.cosine.ravel(), alike.spread.ravel(), fit)
            known.append(np.column_stack(maps))
            won.append(gain.ravel())
            weight.append(np.minimum(np.abs(won[-1]), MOST) / gain.size / len(pairs))
    total = np.concatenate(weight)
    factors = fitted(np.concatenate(known), np.concatenate(won), total / total.sum())
    print("per cosine, spread and fit, and constant:", factors.round(3))


main(*sys.argv[1:])
