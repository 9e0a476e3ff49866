"""Models: who can colour, segment or measure, their files, and the runtimes that load them.

`catalog.models` says what exists, `registry.Registry` loads it. Stands on color, and on disk and
places; photos are arrays here.
"""
