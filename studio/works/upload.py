"""Uploads: files as a visitor gave them."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Upload:
    """A file and its name."""

    name: str  # hostile: to be shown as plain text only
    data: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the file: 64 hex digits."""
        return hashlib.sha256(self.data).hexdigest()
