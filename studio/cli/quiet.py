"""Quiet: whether a command says nothing of what goes well."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_asked = ContextVar("quiet", default=False)


def is_quiet() -> bool:
    """Tell whether nobody wants to hear of what goes well."""
    return _asked.get()


@contextmanager
def hush(asked: bool) -> Iterator[None]:
    """Be quiet meanwhile, if that is asked for."""
    before = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(before)
