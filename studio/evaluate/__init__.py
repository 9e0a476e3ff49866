"""Evaluate: how good it is: photos turned gray, coloured, and compared with what they were.

All at 256 x 256, plain resize by area, true L* in, figures per picture, mean over pictures.
`automatic.auto` measures a model, `difference.difference` compares two pictures. Stands on
rendering.
"""

from studio.evaluate.automatic import (
    MEAN_AB,
    Colored,
    Way,
    auto,
    colored,
    constant,
    figures,
    model_chroma,
    ways,
)
from studio.evaluate.guidance import best_of, suggestions, where_next
from studio.evaluate.hinted import PATCH, Hinted, draw_spots, hints, patches
from studio.evaluate.originals import SIDE, load, open_one, small
from studio.evaluate.realism import EXTRACTOR, Judge, Realism
from studio.evaluate.referenced import Referenced, copies, earlier, referenced, strangers
from studio.evaluate.verdict import verdict

__all__ = [
    "EXTRACTOR",
    "MEAN_AB",
    "PATCH",
    "SIDE",
    "Colored",
    "Hinted",
    "Judge",
    "Realism",
    "Referenced",
    "Way",
    "auto",
    "best_of",
    "colored",
    "constant",
    "copies",
    "draw_spots",
    "earlier",
    "figures",
    "hints",
    "load",
    "model_chroma",
    "open_one",
    "patches",
    "referenced",
    "small",
    "strangers",
    "suggestions",
    "verdict",
    "ways",
    "where_next",
]
