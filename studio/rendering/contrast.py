"""Contrast: a print that has faded, as models and people are to see it."""

import hashlib
from dataclasses import dataclass, replace

from studio.color.arrays import Picture
from studio.color.sizes import is_gray_picture
from studio.color.strips import strips
from studio.photo.fading import Fading, measure
from studio.photo.frame import WHOLE
from studio.photo.photo import Photo
from studio.photo.restoration import restore, restore_gray, restore_wide
from studio.recipe.recipe import Recipe


@dataclass(frozen=True, eq=False)
class Restored:
    """A photo with all of its contrast, which models look at; its key is not the photo's own."""

    photo: Photo

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        rgb = self.photo.rgb
        return rgb[..., 0].nbytes if is_gray_picture(rgb) else rgb.nbytes


def prepare(photo: Photo, fading: Fading) -> Restored:
    """Return what models see of a photo: of a toned print its gray, which is all they need."""
    is_colored = fading.tone == "colour"
    rgb = restore(photo.rgb, fading, 1) if is_colored else restore_gray(photo.rgb, fading)
    rgb.setflags(write=False)
    digest = hashlib.sha256(f"{photo.sha256}, restored".encode()).hexdigest()
    return Restored(replace(photo, rgb=rgb, wide=None, sha256=digest))


def show(rgb: Picture, fading: Fading, recipe: Recipe) -> Picture:
    """Return a photo, uint8 (H, W, 3) of any size, with as much contrast as a recipe says."""
    return restore(rgb, fading, recipe.contrast) if recipe.contrast else rgb


def leave_border(colored: Picture, shown: Picture, fading: Fading) -> None:
    """Put back, in a picture that was coloured, what lies around the picture of a print.

    Paper, stamps and pages are no matter of a model. Both pictures are uint8 (H, W, 3).
    """
    height, width = colored.shape[:2]
    if fading.frame != WHOLE:
        for rows in strips(height):
            outside = ~fading.frame.find_inside(height, width, rows)
            colored[rows][outside] = shown[rows][outside]


def deepen(photo: Photo, recipe: Recipe) -> Photo:
    """Return a photo whose gray of 16 bits, if it has one, is as `show` shows that of 8."""
    if photo.wide is None or not recipe.contrast:
        return photo
    return replace(photo, wide=restore_wide(photo.wide, measure(photo.rgb), recipe.contrast))


def spare(recipe: Recipe, photo: Photo) -> Recipe:
    """Return a recipe that leaves the contrast alone of a photo that has not faded."""
    if recipe.contrast is None or measure(photo.rgb).is_faded:
        return recipe
    return replace(recipe, contrast=None)
