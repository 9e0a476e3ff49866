"""Model cards: what was measured of a model before it shipped."""

import re
from pathlib import Path

from studio.models.catalog import Model

NAME = "MODEL_CARD.md"
MEASURED = re.compile(r"^## Measured\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def measured(model: Model, folder: Path) -> str:
    """Return the section "Measured" of a model's card, in Markdown; empty if there is none.

    Parameters
    ----------
    model : Model
    folder : Path
        Where weights are kept, each model in a subfolder of its name.
    """
    card = folder / model.name / NAME
    found = MEASURED.search(card.read_text(encoding="utf-8")) if card.is_file() else None
    return found[1].strip() if found else ""
