"""Gathers what the studio says, and brings its translations up to date: studio/language/*.po.

python -m benchmarks.messages [--check] [--missing]

Messages are what is given to the functions of gettext and to those that pages tell with, what
people read of components, and the help of commands and options, which typer takes from where they
stand.
With --check nothing is written, and the exit code is 1 if a file is not up to date.
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from benchmarks import commands
from studio.cli.language import find_help
from studio.language import LANGUAGES
from studio.language.catalog import FOLDER
from studio.models import catalog
from studio.models.classes import TABLES, spoken
from studio.ui.widgets import wording

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {"_": 1, "ngettext": 2, "tell": 1, "tell_number": 2}  # with how many messages each takes
HEAD = """\
# What Colorization Studio says, in {name}: `python -m benchmarks.messages` gathers it.
msgid ""
msgstr ""
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
Message = str | tuple[str, str]


def gather() -> Catalog:
    """Return all messages, each with the files that say it."""
    found = Catalog(project="colorization-studio", charset="utf-8")
    for file in list_files(".py"):
        for message in find_marked(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
            found.add(message, locations=[(file, 0)])
    for suffix, find in ((".html", wording.find_in_page), (".js", wording.find_in_script)):
        for file in list_files(suffix):
            for message in find((ROOT / file).read_text(encoding="utf-8")):
                found.add(message, locations=[(file, 0)])
    for file, message in find_data():
        found.add(message, locations=[(file, 0)])
    for message in find_helps():
        found.add(message, locations=[("studio/cli", 0)])
    return found


def find_marked(module: ast.Module) -> Iterator[Message]:
    """Yield what the functions of gettext are given, inside of other calls as well.

    Babel's own reader of Python loses a call within an argument of another.
    """
    for node in ast.walk(module):
        name = name_function(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in KEYWORDS:
            given = node.args[: KEYWORDS[name]]
            texts = [ast.literal_eval(part) for part in given if _is_text(part)]
            if len(texts) == KEYWORDS[name]:  # else it is a sentence made before
                yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def name_function(function: ast.expr) -> str:
    """Return the name that a function is called by, without what it is an attribute of."""
    return getattr(function, "attr", getattr(function, "id", ""))


def find_data() -> Iterator[tuple[str, str]]:
    """Yield what is marked nowhere, with its file: what the catalog says of models, and classes."""
    for model in catalog.models().values():
        told = (getattr(model, name) for name in catalog.TOLD)
        yield from (("weights/catalog.json", text) for text in told if text)
    for table in TABLES.values():
        yield from (("studio/models/classes.py", spoken(name)) for name in table.names)


def find_helps() -> Iterator[str]:
    """Yield the help of all commands and options."""
    for part, name in find_help(commands.gather()):
        yield getattr(part, name)


def update(language: str, messages: Catalog) -> bytes:
    """Return a language's PO file with the messages there are now, and no others."""
    path = FOLDER / f"{language}.po"
    known = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    new = Catalog(locale=language, fuzzy=False)
    for message in messages:
        if message.id:
            old = known.get(message.id)
            new.add(message.id, old.string if old else "", locations=message.locations)
    written = BytesIO()
    write_po(written, new, width=100, sort_output=True, omit_header=True, include_lineno=False)
    head = HEAD.format(name=LANGUAGES[language], tag=language, plural=new.plural_forms)
    return head.encode() + written.getvalue()


def find_missing(language: str) -> list[Message]:
    """Return the messages that have no translation."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        known = read_po(file, locale=language)
    return [each.id for each in known if each.id and not (each.string and all(_texts(each.string)))]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _texts(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def list_files(suffix: str) -> list[str]:
    """Return the files of the product that may say something, from the root."""
    folders = [ROOT / "studio", ROOT / "pages"]
    paths = [ROOT / "Home.py", *(path for folder in folders for path in folder.rglob(f"*{suffix}"))]
    return sorted(str(path.relative_to(ROOT)) for path in paths if path.suffix == suffix)


def main() -> int:
    """Run it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--check", action="store_true")
    asked.add_argument("--missing", action="store_true", help="print what has no translation")
    options = asked.parse_args()
    messages, code = gather(), 0
    for language in LANGUAGES:
        if language == "en":
            continue
        path, text = FOLDER / f"{language}.po", update(language, messages)
        if options.check and text != path.read_bytes():
            print(f"{path.name} is not up to date: python -m benchmarks.messages")
            code = 1
        elif not options.check:
            path.write_bytes(text)
        if options.missing:
            print(*find_missing(language), sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
