"""Model cards: written when a model is made, and what was measured read again where it is shown."""

import re
from collections.abc import Mapping
from pathlib import Path

from studio.models.catalog import Model

NAME = "MODEL_CARD.md"
MEASURED = "Measured"  # heading of the section that is read again
SECTION = re.compile(rf"^## {MEASURED}\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def write(folder: Path, title: str, about: str, sections: Mapping[str, str]) -> None:
    """Write a card into `folder`: a title, a paragraph, and Markdown under each heading."""
    parts = [f"# {title}", about, *(f"## {name}\n\n{text}" for name, text in sections.items())]
    (folder / NAME).write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def read_measured(model: Model, folder: Path) -> str:
    """Return the section "Measured" of a model's card, in Markdown; empty if there is none.

    The folder is that of all weights, each model in a subfolder of its name.
    """
    card = folder / model.name / NAME
    found = SECTION.search(card.read_text(encoding="utf-8")) if card.is_file() else None
    return found[1].strip() if found else ""
