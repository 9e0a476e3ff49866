"""Colorization Studio: a photo and a recipe make a colour picture.

`open_photo` a file, `render` it as a `Recipe` says, and `save` the rendering; `docs/library.md` has
an example of each part. What there is stands, with its types, in `__init__.pyi`, and is imported
when it is asked for: importing the studio alone loads nothing.
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
