"""Measurements against a named peer, in one run."""
