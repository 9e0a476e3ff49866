"""Arrays: the one convention by which pictures, maps and masks are held everywhere.

Rows come first, then columns, then channels; `H` and `W` are those of the photo, `h` and `w` of
whatever is smaller. Colours are gamma-encoded sRGB: red, green, blue; BGR exists nowhere.
"""

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]  # sRGB (H, W, 3), 0 to 255; one channel where that is said
Mask = npt.NDArray[np.bool_]  # (H, W), True inside
Float = npt.NDArray[np.float32]  # maps: L* (h, w) in [0, 100], a* and b* (h, w, 2), and others
Wide = npt.NDArray[np.uint16]  # sRGB in 16 bits, 0 to 65,535
Samples = npt.NDArray  # of any type that a file may hold
