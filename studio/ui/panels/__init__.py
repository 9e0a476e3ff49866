"""Panels: what several pages draw, to open a photo, change its recipe and take the picture home."""
