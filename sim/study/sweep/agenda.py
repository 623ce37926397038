"""What is to be done next: parts lined up block by block, without those that are on disk already.

Groups of points are opened in the order of the design. A part that is there and holds the runs that it should is passed
over; of another, only the missing runs become a job. When all parts of a block are there, the rule of precision says
which points of the group go on, and the next block is lined up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from sim.study.progress import Report
from sim.study.sweep.cutting import Part
from sim.study.sweep.living import Piece
from sim.study.sweep.naming import Unit
from sim.study.sweep.parts import rows_in, without_failures
from sim.study.sweep.site import Site


@dataclass
class Job:
    """A part that is being made.

    Attributes
    ----------
    part : Part
    runs : dict of (int, int, str) to str
        Addresses and names of its runs, in their order.
    have : pyarrow.Table or None
        Rows that are there already.
    piece : Piece
        What is missing.
    tries : int
        How often a worker was lost with it.
    """

    part: Part
    runs: dict[Unit, str]
    have: pa.Table | None
    piece: Piece
    tries: int = 0


@dataclass
class Progress:
    """How far a study is, in runs."""

    report: Report
    total: int
    done: int = 0
    made: int = 0

    def told(self, runs: int, made: int = 0) -> None:
        """Note runs that are there, and how many of them were made just now."""
        self.done += runs
        self.made += made
        self.report(min(self.done, self.total), self.total)


@dataclass
class Agenda:
    """What is to be done next: parts lined up, and groups that are open."""

    site: Site
    engine: str
    retry: bool
    progress: Progress
    lives: Iterator[Iterator[list[Part]]] = field(init=False)
    ready: deque[Part] = field(default_factory=deque)
    again: deque[Job] = field(default_factory=deque)
    left: dict[int, int] = field(default_factory=dict)
    life_of: dict[int, Iterator[list[Part]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lives = self.site.lives()

    def next(self) -> Job | None:
        """The next part that is missing; None where there is none at present."""
        while True:
            if self.again:
                return self.again.popleft()
            if not self.ready:
                life = next(self.lives, None)
                if life is None:
                    return None
                self._open(life, next(life))
            part = self.ready.popleft()
            job = self._job(part)
            if job is not None:
                return job
            self.finished(part)
            self.progress.told(len(part.runs(self.site.experiment.seed, self.site.rules)))

    def finished(self, part: Part) -> None:
        """A part is there; with the last of a block, the next block of its group is lined up."""
        self.left[part.group] -= 1
        if self.left[part.group]:
            return
        life = self.life_of.pop(part.group)
        block = next(life, None)
        going_on = set(block[0].points) if block else set()
        saved = self.site.cutting.after(part.years)
        for point in part.points:
            self.progress.total -= 0 if point in going_on else saved * len(point.structures)
        if block is not None:
            self._open(life, block)

    def _open(self, life: Iterator[list[Part]], block: list[Part]) -> None:
        self.life_of[block[0].group] = life
        self.left[block[0].group] = len(block)
        self.ready.extend(block)

    def _job(self, part: Part) -> Job | None:
        """What is missing of a part; None where nothing is."""
        experiment, rules = self.site.experiment, self.site.rules
        runs = part.runs(experiment.seed, rules)
        have = self.site.read(part)
        if have is not None and self.retry:
            have = without_failures(have)
        there = rows_in(have) if have is not None else []
        if there == list(runs.items()):
            return None
        known = set(there)
        missing = tuple(unit for unit, name in runs.items() if (unit, name) not in known)
        settings = tuple((point.number, point.setting) for point in part.points)
        piece = Piece(settings, missing, experiment.seed, self.engine, experiment.measures, rules)
        return Job(part, runs, have, piece)
