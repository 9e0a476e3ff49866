"""Works: what a visitor made, saved on the disk of this computer.

`store.save` and `store.load` keep a history under a key. Stands on recipe, disk and places.
"""
