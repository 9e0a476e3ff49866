"""Batch: many photos, to the end, however often it is cut short."""
