"""Commands, as functions that take values: `typer` sees an option for each field of a value."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from inspect import Parameter
from typing import Annotated, Any, TypeVar

import typer

from studio.cli.quiet import hush

QUIET = Parameter(
    "quiet",
    Parameter.KEYWORD_ONLY,
    default=False,
    annotation=Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing of what went well.")
    ],
)
Command = TypeVar("Command", bound=Callable[..., Any])


class App(typer.Typer):
    """Commands whose parameters may be values: a dataclass has an option for each of its fields.

    Each takes `--quiet` as well, and need not know it.
    """

    def command(self, *name: Any, **settings: Any) -> Callable[[Command], Command]:
        """Register a function as a command, as `typer.Typer.command` does."""
        register = super().command(*name, **settings)

        def take(command: Command) -> Command:
            register(_spread(command))
            return command

        return take


def _spread(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that takes options one by one, and calls a command with its values."""
    taken = inspect.signature(command).parameters.values()
    groups: dict[str, Any] = {
        each.name: each.annotation for each in taken if is_dataclass(each.annotation)
    }

    @functools.wraps(command)
    def run(*, quiet: bool, **given: Any) -> Any:
        for name, group in groups.items():
            given[name] = group(**{field.name: given.pop(field.name) for field in fields(group)})
        with hush(quiet):
            return command(**given)

    parts = [part for each in taken for part in _part(each)]
    run.__signature__ = inspect.Signature([*parts, QUIET])  # type: ignore[attr-defined]
    return run


def _part(parameter: Parameter) -> list[Parameter]:
    """Return what a parameter of a command consists of: those that typer makes options of."""
    if not is_dataclass(parameter.annotation):
        return [parameter.replace(kind=Parameter.KEYWORD_ONLY)]
    return [
        Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=Parameter.empty if field.default is MISSING else field.default,
            annotation=field.type,
        )
        for field in fields(parameter.annotation)
    ]
