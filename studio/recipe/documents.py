"""Documents: JSON read strictly into the values of a recipe, and those written again.

What a value may hold stands in its class, and pydantic keeps to it however the value is made: from
JSON or by name in Python. Here its refusals become one sentence that names the entry, what was
found there and what is expected.
"""

import functools
import json
import re
import reprlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Annotated, Any, TypeVar, dataclass_transform

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic import dataclasses as checked
from pydantic_core import ArgsKwargs, ErrorDetails, core_schema

from studio.errors import RecipeError
from studio.language import _

HALF = re.compile(r"\\u[dD][89a-fA-F]")  # escapes one half of a letter, in UTF-16's manner
DAMAGED = _("This file is damaged, or no recipe. Choose another file.")
STRICT = ConfigDict(extra="forbid")  # an unknown entry may be a misspelt one
EXPECTED = {
    "missing": _("an entry of that name"),
    "unexpected_keyword_argument": _("no entry of that name"),
    "unexpected_positional_argument": _("arguments by name"),
    "model_attributes_type": _("an object with a kind"),
    "tuple_type": _("a list"),
    "string_type": _("a valid string"),
    "bool_type": _("true or false"),
    "union_tag_not_found": _("an object with a kind"),
    "union_tag_invalid": _("an object of a kind that the studio knows"),
}

Value = TypeVar("Value")
Switch = Annotated[bool, Field(strict=True)]


@dataclass_transform(frozen_default=True)
def value(*, kw_only: bool = False) -> Callable[[type[Value]], type[Value]]:
    """Make a class a frozen dataclass that keeps to its annotations however it is made.

    Raises
    ------
    RecipeError
        Of the class, when one is made of anything else.
    """

    def make(kind: type[Value]) -> type[Value]:
        made: Any = checked.dataclass(kind, frozen=True, config=STRICT, kw_only=kw_only)
        check = made.__init__
        names = [field.name for field in fields(made)]

        @functools.wraps(check)
        def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
            try:
                check(self, *args, **kwargs)
            except ValidationError as error:
                raise _explain(error, names) from error

        made.__init__ = __init__
        return made

    return make


@dataclass(frozen=True)
class Within:
    """Annotates the numbers between two bounds, which are not NaN, true or written as text."""

    low: float
    high: float

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        schema = core_schema.float_schema(strict=True, ge=self.low, le=self.high)
        return _name_expected(
            schema, _("a number from {low:g} to {high:g}", low=self.low, high=self.high)
        )


@dataclass(frozen=True)
class Count:
    """Annotates the whole numbers from 0 to a bound, which are not true or written as text."""

    high: int

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        schema = core_schema.int_schema(strict=True, ge=0, le=self.high)
        return _name_expected(schema, _("a whole number from 0 to {high}", high=self.high))


@dataclass(frozen=True)
class Text:
    """Annotates text of some form, as a person would describe it."""

    pattern: str
    description: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        schema = core_schema.str_schema(strict=True, pattern=self.pattern)
        return _name_expected(schema, self.description)


@dataclass(frozen=True)
class Letters:
    """Annotates text of some length."""

    least: int
    most: int

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        schema = core_schema.str_schema(strict=True, min_length=self.least, max_length=self.most)
        return _name_expected(
            schema, _("text of {least} to {most} letters", least=self.least, most=self.most)
        )


def decode(text: str | bytes, most: int, what: str) -> Any:
    """Decode JSON that may be anything at all.

    `most` is how many characters it may have, `what` it should be, as a noun phrase.

    Raises
    ------
    RecipeError
        If it is longer, or no JSON.
    """
    if len(text) > most:
        raise RecipeError(
            _("{count:,} characters", count=len(text)),
            _("{what} of at most {most:,}", what=what, most=most),
            _("shorten it"),
        )
    try:
        if isinstance(text, bytes):  # json.loads would let halves of letters through
            text = text.decode(json.detect_encoding(text))
        document = json.loads(text)
        if HALF.search(text):
            json.dumps(document, ensure_ascii=False).encode()  # refuses a half without its other
    except (ValueError, RecursionError) as error:
        found = _("text that is not JSON ({kind})", kind=type(error).__name__)
        remedy = _("choose another file, or mend it")
        raise RecipeError(found, what, remedy, DAMAGED) from error
    return document


