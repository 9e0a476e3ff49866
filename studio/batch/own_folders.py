"""Batches of folders of this computer: what was asked of them is kept, photos stay where they are.

Each has a key, as what visitors upload has; but who sits at this computer may see all of them.
"""

from contextlib import suppress

from studio import disk
from studio.batch import orders
from studio.batch.orders import DOCUMENT, FolderOrder
from studio.errors import OutputError, WorkError
from studio.works import store
from studio.works.store import Shelf

SHELF = Shelf("batches", 64 * 2**20)  # recipes alone lie there


def save(order: FolderOrder) -> str:
    """Keep what is asked for, and return its key: the same for the same folders.

    Raises
    ------
    OutputError
        If the disk refuses it.
    """
    key = next((key for key in _list_keys() if _has_folders(key, order)), "")
    key = key or store.new_key(SHELF)
    place = store.place_of(key, SHELF)
    disk.make_folder(place)
    orders.save(place, order)
    with suppress(OutputError):  # what cannot go now goes another time
        store.remove_old(SHELF, spared=key)
    return key


def load(key: str) -> FolderOrder:
    """Return the order of a key, which counts as used.

    Raises WorkError if the key is none, or the order is gone or damaged.
    """
    order = orders.load(store.place_of(key, SHELF), FolderOrder)
    store.touch(key, SHELF)
    return order


def find_latest() -> str:
    """Return the key of the batch that was begun last; empty without one."""
    return next(iter(_list_keys()), "")


def _list_keys() -> list[str]:
    """Return the keys of all batches, the one begun last first."""
    with suppress(OSError, OutputError):
        documents = store.folder(SHELF).glob(f"*/{DOCUMENT}")
        found = sorted(documents, key=lambda path: path.stat().st_mtime_ns, reverse=True)
        return [path.parent.name for path in found if store.is_key(path.parent.name)]
    return []


def _has_folders(key: str, order: FolderOrder) -> bool:
    with suppress(WorkError):
        known = orders.load(store.place_of(key, SHELF), FolderOrder)
        return (known.photos, known.results) == (order.photos, order.results)
    return False
