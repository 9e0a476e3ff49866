"""Photo: bytes become upright sRGB pixels, and pixels the bytes of a file."""
