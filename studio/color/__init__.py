"""Colour: arrays, sRGB and L*a*b*, the gamut, sizes and strips, smoothing, and names.

Numbers alone: `arrays.Picture` and its like are the one convention, `lab.rgb_to_lab` and
`lab.compose` convert. Stands on nothing.
"""
