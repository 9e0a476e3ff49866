"""Colour: arrays, sRGB and L*a*b*, the gamut, sizes and strips, smoothing, and names."""
