"""Training runs, as commands open them."""

from pathlib import Path

from studio.errors import DataError
from studio.models import catalog
from studio.models.registry import Registry


def open_run(folder: Path) -> Registry:
    """Return a registry of the one model that a training run made.

    Raises
    ------
    DataError
        If no training has ended there.
    """
    if not (folder / "catalog.json").is_file():
        raise DataError(
            f"no trained model in {folder}",
            "a folder that `colorstudio train` has filled",
            "let the training end, or check the path",
        )
    return Registry(catalog.read(folder / "catalog.json"), folder)
