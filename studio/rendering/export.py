"""Export: a rendering becomes a file of its own."""

from pathlib import Path

from studio import disk
from studio.errors import OutputError
from studio.language import _
from studio.photo.writing.encoding import BY_ENDING
from studio.rendering.render import Rendering


def save(rendering: Rendering, path: Path | str, *, overwrite: bool = False) -> None:
    """Save a coloured photo, marked as colorized; a PNG carries the recipe.

    Parameters
    ----------
    rendering : Rendering
        As `render` makes it without `side`: a preview is not the photo's size.
    path : Path or str
        Its ending tells the format: .png, .jpg, .webp or .tif, say.
    overwrite : bool
        Whether a file of that name is replaced.

    Raises
    ------
    OutputError
        If there is a file of that name, no format of that ending, the format cannot hold the
        picture or the recipe, or the disk refuses it. Nothing half-written stays.
    """
    place = Path(path)
    size = rendering.rgb.shape[:2]
    if size != rendering.photo.rgb.shape[:2]:
        found = _("a preview of {width} x {height} pixels", width=size[1], height=size[0])
        raise OutputError(found, _("the photo at its own size"), _("render it without `side`"))
    if place.suffix.lower() not in BY_ENDING:
        found = _("the ending {suffix!r}", suffix=place.suffix)
        raise OutputError(
            found, _("one of {names}", names=", ".join(BY_ENDING)), _("choose one of these")
        )
    data = rendering.encode(format=BY_ENDING[place.suffix.lower()])
    disk.write(place, data, overwrite=overwrite)
