"""Pictures kept as text: a picture becomes a grid of blocks, each written as the colour that it has on average.

A grid is small enough to be read in a change, and coarse enough to pass over how a machine smooths its letters.
``make snapshots`` writes all of them anew; then look at the pictures in ``build/snapshots`` before they are kept.
"""

import io
from pathlib import Path

import numpy as np
from PIL import Image

KEPT = Path(__file__).resolve().parent / "snapshots"
PICTURES = Path(__file__).resolve().parent.parent / "build" / "snapshots"
# Sides of a block in pixels; steps of a sixteenth of a colour that pass; the share of blocks that may differ by more.
BLOCK, STEPS, SHARE = 30, 1, 0.004


def blocks(picture: bytes) -> "np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]":
    """Return the colour of each block of a picture: rows x columns x 3, 0 to 15."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    size = (max(image.width // BLOCK, 1), max(image.height // BLOCK, 1))
    return (np.asarray(image.resize(size, Image.Resampling.BOX)).astype(np.uint16) * 15 // 255).astype(np.uint8)


def written(grid: "np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]") -> str:
    """Return a grid as text: a line a row, three hexadecimal digits a block."""
    return "".join(" ".join("".join(f"{part:x}" for part in block) for block in row) + "\n" for row in grid.tolist())


def read(text: str) -> "np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]":
    """Return the grid that a text holds."""
    rows = [[[int(digit, 16) for digit in block] for block in line.split()] for line in text.splitlines()]
    return np.asarray(rows, dtype=np.uint8)


def difference(picture: bytes, name: str, *, renew: bool) -> str:
    """Compare a picture with the one that is kept under a name.

    Parameters
    ----------
    picture
        A PNG.
    name
        Of the snapshot, without an ending.
    renew
        Whether the picture takes the place of the kept one.

    Returns
    -------
    str
        What differs, and where the picture lies; empty where nothing does.
    """
    kept, grid = KEPT / f"{name}.txt", blocks(picture)
    PICTURES.mkdir(parents=True, exist_ok=True)
    seen = PICTURES / f"{name}.png"
    seen.write_bytes(picture)
    if renew:
        KEPT.mkdir(exist_ok=True)
        kept.write_text(written(grid), encoding="utf-8")
        return ""
    if not kept.exists():
        return f"{name} has no snapshot yet: make snapshots, and look at {seen}"
    before = read(kept.read_text(encoding="utf-8"))
    if before.shape != grid.shape:
        now, then = (f"{size[1]} x {size[0]} blocks" for size in (grid.shape, before.shape))
        return f"{name} is {now}, and was {then}: look at {seen}; if it is meant, make snapshots"
    off = np.argwhere(np.abs(before.astype(int) - grid.astype(int)).max(axis=2) > STEPS)
    if len(off) <= SHARE * grid.shape[0] * grid.shape[1]:
        return ""
    (top, left), (bottom, right) = off.min(axis=0), off.max(axis=0) + 1
    area = f"x {left * BLOCK} to {right * BLOCK}, y {top * BLOCK} to {bottom * BLOCK}"
    return f"{name} differs in {len(off)} blocks ({area}): look at {seen}; if it is meant, make snapshots"
