"""Rows of pixels that a picture is laid out on."""

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]


def lay(canvas: Pixels, at: tuple[int, int], colours: Pixels, coverage: Pixels | None, size: tuple[int, int]) -> None:
    """Lay something upon rows of pixels, as far as it covers what is there; what stands out of them is cut off.

    Parameters
    ----------
    canvas : (rows, columns * 3) array
        Red, green and blue, side by side.
    at : tuple of int
        Row and column of the upper left corner; may lie outside.
    colours : (3,) or (high, wide, 3) array
    coverage : (high, wide) array or None
        Of 255; None for all of it.
    size : tuple of int
        Height and width.
    """
    rows, columns = canvas.shape[0], canvas.shape[1] // 3
    (row, column), (high, wide) = at, size
    up, left = max(0, -row), max(0, -column)
    down, right = min(high, rows - row), min(wide, columns - column)
    if up >= down or left >= right:
        return
    place = canvas[row + up : row + down, 3 * (column + left) : 3 * (column + right)]
    there = place.reshape(down - up, right - left, 3)  # a view: the last axis is only parted
    if colours.ndim > 1:
        colours = colours[up:down, left:right]
    if coverage is None:
        there[:] = colours
        return
    share = coverage[up:down, left:right, None].astype(np.uint16)
    there[:] = (there * (255 - share) + colours * share + 127) // 255
