"""Operations: what can be made of a photo by one request, and by a job.

The routes and the document that describes them are both made of these.
"""

from dataclasses import dataclass

from studio.api import work
from studio.api.bodies import Fields, Form
from studio.api.work import Make
from studio.batch import uploads
from studio.photo.results import Kind
from studio.photo.writing.encoding import FORMATS, download_name

JSON = "json"
STYLED = ("recipe", "style", "format")  # texts that say how photos are coloured


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What is made of a photo that is sent."""

    name: str  # the last part of its address
    summary: str
    make: Make
    fields: Fields
    called: str  # the end of the result's name; the format says what comes then, if nothing does

    @property
    def makes_json(self) -> bool:
        """Whether the result is no picture."""
        return self.called.endswith(JSON)

    def name_result(self, form: Form) -> tuple[str, str]:
        """Return what the result is called, and its type."""
        stem, dot, ending = self.called.partition(".")
        format = ending or work.read_format(form)
        suffix = f"{stem}{dot}{ending}" if dot else f"{stem}{FORMATS[format].ending}"
        name = download_name(form.files["photo"][0].name, suffix)
        return name, "application/json" if format == JSON else f"image/{format}"


OPERATIONS = (
    Operation(
        name="color",
        summary="Colour a photo, as `colorstudio auto`, `hint` and `render` do.",
        make=work.color,
        fields=Fields(
            texts=(*STYLED, "hints", "mark"), files=("photo", "recipe", "hints", "reference")
        ),
        called=Kind.COLORIZED,
    ),
    Operation(
        name="mask",
        summary="Draw the mask of a region, white inside: of the thing under clicks, of classes.",
        make=work.mask,
        fields=Fields(texts=("region",), files=("photo", "region"), needed=("photo", "region")),
        called=f"{Kind.MASK}.png",
    ),
    Operation(
        name="segment",
        summary="Tell the class of each pixel, as a PNG of class ids.",
        make=work.segment,
        fields=Fields(texts=("model",)),
        called=f"{Kind.CLASSES}.png",
    ),
    Operation(
        name="areas",
        summary="Tell the share of each class in a photo.",
        make=work.measure_areas,
        fields=Fields(texts=("model",)),
        called=f"_areas.{JSON}",
    ),
)
JOB = Fields(
    texts=(*STYLED, "album", "spare_colored"),
    files=("photo", "recipe", "reference"),
    several=("photo",),
    most=uploads.MOST_BYTES,
)
