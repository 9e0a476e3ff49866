"""Colorization by optimization: no model, only hints and the photo's own lightness.

Neighbouring pixels of similar lightness get similar colours; hinted pixels keep theirs.

References
----------
.. [1] Levin, Lischinski, Weiss, "Colorization using Optimization", SIGGRAPH 2004. The affinities
   follow the authors' published code, bounds included.
"""

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import splu

from studio.color.arrays import Float, Picture
from studio.color.lab import rgb_to_lab
from studio.models.prediction import Prediction, certain

SIDE = 256  # longer side of the map that is solved; a quarter of a second on one core
NEIGHBOURS = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx]
VARIANCE_SHARE = 0.6  # of a window's variance: how unlike neighbours may be [1]
LEAST_AFFINITY = 0.01  # that the most similar neighbour has, before all are normalised [1]
LEAST_VARIANCE = 2e-6  # of lightness in [0, 1]; keeps flat windows from dividing by zero [1]

Array = npt.NDArray[np.float64]


class Levin2004:
    """Colours by hints alone; without any it leaves the photo gray."""

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) at which the system is solved for a photo."""
        shrink = min(SIDE / max(height, width), 1)
        return max(round(height * shrink), 1), max(round(width * shrink), 1)

    def encode(self, rgb: Picture) -> Float:
        """Return the lightness of a photo of `size`: float32 (h, w)."""
        return rgb_to_lab(rgb)[..., 0]

    def color(self, seen: Float, hint: Float | None = None) -> Prediction:
        """Colour the photo of that lightness from hint ab and mask, float32 (h, w, 3)."""
        if hint is None:
            return certain(np.zeros((*seen.shape, 2), np.float32))
        return certain(colorize(seen, hint))


def colorize(lightness: Float, hint: Float) -> Float:
    """Spread the hints over the photo.

    The lightness is L*, float32 (h, w), 0 to 100; the hint float32 (h, w, 3), as
    `footprint.rasterise` draws it. Returns a* and b*, float32 (h, w, 2); all 0, which is gray,
    where there are no hints at all.
    """
    hinted = hint[..., 2] > 0
    known = np.where(hinted[..., None], hint[..., :2], 0).astype(np.float32)
    if hinted.all() or not hinted.any():
        return known
    # Rows are diagonally dominant: no pivoting is needed, which makes this 1.5 to 4 times faster.
    factors = splu(
        _system(lightness.astype(np.float64) / 100, hinted),
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )
    chroma = factors.solve(known.reshape(-1, 2).astype(np.float64))
    return chroma.reshape(known.shape).astype(np.float32)


def _system(lightness: Array, hinted: npt.NDArray[np.bool_]) -> sparse.csc_matrix:
    """Build U(r) - sum of w(r, s) U(s) over neighbours s; U(r) alone where r is hinted."""
    weights = _affinities(lightness)
    weights[:, hinted] = 0
    neighbour, row = np.nonzero(weights.reshape(len(NEIGHBOURS), -1))  # 0 outside the photo
    steps = np.array([dy * lightness.shape[1] + dx for dy, dx in NEIGHBOURS])
    entries = (weights[weights > 0], (row, row + steps[neighbour]))
    one = sparse.identity(lightness.size, format="csc")
    return one - sparse.csc_matrix(entries, shape=one.shape)


def _affinities(lightness: Array) -> Array:
    """Return w(r, s) for lightness in [0, 1]: shape (8, h, w), summing to 1 over neighbours."""
    height, width = lightness.shape
    framed = np.pad(lightness, 1, constant_values=np.nan)
    near = np.stack(
        [framed[1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width] for dy, dx in NEIGHBOURS]
    )
    gaps = np.where(np.isnan(near), np.inf, (near - lightness) ** 2)
    spread = np.nanvar([*near, lightness], axis=0)
    closest = gaps.min(0) / -np.log(LEAST_AFFINITY)
    spread = np.maximum(np.maximum(VARIANCE_SHARE * spread, closest), LEAST_VARIANCE)
    weights = np.exp(-gaps / spread)
    return weights / weights.sum(0)
