"""Arrows along curves: their lines and heads as paths, and the points they pass."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

Point = tuple[float, float]
Curve = tuple[Point, ...]


@dataclass(frozen=True)
class Arrow:
    """An arrow on the map: Bézier curves of three points each after the first, and the tip of its head."""

    curve: Curve
    tip: Point

    @property
    def line(self) -> str:
        """The curve as an SVG path."""
        (x, y), *rest = self.curve
        triples = [" ".join(f"{a:.1f},{b:.1f}" for a, b in rest[n : n + 3]) for n in range(0, len(rest), 3)]
        return f"M{x:.1f},{y:.1f}" + "".join(f"C{triple}" for triple in triples)

    @property
    def head(self) -> str:
        """The head as an SVG path: a triangle from the end of the curve to the tip."""
        (x, y), (tip_x, tip_y) = self.curve[-1], self.tip
        length = math.hypot(tip_x - x, tip_y - y) or 1.0
        across_x, across_y = -(tip_y - y) / length * 3.6, (tip_x - x) / length * 3.6
        corners = [(tip_x, tip_y), (x + across_x, y + across_y), (x - across_x, y - across_y)]
        return "M" + "L".join(f"{a:.1f},{b:.1f}" for a, b in corners) + "Z"

    def back_from_head(self) -> Iterator[Point]:
        """Return points along the curve, from its head backwards, a few pixels apart."""
        for n in range(len(self.curve) - 1, 0, -3):
            p3, p2, p1, p0 = self.curve[n], self.curve[n - 1], self.curve[n - 2], self.curve[n - 3]
            count = max(4, int(math.dist(p0, p3) / 3))
            for step in range(count):
                t, u = step / count, 1 - step / count
                yield (
                    u**3 * p3[0] + 3 * u * u * t * p2[0] + 3 * u * t * t * p1[0] + t**3 * p0[0],
                    u**3 * p3[1] + 3 * u * u * t * p2[1] + 3 * u * t * t * p1[1] + t**3 * p0[1],
                )
