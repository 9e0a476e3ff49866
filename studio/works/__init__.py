"""Works: what a visitor made, saved on the disk of this computer.

`document.save` and `document.load` keep a history under a key. Stands on recipe, disk and places.
"""
