"""The segmenters that tests of the Segment page run, in a weights folder of their own."""

from pathlib import Path

from studio.models import catalog

PEOPLE = "deeplabv3-voc"  # finds people
STREET = "deeplabv3-voc"  # finds cars and other things on a street
CAR, PERSON = "car", "person"  # what they call them
SUBJECT = (0.15, 0.09, 0.96, 0.99)  # left, top, right, bottom of a box around the person


def link(shared: Path, folder: Path) -> Path:
    """Fill a weights folder with links to what ships, and to the model files of `shared`."""
    for source in (catalog.FOLDER, shared / "models"):
        for path in source.rglob("*"):
            if path.is_file() and path.suffix != ".json":
                place = folder / path.relative_to(source)
                place.parent.mkdir(parents=True, exist_ok=True)
                if not place.exists():
                    place.symlink_to(path)
    return folder
