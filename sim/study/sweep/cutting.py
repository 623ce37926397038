"""Work is cut by place in the design, never by clock: which runs stand in which part is settled before any is run.

Points are taken in groups and years in spans; a group and a span make a part, a file of its own. How many points and
years make a part is fixed once, from a pilot, so that a part holds some seconds of work: enough to be worth a file,
little enough to be lost. Where years are added until a difference is known well enough, that is asked only after a
whole block of years, so that the answer cannot depend on who was faster.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from sim.study.sweep.experiment import Replications
from sim.study.sweep.naming import Unit, run_id
from sim.study.sweep.points import Point

TARGET = 8.0
"""Seconds of work of one part, as far as it can be had."""
SHARE = 8
"""A study has at least so many parts a worker, so that nobody waits long for the last one."""


@dataclass(frozen=True)
class Cutting:
    """How the work of a study is cut.

    Attributes
    ----------
    points : int
        Points a part.
    years : int
        Years a part; above 1 point a part, as many as a block has.
    block, most : int
        Years after which precision is looked at, and the most.
    """

    points: int
    years: int
    block: int
    most: int

    def blocks(self) -> Iterator[range]:
        """Years of each block."""
        for first in range(0, self.most, self.block):
            yield range(first, min(first + self.block, self.most))

    def spans(self, block: range) -> Iterator[range]:
        """Years of each part of a block."""
        for first in range(block.start, block.stop, self.years):
            yield range(first, min(first + self.years, block.stop))

    def after(self, span: range) -> int:
        """Years that are left when the block of a span is over."""
        return max(0, self.most - (span.start // self.block + 1) * self.block)

    def groups(self, points: Sequence[Point]) -> list[tuple[Point, ...]]:
        """Points that stand together in a part."""
        return [tuple(points[first : first + self.points]) for first in range(0, len(points), self.points)]


@dataclass(frozen=True)
class Part:
    """A file of rows.

    Attributes
    ----------
    group : int
        Number of the group of points.
    points : tuple of Point
        Those of the group that are still open.
    years : range
        Replications.
    """

    group: int
    points: tuple[Point, ...]
    years: range

    @property
    def name(self) -> str:
        """Name of the file."""
        return f"part-{self.group:06d}-{self.years.start:06d}.parquet"

    def runs(self, seed: int, rules: str) -> dict[Unit, str]:
        """Addresses and names of its runs, in the order of the table: by point, replication, structure."""
        return {
            (point.number, replication, structure): run_id(point.setting.digest, structure, seed, replication, rules)
            for point in self.points
            for replication in self.years
            for structure in point.structures
        }


def cut(replications: Replications, year: float, point: float, points: int, workers: int) -> Cutting:
    """Choose how the work is cut.

    Parameters
    ----------
    replications : Replications
    year : float
        Seconds that a year of one point takes, all its structures together.
    point : float
        Seconds to build a point, once a part.
    points : int
        Points of the study.
    workers : int
        Who will share the work.

    Returns
    -------
    Cutting
        Depends on the machine; that is why it is stored with the study and never chosen again.
    """
    block = replications.block
    whole = points * (point + year * replications.most)
    target = max(0.5, min(TARGET, whole / (SHARE * workers)))
    one = point + year * block
    if one <= target:
        return Cutting(max(1, min(points, int(target / max(one, 1e-9)))), block, block, replications.most)
    pieces = max(1, min(block, ceil(year * block / max(target - point, target / 2.0))))
    return Cutting(1, ceil(block / pieces), block, replications.most)
