"""Colour: arrays, sRGB and L*a*b*, the gamut, sizes and strips, smoothing, and names.

Numbers alone: `arrays` has the one convention, `lab` the conversions. Stands on nothing.
"""
