"""PO files as `benchmarks.messages` writes them, read in a hundredth of a second: Babel takes ten.

References
----------
.. [1] GNU gettext, section "The Format of PO Files".
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from gettext import c2py

PART = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d+\])?) ((?:".*"\n?)+)', re.MULTILINE)
ESCAPED = re.compile(r'"\n"|^"|"\n?$|\\(.)')  # what is between lines and around them, too
LETTERS = {"n": "\n", "t": "\t", "r": "\r"}
FORMS = re.compile(r"plural=([^;\n]+)")


@dataclass(frozen=True)
class Translations:
    """What is in a file."""

    texts: Mapping[str, tuple[str, ...]]  # by English message, of a number by that of one
    choose: Callable[[int], int]  # returns which of the texts a number takes

    def find(self, message: str, n: int = 1) -> str | None:
        """Return the text of a message, about a number if it is; None where there is none."""
        texts = self.texts.get(message)
        return texts[self.choose(n) if texts[1:] else 0] if texts else None


def read(text: str) -> Translations:
    """Return the translations in the text of a file; those that are not whole are left out."""
    texts: dict[str, list[str]] = {}
    message = ""
    for keyword, quoted in PART.findall(text):
        said = ESCAPED.sub(_unescape, quoted)
        if keyword == "msgid":
            message, texts[said] = said, []
        elif keyword != "msgid_plural":
            texts[message].append(said)
    (head,) = texts.pop("")
    forms = FORMS.search(head)
    whole = {message: tuple(found) for message, found in texts.items() if all(found)}
    return Translations(whole, c2py(forms[1] if forms else "n != 1"))


def _unescape(found: re.Match[str]) -> str:
    return LETTERS.get(found[1], found[1]) if found[1] else ""
