"""The wording of components: what people read of a page or a script, and that in a language.

Of a page it is the text between tags, and that in some attributes; of a script the messages given
to `say` of `static/language.js`. `benchmarks.messages` gathers them, so that they can be
translated.
"""

import html
import json
import re

from studio.language import translate
from studio.language.numbers import ENGLISH

WORD = r"[^\W\d_]{2}"
# an entity is a sign, and needs no translation
READ = re.compile(rf'(?:>|\b(?:title|alt|aria-label)=")\s*([^<>"&]*{WORD}[^<>"&]*?)\s*(?=[<"])')
SAID = re.compile(r'\bsay\(\s*("(?:[^"\\]|\\.)*")')


def find_in_page(page: str) -> list[str]:
    r"""Return what people read of a page, each piece in one line.

    Examples
    --------
    >>> find_in_page('<p title="A tip">Some\n  words <i>&minus;</i> 1:1</p>')
    ['A tip', 'Some words']
    """
    return [_join(text) for text in READ.findall(page)]


def find_in_script(script: str) -> list[str]:
    """Return the messages of a script.

    Examples
    --------
    >>> find_in_script('text = say("Spot {n}", { n: 1 }) + say(name);')
    ['Spot {n}']
    """
    return [json.loads(text) for text in SAID.findall(script)]


def translate_page(page: str, tag: str) -> str:
    """Return a page in the language of a tag."""

    def put(match: re.Match[str]) -> str:
        return _put(html.escape(translate(_join(match[1]), tag)), match)

    return page if tag == ENGLISH else READ.sub(put, page)


def translate_script(script: str, tag: str) -> str:
    """Return a script in the language of a tag."""

    def put(match: re.Match[str]) -> str:
        told = translate(json.loads(match[1]), tag)
        return _put(json.dumps(told, ensure_ascii=False), match)

    return SAID.sub(put, script)


def _join(text: str) -> str:
    """Return a piece of a page in one line."""
    return " ".join(text.split())


def _put(text: str, match: re.Match[str]) -> str:
    """Return what was found with another text in place of its own."""
    start, end = (place - match.start() for place in match.span(1))
    return match[0][:start] + text + match[0][end:]
