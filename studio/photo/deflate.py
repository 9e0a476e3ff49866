"""Deflate: by ISA-L, eight times as fast as zlib; by zlib where no ISA-L is made for a computer."""

try:
    from isal import isal_zlib as deflate

    LEVEL = 2  # of 0 to 3; takes the time of 1 and 2 % less room
except ImportError:
    import zlib as deflate  # type: ignore[no-redef]

    LEVEL = 2  # of 0 to 9; nearly as quick as 1

__all__ = ["LEVEL", "deflate"]
