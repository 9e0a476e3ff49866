"""Rendering: a photo and a recipe make a colour picture."""
