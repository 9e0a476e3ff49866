"""The segmenters that tests of the Segment page run, in a weights folder of their own."""

from pathlib import Path

from studio.models import catalog

STREET, CAR, PEDESTRIAN = "camvid-compact", "car", "pedestrian"  # a model, and two of its classes
PEOPLE, PERSON = "people-compact", "person"
PEOPLE_PURPOSE = "People"  # what the page calls that model by
SUBJECT = (0.15, 0.09, 0.96, 0.99)  # left, top, right, bottom of a box around a person


def link(shared: Path, folder: Path, *models: str) -> Path:
    """Fill a weights folder with links to the files of models that ship, or lie in `shared`."""
    for name in models:
        for source in (catalog.FOLDER, shared / "models"):
            for path in (source / name).rglob("*"):
                place = folder / path.relative_to(source)
                place.parent.mkdir(parents=True, exist_ok=True)
                if path.is_file() and not place.exists():
                    place.symlink_to(path)
    return folder
