"""Photo: bytes become upright sRGB pixels, and pixels the bytes of a file.

`photo.read` and `writing.encoding.encode` are the ways in and out. Stands on color and disk.
"""
