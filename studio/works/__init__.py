"""Saved work: what a visitor made, on the disk of this computer."""
