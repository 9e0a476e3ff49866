"""Photo: bytes become upright sRGB pixels, and pixels the bytes of a file.

`photo.read` is the way in, `writing.encoding.encode` the way out. Stands on color and disk.
"""
