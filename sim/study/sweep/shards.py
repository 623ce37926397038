"""A shard is a share of a study, for machines that do not talk to each other: every n-th point, whole.

Shares are alike in size and mixture, whatever the order of the design, and no point is divided between two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.errors import InputProblems, Problem
from sim.study.sweep.points import Point


@dataclass(frozen=True)
class Shard:
    """A share of a study: every n-th point, so that shares are alike and no point is divided.

    Attributes
    ----------
    number, of : int
        From 1.
    """

    number: int = 1
    of: int = 1

    def points(self, points: Sequence[Point]) -> tuple[Point, ...]:
        """The points of this shard."""
        return tuple(points[self.number - 1 :: self.of])

    def __str__(self) -> str:
        return f"shard-{self.number}-of-{self.of}"


WHOLE = Shard()


def parse_shard(text: str) -> Shard:
    """Read ``2/4``.

    Raises
    ------
    InputProblems
    """
    parts = text.split("/")
    if len(parts) == 2 and all(part.isdigit() for part in parts) and 1 <= int(parts[0]) <= int(parts[1]):
        return Shard(int(parts[0]), int(parts[1]))
    message = f'must be i/n with i from 1 to n, such as 2/4 (got "{text}")'
    raise InputProblems([Problem("--shard", 0, 0, "", message)])
