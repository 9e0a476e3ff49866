"""Widgets of our own, and what they share."""
