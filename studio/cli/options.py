"""Options: those that several commands have, and those that come together, as one value."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from studio.cli.language import tell
from studio.cli.streams import STREAM
from studio.color.vocabulary import NAMES
from studio.errors import OutputError, RecipeError
from studio.photo.results import USUAL, Pattern
from studio.photo.writing.encoding import BY_ENDING
from studio.recipe.hints import read_color
from studio.recipe.recipe import Recipe
from studio.recipe.regions import MOST_STRENGTH

# What may not be read is named as what failed, and the rest done: no reason to refuse the command.
Photo = Annotated[
    Path, typer.Argument(metavar="PHOTO", help="The photo; - is standard input.", readable=False)
]
Photos = Annotated[
    list[Path],
    typer.Argument(help="Photos, or folders of photos; - is standard input.", readable=False),
]
Folder = Annotated[
    Path, typer.Option("-o", "--out", help="A folder for the results.", readable=False)
]
SavedRecipe = Annotated[
    Path | None, typer.Option(help="A saved recipe, or a PNG exported with one.", readable=False)
]
Reference = Annotated[
    Path | None,
    typer.Option(help="A colour picture whose colours to take where it fits.", readable=False),
]
Segmenter = Annotated[
    str | None,
    typer.Option(help="See `colorstudio models list`; by default the one that fits the photo."),
]
RestoreContrast = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="Of prints that have faded: 0 for the model alone, 1 shown."),
]
Scheduler = Annotated[
    str | None, typer.Option("--dask", help="Scheduler of a Dask cluster, tcp://HOST:PORT.")
]
Json = Annotated[bool, typer.Option("--json", help="One line of JSON a photo, for programs.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files.")]


def _check_name(text: str) -> str:
    """Refuse a pattern of names by which nothing can be called, as wrong usage."""
    try:
        return Pattern(text).text
    except OutputError as error:
        raise typer.BadParameter(tell(error.sentence)) from error


def _read_color(text: str) -> str:
    """Return a colour as #rrggbb; what is none is wrong usage."""
    try:
        return read_color(text)
    except RecipeError as error:
        raise typer.BadParameter(tell(error.sentence)) from error


Color = Annotated[
    str,
    typer.Option(
        help="A name, such as 'dark red' or tomato, or #rrggbb; its lightness does not matter.",
        callback=_read_color,
        autocompletion=lambda: [name.replace(" ", "-") for name in NAMES],
    ),
]


@dataclass(frozen=True, kw_only=True)
class Result:
    """Where the result of a photo goes, and what it is like."""

    out: Annotated[
        Path,
        typer.Option("-o", "--out", help="A file, or - for standard output.", readable=False),
    ]
    format: Annotated[
        Literal["png", "jpeg", "tiff", "webp"],
        typer.Option(help="Of results in a folder, or on -o -; else the ending tells it."),
    ] = "png"
    mark: Annotated[
        bool, typer.Option("--mark", help='Say "colorized" in a corner of the picture, too.')
    ] = False
    keep_times: Annotated[
        bool, typer.Option("--keep-times", help="Give results the dates of their photos' files.")
    ] = False
    overwrite: Overwrite = False

    @property
    def is_streamed(self) -> bool:
        """Whether it goes to standard output."""
        return self.out == STREAM

    @property
    def kind(self) -> str:
        """The format of the file that `out` names, or of what is streamed: a key of FORMATS."""
        return self.format if self.is_streamed else BY_ENDING[self.out.suffix.lower()]


@dataclass(frozen=True, kw_only=True)
class Results(Result):
    """Where the results of photos go, what they are called, and what they are like."""

    out: Annotated[
        Path,
        typer.Option(
            "-o",
            "--out",
            help="A file for one photo, a folder, or - for standard output.",
            readable=False,
        ),
    ]
    name: Annotated[
        str,
        typer.Option(
            help="What results in a folder are called: {name}, {style}.", callback=_check_name
        ),
    ] = USUAL.text
    pages: Annotated[
        Literal["first", "all"], typer.Option(help="Of a file of several pictures.")
    ] = "first"

    @property
    def pattern(self) -> Pattern:
        """What results in a folder are called."""
        return Pattern(self.name)

    @property
    def every_page(self) -> bool:
        """Whether all pictures of a file of several are coloured."""
        return self.pages == "all"


@dataclass(frozen=True, kw_only=True)
class FolderResults(Results):
    """Likewise, where there is a folder for all of them."""

    out: Folder


@dataclass(frozen=True, kw_only=True)
class Colors:
    """What colours are wanted: a style, and what is to differ from it."""

    style: Annotated[
        Literal["Natural", "Vivid", "Muted", "Warm", "Cool"] | None,
        typer.Option(case_sensitive=False, help="A look; the next three may differ from it."),
    ] = None
    vividness: Annotated[
        float | None, typer.Option(min=0, max=1, help="0 expected colours, 1 the likeliest.")
    ] = None
    strength: Annotated[
        float | None,
        typer.Option(min=0, max=MOST_STRENGTH, help="Scales the colours; 0 is gray."),
    ] = None
    warmth: Annotated[
        float | None, typer.Option(min=-1, max=1, help="Below 0 towards blue, above to yellow.")
    ] = None

    def apply(self, recipe: Recipe) -> Recipe:
        """Return the recipe with these colours; what is not given stays as it is there."""
        styled = recipe.in_style(self.style) if self.style else recipe
        return replace(
            styled,
            vividness=styled.vividness if self.vividness is None else self.vividness,
            strength=styled.strength if self.strength is None else self.strength,
            warmth=styled.warmth if self.warmth is None else self.warmth,
        )


AS_IT_IS = Colors()
