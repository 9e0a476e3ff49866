"""What every session shares: answers worked out once, decoded photos, and the loaded models."""

import functools
from collections.abc import Callable
from operator import attrgetter
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from studio.language import _, translate
from studio.language.numbers import ENGLISH
from studio.models.registry import Registry
from studio.photo import quarantine
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.recipe.regions import RegionEdit, Tidying
from studio.rendering.draft import Draft
from studio.rendering.memory import Memory
from studio.ui import language
from studio.ui.server import pictures
from studio.works.upload import Upload

PHOTOS = 3  # decoded at a time: up to 360 MB each, at the intake's limit of 120 megapixels
# Streamlit would hash a photo by a sample of its pixels, and walk through every vertex of a stroke.
KEYS: dict[str | type, Callable[[Any], Any]] = {
    Photo: attrgetter("key"),
    Registry: id,
    Recipe: Recipe.to_json,
    Draft: repr,
    Tidying: repr,
    RegionEdit: repr,
}

_shared: list[Any] = []

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def remember(
    most: int, words: str = ""
) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Decorate a function whose equal questions have one answer, worked out once for everybody.

    Who asks while another works it out waits for it. An answer is shared, so it must not be
    changed. Photos are told apart by their keys, all else by what it says; an argument whose
    name begins with an underscore does not count, and no array should. The function may not draw.
    Those asked for last are kept, `most` of them; a person reads the words while one is worked out.
    """

    def share(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        @functools.cache
        def decorate(tag: str) -> Any:
            """Decorate it for a language: Streamlit keeps the answers of a function together."""
            told = translate(words, tag) or False
            return st.cache_resource(max_entries=most, show_spinner=told, hash_funcs=KEYS)(function)

        @functools.wraps(function)
        def ask(*asked: Asked.args, **more: Asked.kwargs) -> Answer:
            return decorate(language.current())(*asked, **more)

        _shared.append(decorate(ENGLISH))
        return ask if words else decorate(ENGLISH)

    return share


def forget() -> None:
    """Let go of all that was remembered, the loaded models among it."""
    for function in _shared:
        function.clear()
    pictures.SHOWN.forget()


@remember(1)
def registry() -> Registry:
    """Return the one registry of the process."""
    return Registry()


def memory() -> Memory:
    """Return the one memory of what the models of the registry said of photos."""
    return _memory(registry())


@remember(1)
def _memory(registry: Registry) -> Memory:
    return Memory(registry)


def open_photo(upload: Upload) -> Photo:
    """Return the photo in a file, decoded again if others took its place.

    Raises as `studio.photo.quarantine.read` does.
    """
    return _decode(upload.sha256, upload.name, upload.data)


@remember(PHOTOS, _("Reading the photo"))
def _decode(sha256: str, name: str, _data: bytes) -> Photo:
    return quarantine.read(_data, name)
