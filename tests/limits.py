"""Limits of the machine, met on purpose."""

from contextlib import contextmanager

import pytest


@contextmanager
def full_disk(most):
    """Let files of this process have `most` bytes: the nearest to a full disk that a test can make.

    Not a fixture: pytest's own output may be a file, and must not be written meanwhile.
    """
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
