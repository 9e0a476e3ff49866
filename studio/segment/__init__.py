"""Segment: what is where in a photo, and which pixels are meant."""
