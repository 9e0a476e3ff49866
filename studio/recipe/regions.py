"""Region edits: which part of a photo gets which colour, and what becomes of the rest."""

from dataclasses import dataclass

MODEL, PHOTO = "model", "photo"


@dataclass(frozen=True)
class Tidying:
    """How much to tidy what segmenters find; 0 leaves everything as the model said."""

    floor: float = 0.0  # confidence below which a pixel is unsure, 0 to 1
    smoothing: float = 0.0  # side of the window that votes, as a share of the longer side
    smallest: float = 0.0  # share of the photo's area below which a region joins its surroundings


AS_FOUND = Tidying()


@dataclass(frozen=True)
class Foreground:
    """The subject: the foreground among a segmenter's classes."""

    model: str


@dataclass(frozen=True)
class Background:
    """All but the subject."""

    model: str


@dataclass(frozen=True)
class OfClasses:
    """Everything of some classes."""

    model: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """A mask that no model made, or that was painted on."""

    mask: str  # as `mask_files.pack` writes it; stretched over the photo


@dataclass(frozen=True)
class Tint:
    """One hue."""

    color: str  # "#rrggbb"; its lightness does not matter
    strength: float = 1.0  # scales its chroma, 0 (gray) to 2


@dataclass(frozen=True)
class Colorize:
    """The colours that the recipe's model and hints give."""

    strength: float = 1.0  # scales their chroma, 0 (gray) to 2
    hue: float = 0.0  # degrees by which they are turned, -180 to 180; red towards yellow


@dataclass(frozen=True)
class Adjust:
    """The colours that are there, earlier edits included."""

    strength: float = 1.0
    hue: float = 0.0


@dataclass(frozen=True)
class Keep:
    """The pixels of the photo as it was given: gray stays gray."""


Where = Foreground | Background | OfClasses | Drawn
What = Tint | Colorize | Adjust | Keep


@dataclass(frozen=True)
class RegionEdit:
    """One region and what is done inside it."""

    where: Where
    what: What
    on: bool = True
    inverted: bool = False  # everything but the region
    grow: float = 0.0  # share of the longer side; the border moves outwards, or inwards if < 0
    feather: float = 0.0  # share of the longer side over which the edit sets in, from the border


@dataclass(frozen=True)
class Regions:
    """All region edits of a photo, in the order in which they are made."""

    edits: tuple[RegionEdit, ...] = ()
    base: str = MODEL  # what is outside all regions: the MODEL's colours or the PHOTO as given
    tidying: Tidying = AS_FOUND  # of what segmenters find

    @property
    def colored(self) -> bool:
        """Whether the colours of the recipe's model and hints show anywhere."""
        asked = any(edit.on and isinstance(edit.what, Colorize) for edit in self.edits)
        return self.base == MODEL or asked
