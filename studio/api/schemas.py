"""How what is sent to the API and what comes back look, in the schemas of its document.

Recipes, hints, regions and reports are described by the very classes that read and write them.
"""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from studio.api import reports
from studio.models.listing import Listed
from studio.photo.writing.encoding import FORMATS
from studio.recipe.hints import Hints
from studio.recipe.recipe import READABLE, STYLES, Saved
from studio.recipe.regions import Where

Document = dict[str, Any]

SCHEMAS = "#/components/schemas/"
RECIPE, HINTS, REGION = "SavedRecipe", "Hints", "Region"
READ: dict[str, TypeAdapter] = {
    RECIPE: TypeAdapter(Saved),
    HINTS: TypeAdapter(Hints),
    REGION: TypeAdapter(Where),
}
WRITTEN: tuple[type, ...] = (reports.Areas, reports.Error, reports.Job, Listed)
BYTES = {"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"}
SWITCH = {"type": "string", "enum": ["true", "false"], "default": "false"}
WORD = {"type": "string", "minLength": 1, "maxLength": 100}
FIELDS: dict[str, tuple[Document, str]] = {
    "photo": (BYTES, "The photo: JPEG, PNG, WebP, TIFF, BMP, GIF, JPEG 2000, AVIF or HEIC."),
    "recipe": ({"$ref": SCHEMAS + RECIPE}, "A saved recipe, or a PNG that carries one."),
    "style": (
        {"type": "string", "enum": [str(name) for name in STYLES]},
        "Numbers of a style, over the recipe's.",
    ),
    "format": (
        {"type": "string", "enum": list(FORMATS), "default": "png"},
        "Of the result; PNG and TIFF are lossless.",
    ),
    "hints": ({"$ref": SCHEMAS + HINTS}, "Which colour goes where, in place of the recipe's."),
    "reference": (BYTES, "A picture in colour, whose colours are taken where it fits."),
    "mark": (SWITCH, 'Whether a corner of the picture says "colorized".'),
    "region": ({"$ref": SCHEMAS + REGION}, "What is meant, as in a recipe."),
    "model": (WORD, "A segmenter; by default the one that fits the photo."),
    "album": (SWITCH, "Whether photos of the same place or people are coloured of one piece."),
    "spare_colored": (SWITCH, "Whether photos that are in colour are left alone."),
}


def describe_schemas() -> Document:
    """Return the schemas, by the names under which the document refers to them."""
    asked: list[tuple[str, JsonSchemaMode, TypeAdapter]]
    asked = [(name, "validation", adapter) for name, adapter in READ.items()]
    asked += [(kind.__name__, "serialization", TypeAdapter(kind)) for kind in WRITTEN]
    found, shared = TypeAdapter.json_schemas(asked, ref_template=SCHEMAS + "{model}")
    schemas = shared["$defs"]
    schemas[REGION] = found[REGION, "validation"]
    # in the document of a recipe its entries stand at the top, beside the version
    saved, recipe = schemas.pop("Saved")["properties"], schemas.pop("Recipe")
    about = {name: saved[name] for name in ("name", "photo")}
    version = {"version": {"type": "integer", "enum": list(READABLE)}}
    entries = {**version, **about, **recipe["properties"]}
    schemas[RECIPE] = {**recipe, "title": RECIPE, "properties": entries, "required": ["version"]}
    return schemas
