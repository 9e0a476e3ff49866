"""Documents: JSON read strictly into the values of a recipe, and those written again.

What a value may hold stands in its class, and pydantic keeps to it however the value is made. Here
its refusals become one sentence that names the entry, what was found there and what is expected.
"""

import json
import re
import reprlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, core_schema

from studio.errors import RecipeError

HALF = re.compile(r"\\u[dD][89a-fA-F]")  # escapes one half of a letter, in UTF-16's manner
STRICT = ConfigDict(extra="forbid")  # an unknown entry may be a misspelt one
EXPECTED = {
    "missing": "an entry of that name",
    "unexpected_keyword_argument": "no entry of that name",
    "dataclass_type": "an object",
    "tuple_type": "a list",
    "bool_type": "true or false",
    "union_tag_not_found": "an object with a kind",
    "union_tag_invalid": "an object of a kind that the studio knows",
}

Value = TypeVar("Value")
Switch = Annotated[bool, Field(strict=True)]


@dataclass(frozen=True)
class Within:
    """Annotates the numbers between two bounds, which are not NaN, true or written as text."""

    low: float
    high: float

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        words = f"a number from {self.low:g} to {self.high:g}"
        return _told(core_schema.float_schema(strict=True, ge=self.low, le=self.high), words)


@dataclass(frozen=True)
class Text:
    """Annotates text of some form, which `words` tell a person."""

    pattern: str
    words: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return _told(core_schema.str_schema(strict=True, pattern=self.pattern), self.words)


def decode(text: str | bytes, most: int, what: str) -> Any:
    """Decode JSON that may be anything at all.

    Parameters
    ----------
    text : str or bytes
    most : int
        Characters that it may have.
    what : str
        It should be, as a noun phrase.

    Raises
    ------
    RecipeError
        If it is longer, or no JSON.
    """
    if len(text) > most:
        raise RecipeError(f"{len(text):,} characters", f"{what} of at most {most:,}", "shorten it")
    try:
        if isinstance(text, bytes):  # json.loads would let halves of letters through
            text = text.decode(json.detect_encoding(text))
        document = json.loads(text)
        if HALF.search(text):
            json.dumps(document, ensure_ascii=False).encode()  # refuses a half without its other
    except (ValueError, RecursionError) as error:
        found = f"text that is not JSON ({type(error).__name__})"
        raise RecipeError(found, what, "choose another file, or mend it") from error
    return document


def read(kind: type[Value], document: object) -> Value:
    """Turn decoded JSON, whatever it holds, into a value.

    Raises
    ------
    RecipeError
        Naming the first entry that is not as its class says, as "point 3, x".
    """
    with raise_recipe_errors():
        value: Value = TypeAdapter(kind).validate_python(document)
    return value


def write(value: object) -> Any:
    """Return what `read` turns back into an equal value, ready for JSON."""
    return TypeAdapter(type(value)).dump_python(value, mode="json")


@contextmanager
def raise_recipe_errors(place: str = "") -> Iterator[None]:
    """Turn pydantic's refusal of a value that the block makes into a sentence.

    Parameters
    ----------
    place : str
        What the value is called in it, such as "point 3".

    Raises
    ------
    RecipeError
    """
    try:
        yield
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        where = ", ".join(filter(None, (place, _place(detail["loc"]))))
        found = f"{where}: {shorten(detail['input'])}".removeprefix(": ")
        raise RecipeError(found, _expected(detail), "correct or remove it") from error


def limit(count: int, most: int, what: str) -> None:
    """Refuse more than `most` of something."""
    if count > most:
        raise RecipeError(f"{count:,} {what}", f"at most {most:,}", "remove some")


def letters(least: int, most: int) -> Text:
    """Return what annotates text of some length."""
    return Text(f"(?s)^.{{{least},{most}}}$", f"text of {least} to {most} letters")


def _told(schema: core_schema.CoreSchema, words: str) -> core_schema.CoreSchema:
    """Make words what the error says, whatever the schema refuses."""
    return core_schema.custom_error_schema(schema, "unlike", custom_error_message=words)


def _place(parts: tuple[int | str, ...]) -> str:
    """Name an entry as a person counts: ("points", 2, "x") is "point 3, x"."""
    words: list[str] = []
    for part in parts:
        if isinstance(part, int) and words:
            words[-1] = f"{words[-1].removesuffix('s')} {part + 1}"
        else:
            words.append(str(part)[:40])
    return ", ".join(words)


def _expected(detail: ErrorDetails) -> str:
    limits = detail.get("ctx", {})
    if "max_length" in limits:
        return f"at most {limits['max_length']:,}"
    if "min_length" in limits:
        return f"at least {limits['min_length']:,}"
    return EXPECTED.get(detail["type"], detail["msg"].removeprefix("Input should be "))


def shorten(value: object) -> str:
    """Show what was met, however long or deep it is."""
    if isinstance(value, int) and value.bit_length() > 64:
        return "an integer of many digits"
    if isinstance(value, dict):
        return f"an object with {reprlib.repr(list(value)) if value else 'no keys'}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return reprlib.repr(value)
