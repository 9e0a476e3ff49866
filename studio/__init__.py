"""Colorization Studio: a photo and a recipe make a colour picture."""

__version__ = "0.1.0"
