"""The colours that a distribution is over: a grid of ab values inside the sRGB gamut.

References
----------
.. [1] Zhang, Isola, Efros, "Colorful Image Colorization", ECCV 2016 (10-unit grid, in gamut).
"""

import functools

import numpy as np

from studio.photo.color import Float, rgb_to_lab

SPACING = 10  # ab units between neighbours, as in [1]


@functools.cache
def grid() -> Float:
    """Return the grid points that some sRGB colour falls nearest to.

    Returns
    -------
    float32 array of shape (Q, 2)
        a* and b* of each bin, ordered by a*, then b*; read-only.
    """
    level = np.rint(np.linspace(0, 255, 52)).astype(np.uint8)
    cube = np.stack(np.meshgrid(level, level, level, indexing="ij"), -1).reshape(-1, 52, 3)
    cells = np.rint(rgb_to_lab(cube)[..., 1:].reshape(-1, 2) / SPACING)
    centres = np.unique(cells, axis=0).astype(np.float32) * SPACING
    centres.setflags(write=False)
    return centres
