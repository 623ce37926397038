"""A study on disk: where its parts are, which runs each must hold, and which points go on after a block of years.

Which part comes next depends on the design and on rows that are on disk, never on who is at work. So the same walk
finds what is missing while a study runs, and what is to be read when it is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from sim.study.sweep.cutting import Cutting, Part
from sim.study.sweep.experiment import Experiment
from sim.study.sweep.parts import FOLDER, read_part
from sim.study.sweep.points import Point
from sim.study.sweep.precision import columns_of, narrow


@dataclass(frozen=True)
class Site:
    """A study on disk.

    Attributes
    ----------
    folder : Path
    experiment : Experiment
    points : tuple of Point
        Those of this shard.
    cutting : Cutting
    rules : str
        Fingerprint of the rules.
    """

    folder: Path
    experiment: Experiment
    points: tuple[Point, ...]
    cutting: Cutting
    rules: str

    def path(self, part: Part) -> Path:
        """Where a part is."""
        return self.folder / FOLDER / part.name

    def read(self, part: Part) -> pa.Table | None:
        """A part, if it is there and whole."""
        return read_part(self.path(part), self.experiment.measures)

    def blocks(self, group: int, points: tuple[Point, ...]) -> Iterator[list[Part]]:
        """The parts of a group of points, block by block; a block must be on disk before the next is asked for."""
        known: list[pa.Table] = []
        wanted = self.experiment.replications.until
        for years in self.cutting.blocks():
            parts = [Part(group, points, span) for span in self.cutting.spans(years)]
            yield parts
            if wanted:
                tables = map(self.read, parts)
                known += [table.select(columns_of(wanted)) for table in tables if table is not None]
                points = tuple(point for point in points if not narrow(wanted, known, point.number))
            if not points:
                return

    def lives(self) -> Iterator[Iterator[list[Part]]]:
        """All groups, in the order of the design."""
        for group, points in enumerate(self.cutting.groups(self.points)):
            yield self.blocks(group, points)
