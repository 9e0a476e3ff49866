"""Ahead and behind: while one frame is coloured, the next is read and the last is written."""

from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

MOST = 2  # items that wait

Item = TypeVar("Item")
Given = ParamSpec("Given")
_END: Final = object()


def run_ahead(items: Generator[Item, None, None]) -> Generator[Item, None, None]:
    """Yield items that a thread makes before they are asked for, and raise what it raises."""
    with ThreadPoolExecutor(1) as thread:
        coming = deque(thread.submit(next, items, _END) for _ in range(MOST))
        try:
            while (item := coming.popleft().result()) is not _END:
                coming.append(thread.submit(next, items, _END))
                yield item  # type: ignore[misc]
        finally:
            thread.shutdown(cancel_futures=True)
            items.close()


class Behind:
    """A thread that makes calls in their order; what one raises is raised at a later one."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._calls: deque[Future[None]] = deque()

    def __enter__(self) -> "Behind":
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def call(
        self, function: Callable[Given, None], *args: Given.args, **named: Given.kwargs
    ) -> None:
        """Have a call made, once there is room for it."""
        self._calls.append(self._thread.submit(function, *args, **named))
        self._wait(MOST)

    def finish(self) -> None:
        """Wait until all calls are made."""
        self._wait(0)

    def _wait(self, most: int) -> None:
        while len(self._calls) > most:
            self._calls.popleft().result()