def read(kind: type[Value], document: object) -> Value:
    """Turn decoded JSON, whatever it holds, into a value.

    Raises
    ------
    RecipeError
        Naming the first entry that is not as its class says, as "point 3, x".
    """
    try:
        return TypeAdapter(kind).validate_python(document)
    except ValidationError as error:
        raise _explain(error) from error


def write(value: object) -> Any:
    """Return what `read` turns back into an equal value, ready for JSON."""
    return TypeAdapter(type(value)).dump_python(value, mode="json")


def limit(count: int, most: int, what: str) -> None:
    """Refuse more than `most` of something."""
    if count > most:
        raise RecipeError(
            _("{count:,} {what}", count=count, what=what),
            _("at most {most:,}", most=most),
            _("remove some"),
        )


def letters(least: int, most: int) -> Letters:
    """Annotate text of some length."""
    return Letters(least, most)


def _name_expected(schema: core_schema.CoreSchema, expected: str) -> core_schema.CoreSchema:
    """Have the error name what is expected, whatever the schema refuses."""
    return core_schema.custom_error_schema(
        schema,
        "unlike",
        custom_error_message="{expected}",
        custom_error_context={"expected": expected},
    )


def _explain(error: ValidationError, names: Sequence[str] = ()) -> RecipeError:
    """Turn pydantic's refusal of a value into a sentence about the first thing it refuses.

    The names are of the arguments that may be given without.
    """
    detail = error.errors(include_url=False)[0]
    place = detail["loc"]
    if names and isinstance(place[0], int):
        place = (*names[place[0] :][:1], *place[1:])
    found = shorten(detail["input"])
    if place:
        found = _("{place}: {found}", place=_place(place), found=found)
    expected = _expect(detail)
    plain = _(
        "A value does not fit: {expected} is expected. Correct or remove it.", expected=expected
    )
    return RecipeError(found, expected, _("correct or remove it"), plain)


def _place(parts: tuple[int | str, ...]) -> str:
    """Name an entry as a person counts: ("points", 2, "x") is "point 3, x"."""
    names: list[str] = []
    for part in parts:
        if isinstance(part, int) and names:
            names[-1] = f"{names[-1].removesuffix('s')} {part + 1}"
        else:
            names.append(str(part)[:40])
    return ", ".join(names)


def _expect(detail: ErrorDetails) -> str:
    limits = detail.get("ctx", {})
    if detail["type"] == "unlike":
        return limits["expected"]
    if detail["type"] == "literal_error":
        return _join_words(limits["expected"])
    if "class_name" in limits:
        return _("an object ({name})", name=limits["class_name"])
    if "max_length" in limits:
        return _("at most {most:,}", most=limits["max_length"])
    if "min_length" in limits:
        return _("at least {least:,}", least=limits["min_length"])
    return EXPECTED.get(detail["type"], detail["msg"].removeprefix("Input should be").strip())


def _join_words(words: str) -> str:
    """Return pydantic's list of words, of which the last stands after an "or"."""
    most, joined, last = words.rpartition(" or ")
    return _("{names} or {last}", names=most, last=last) if joined else last


def shorten(value: object) -> str:
    """Show what was met, however long or deep it is."""
    if isinstance(value, int) and value.bit_length() > 64:
        return _("an integer of many digits")
    if isinstance(value, ArgsKwargs):  # what a class was made of in Python
        value = value.kwargs or {}
    if isinstance(value, dict):
        if not value:
            return _("an object with no keys")
        return _("an object with {keys}", keys=reprlib.repr(list(value)))
    if isinstance(value, list):
        return _("a list of {count}", count=len(value))
    return reprlib.repr(value)
