"""The popover of a spot: what it says there, and which colours are offered."""

from collections.abc import Iterator

from studio.color import names, vocabulary
from studio.language import _
from studio.photo.photo import Photo
from studio.recipe import hint_edits
from studio.recipe.hint_edits import Hint
from studio.ui.hint_canvas import cover, hint_names, pen, people, selection
from studio.ui.language import tell
from studio.ui.widgets.events import Depth
from studio.ui.widgets.view import Choices, Spot, Swatch
from studio.ui.work import session

MOST_OFFERED = 6  # colours of another picture
PLAIN = tuple(names.NAMES[name] for name in vocabulary.PLAIN)
SKIN = tuple(names.NAMES[name] for name in names.SKIN)


def describe(photo: Photo) -> Spot | None:
    """Return the spot that is open, as the browser shows it."""
    at = selection.spot()
    if at is None:
        return None
    hint = selection.find_hint(at)
    seen = selection.color_now(photo, at.x, at.y)
    return Spot(
        x=at.x,
        y=at.y,
        name=at.hint,
        color=hint.color if at.hint else seen,
        size=hint.size,
        within=hint.within,
        title=tell("Now {color}", color=hint_names.tell_color(seen)),
        depth=_depth(photo, hint),
        note=tell(cover.describe(photo, hint)),
        choices=tuple(_choices(photo, at)),
    )


def _depth(photo: Photo, hint: Hint) -> Depth | None:
    """Tell whether a hint lies in a layer or beneath one; None where no layer is."""
    if 0 < hint.layer <= len(session.recipe().regions.edits):
        return "in"
    return "beneath" if cover.find(photo, *hint_edits.spot(hint)) else None


def _choices(photo: Photo, at: selection.Spot) -> Iterator[Choices]:
    """Yield the colours that are offered for a spot."""
    offered = {
        _("Likely here"): selection.suggest(photo, at),
        _("Skin"): SKIN if people.is_person(photo, at.x, at.y) else (),
        _("Plain"): PLAIN,
        _("Recent"): pen.PEN.get().recent,
        _("Of your picture"): pen.PEN.get().palette[:MOST_OFFERED],
    }
    for heading, colors in offered.items():
        if colors:
            named = map(tell, names.names(colors))
            yield Choices(tell(heading), tuple(map(Swatch, colors, named)))
