"""Reading: the bytes of a file become samples, and samples sRGB."""
