"""The language of a terminal, as the environment says it, and the help of commands in it.

References
----------
.. [1] GNU gettext, section 2.3: LANGUAGE comes before LC_ALL, LC_MESSAGES and LANG.
"""

import os
from collections.abc import Iterator
from typing import Any

from studio.language import Sentence, choose_language, translate

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
HELPS = ("help", "short_help", "epilog")  # of a command or an option of Click
UNSET = ("", "C", "POSIX")


def current() -> str:
    """Return the tag of the language, of two letters.

    Where the locale is that of C, LANGUAGE does not count: a script that sets it wants English.
    """
    locale = next((os.environ[name] for name in VARIABLES if os.environ.get(name)), "")
    if locale.partition(".")[0] in UNSET:
        return choose_language([])
    return choose_language([*os.environ.get("LANGUAGE", "").split(":"), locale])


def tell(message: str, /, **values: Any) -> str:
    """Return a sentence in the language of the terminal.

    Takes an English message with its values as `studio.language._` does, or a sentence made before.
    """
    return translate(Sentence(message, values) if values else message, current())


def translate_help(command: Any) -> Any:
    """Have a command of Click, its options and the commands below it say their help translated."""
    for part, name in find_help(command):
        setattr(part, name, tell(getattr(part, name)))
    return command


def find_help(command: Any) -> Iterator[tuple[Any, str]]:
    """Yield what has help, and the attribute that it is in."""
    for part in (command, *command.params):
        yield from ((part, name) for name in HELPS if getattr(part, name, None))
    for below in getattr(command, "commands", {}).values():
        yield from find_help(below)
