"""Painting on the current region: each stroke on the picture adds to its mask, or takes away."""

from dataclasses import replace

from studio.errors import StudioError
from studio.language import _
from studio.photo.mask_files import pack
from studio.photo.photo import Photo
from studio.recipe.hints import Path, Stroke
from studio.recipe.regions import Drawn
from studio.rendering import draft
from studio.rendering.draft import ERASE, PAINT, Mark, Sketch
from studio.ui.segment import region, state
from studio.ui.work import session

ANY_COLOR = "#000000"  # of a stroke on a mask


def paint(photo: Photo, path: Path, size: float, *, erases: bool) -> None:
    """Paint a stroke on the open layer, else on the region in the making.

    Parameters
    ----------
    photo : Photo
    path : tuple of pairs of float
        Its vertices, in shares of the photo's sides.
    size : float
        The brush's width, as a share of the photo's longer side.
    erases : bool
        Whether it takes away.

    Raises
    ------
    StudioError
        If it would leave nothing; what was there stays.
    """
    mark = Mark(ERASE if erases else PAINT, Stroke(path, ANY_COLOR, size))
    if opened := state.layer():
        finder = state.whole_finder(photo, session.recipe())
        levels = draft.paint(Sketch((mark,)), finder.levels(opened))
        _require(bool((levels > 127).any()))
        state.change_layer(where=Drawn(pack(levels)), **region.AS_SEEN)
    else:
        now = state.current().draft
        asked = replace(now, sketch=Sketch((*now.sketch.marks, mark)))
        _require(not region.is_void(photo, asked))
        state.mend(asked)


def _require(is_left: bool) -> None:
    """Refuse a stroke after which nothing is left."""
    if not is_left:
        remedy = _("take less away, or choose nothing")
        raise StudioError(_("a stroke that leaves nothing"), _("one that leaves a part"), remedy)
