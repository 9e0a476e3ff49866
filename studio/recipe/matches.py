"""Matches: what a photo has in common with another picture, whose colours it was given there."""

from typing import Annotated

from pydantic import Field

from studio.language import _, ngettext
from studio.recipe.documents import Switch, Text, letters, value
from studio.recipe.hints import MOST_HINTS, Color, Hints, Share, Stroke

LONGEST_NAME = 255
SIZE = 6 / 256  # of a match's hint, as a share of the photo's longer side
FEW = 50  # matches, of about 500 that there can be
ROOM = 1 / 8  # of width and height, around a person's own hint, in which no match speaks

Name = Annotated[str, letters(0, LONGEST_NAME)]
Digest = Annotated[str, Text("^[0-9a-f]{64}$", _("64 hex digits"))]


@value(kw_only=True)
class Match:
    """A spot of the photo that the reference shows, too, and the colour it was given for that.

    Parameters
    ----------
    x : float, 0 to 1
        A share of the photo's width, from the left.
    y : float, 0 to 1
        A share of the photo's height, from the top.
    color : str, "#rrggbb"
        In sRGB.
    sure : float, 0 to 1
        How likely the reference's colour is the better one.
    """

    x: Share
    y: Share
    color: Color
    sure: Share


@value(kw_only=True)
class Reference:
    """A picture and what a photo has in common with it; false when that is nothing.

    Parameters
    ----------
    name : str
        Of its file: to be shown, never to be used as a path.
    sha256 : str
        Of its file: 64 hex digits.
    matches : tuple of Match, default ()
        The spots that both show.
    on : bool, default True
        Whether its colours are used.
    """

    name: Name
    sha256: Digest
    matches: Annotated[tuple[Match, ...], Field(max_length=MOST_HINTS)] = ()
    on: Switch = True

    def __bool__(self) -> bool:
        return bool(self.matches)

    @property
    def sure(self) -> float:
        """How sure its matches are on average, in [0, 1]; 0 without any."""
        return sum(match.sure for match in self.matches) / max(len(self.matches), 1)

    @property
    def summary(self) -> str:
        """How much fits and how surely, as a sentence for a person."""
        count = len(self.matches)
        name = self.name or _("the reference")
        if not count:
            return _(
                "Little in {name} fits this photo, so none of its colours were taken.", name=name
            )
        places = ngettext(
            "{n} place, {sure:.0%} sure on average",
            "{n} places, {sure:.0%} sure on average",
            count,
            sure=self.sure,
        )
        if count < FEW:
            return _("Little in {name} fits this photo: {places}.", name=name, places=places)
        return _("Colours of {name} were taken in {places}.", name=name, places=places)

    def lay_beneath(self, hints: Hints) -> Hints:
        """Return a person's own hints, and the matches that leave them room, which lie below."""
        own = [(point.x, point.y) for point in hints.points]
        own += [vertex for stroke in hints.strokes for vertex in stroke.path]
        clear = [m for m in self.matches if not any(_is_near(m, *spot) for spot in own)]
        dots = [Stroke(((m.x, m.y),), m.color, SIZE) for m in clear]
        return Hints(hints.points, (*dots, *hints.strokes))


def _is_near(match: Match, x: float, y: float) -> bool:
    return abs(match.x - x) < ROOM and abs(match.y - y) < ROOM
