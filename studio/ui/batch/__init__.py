"""Batches on a page: begun there, watched from there, their results looked at and taken away."""
