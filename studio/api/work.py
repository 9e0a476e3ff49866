"""Work: what is done for one request, in a process of its own.

A worker reads what was sent and writes what goes back, so that the server holds neither.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from studio import disk
from studio.api.bodies import File, Form
from studio.batch import workers
from studio.batch.workers import Order, Outcome, open_memory
from studio.errors import RequestError, StudioError
from studio.models import catalog
from studio.photo import mask_files, photo
from studio.photo.photo import Photo
from studio.photo.reading import decoding
from studio.recipe import documents, hints, recipe_reader
from studio.recipe.documents import value
from studio.recipe.recipe import LONGEST, OUTDATED, Recipe, Saved
from studio.recipe.regions import AS_FOUND, Where
from studio.rendering.memory import Memory
from studio.rendering.reference import prepare
from studio.segment import choosing, pictures
from studio.segment.finder import Finder
from studio.segment.segmentation import Segmentation

PHOTO = "photo"  # the field of what is worked on
WORDS = {"true": True, "false": False}

Read = Callable[[bytes, str], Photo]  # `photo.read`, or that in a process of its own
Make = Callable[[Form], tuple[bytes, tuple[str, ...]]]  # gives a file, and notes for a person


@value()
class Region:
    """What is meant, as in a recipe."""

    where: Where


@dataclass(frozen=True)
class Work:
    """What makes a file of a form, and where the file goes."""

    make: Make
    form: Form
    result: Path

    def __call__(self) -> Outcome:
        """Make the file; what a person can mend comes back as the trouble."""
        try:
            data, notes = self.make(self.form)
            disk.write(self.result, data, overwrite=False)
        except StudioError as error:
            return Outcome(reason=str(error), trouble=error)
        return Outcome(notes=notes)


def color(form: Form) -> tuple[bytes, tuple[str, ...]]:
    """Colour a photo as the commands `auto`, `hint` and `render` do."""
    saved = read_recipe(form)
    sent = form.files[PHOTO][0]
    order = Order(
        data=decoding.content(sent.path),
        name=sent.name,
        recipe=saved.recipe,
        format=read_format(form),
        reference=open_reference(form, photo.read),
        made_for=saved.photo,
        stamped=read_switch(form, "mark"),
    )
    outcome = workers.color(order)
    if outcome.trouble:
        raise outcome.trouble
    return outcome.data, (*outcome.notes, *([OUTDATED] if saved.is_outdated else []))


def mask(form: Form) -> tuple[bytes, tuple[str, ...]]:
    """Draw the mask of a region, as the command `pick` does of what is picked."""
    text = form.read("region") or b""
    where = documents.read(Region, {"where": documents.decode(text, LONGEST, "a region")}).where
    source = _open_photo(form)
    return mask_files.encode(_finder(source, open_memory()).alpha(where)), source.notes


def segment(form: Form) -> tuple[bytes, tuple[str, ...]]:
    """Tell the class of each pixel, as the command `segment` does."""
    source = _open_photo(form)
    _, found = _find_classes(source, form)
    return pictures.encode(found), source.notes


def measure_areas(form: Form) -> tuple[bytes, tuple[str, ...]]:
    """Tell the share of each class, as the command `segment --json` does."""
    source = _open_photo(form)
    model, found = _find_classes(source, form)
    areas = {name: round(share, 6) for name, share in found.shares().items()}
    return json.dumps({"model": model, "areas": areas}).encode(), source.notes


def read_recipe(form: Form) -> Saved:
    """Return the recipe that was sent, in the style and with the hints beside it.

    Raises
    ------
    RecipeError
        If one of them is malformed, or the recipe's model takes no hints.
    """
    text = form.read("recipe")
    saved = Saved(recipe=Recipe()) if text is None else recipe_reader.read(text)
    recipe = saved.recipe
    if "style" in form.texts:
        recipe = recipe.in_style(form.texts["style"])
    if (text := form.read("hints")) is not None:
        catalog.require_hints(recipe.model)
        recipe = replace(recipe, hints=hints.loads(text))
    return replace(saved, recipe=recipe)


def read_format(form: Form) -> str:
    """Return the format that is asked for, which may be any word."""
    return form.texts.get("format", "png")


def read_switch(form: Form, field: str) -> bool:
    """Return whether something is asked for.

    Raises
    ------
    RequestError
        If the field is neither true nor false.
    """
    word = form.texts.get(field, "false")
    if word not in WORDS:
        found = f"{field}: {documents.shorten(word)}"
        raise RequestError(found, "true or false", "correct or remove it")
    return WORDS[word]


def open_reference(form: Form, read: Read) -> Photo | None:
    """Read the picture whose colours are wanted, if there is one; a `PhotoError` if it has none."""
    (sent,) = form.files.get("reference", (None,))
    return prepare(read(decoding.content(sent.path), sent.name)) if sent else None


def _open_photo(form: Form) -> Photo:
    return _open(form.files[PHOTO][0])


def _open(sent: File) -> Photo:
    return photo.read(decoding.content(sent.path), sent.name)


def _find_classes(source: Photo, form: Form) -> tuple[str, Segmentation]:
    """Return the segmenter asked for, or the one that fits, and what it finds."""
    memory = open_memory()
    named = form.texts.get("model")
    model = choosing.choose(source, memory.registry) if named is None else named
    return model, _finder(source, memory).segmentation(model)


def _finder(source: Photo, memory: Memory) -> Finder:
    size = source.height, source.width
    return Finder(photo=source, tidying=AS_FOUND, segmenters=memory, size=size)
