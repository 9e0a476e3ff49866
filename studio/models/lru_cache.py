"""A cache by size: what was used last, while there is room for it."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class LruCache(Generic[Key, Value]):
    """Values by key: the least recently used go when all together are over the budget.

    The budget is in bytes. The newest stays, whatever its size. Safe to use from several threads.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._lock = threading.Lock()
        self._held: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """Return a value, which counts as a use; None if there is none."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def keep(self, key: Key, value: Value, size: int) -> None:
        """Keep a value of `size` bytes."""
        with self._lock:
            self._held[key] = value, size
            self._held.move_to_end(key)
            while len(self._held) > 1 and sum(n for _, n in self._held.values()) > self._budget:
                self._held.popitem(last=False)

    def sizes(self) -> dict[Key, int]:
        """Return the bytes of each value by its key, least recently used first."""
        with self._lock:
            return {key: size for key, (_, size) in self._held.items()}
