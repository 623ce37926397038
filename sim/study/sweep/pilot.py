"""A pilot lives through a few years before a study begins, to say how long it will take and how large it will be.

It takes a point from the middle of the design, the last and the first, because departments of one study may differ in
size, and stops early where that would take long. Nothing of it is kept but its times; they choose how the work is
cut, and no number of the study depends on them.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sim.study.provenance import rules_fingerprint
from sim.study.sweep.experiment import Experiment
from sim.study.sweep.living import Piece, live_through
from sim.study.sweep.points import Point

ENOUGH = 6.0
"""Seconds after which no further point is tried."""
_LETTERS = 60
_NUMBER = 8
"""Bytes of a row on disk: its address and name, and a measure, neither of which can be made much smaller."""


@dataclass(frozen=True)
class Pilot:
    """What a pilot found.

    Attributes
    ----------
    year : float
        Seconds that a year of one point takes, with all structures that meet there; mean of the points tried.
    point : float
        Seconds to build one point, with all structures that meet there.
    preparing : float
        Seconds of the very first run, which may compile the engine.
    points, runs : int
        Points tried, and runs made.
    """

    year: float
    point: float
    preparing: float
    points: int
    runs: int

    def declared(self) -> dict[str, Any]:
        """For the manifest."""
        return {name: round(value, 5) for name, value in asdict(self).items()}


def pilot(experiment: Experiment, points: Sequence[Point], engine: str) -> Pilot:
    """Try a few points."""
    tried = [points[place] for place in dict.fromkeys((len(points) // 2, len(points) - 1, 0))]
    began = time.monotonic()
    _lived(experiment, tried[0], range(1), engine, most=1)
    preparing = time.monotonic() - began
    years: list[float] = []
    builds: list[float] = []
    runs = 1
    for point in tried:
        first = _lived(experiment, point, range(1), engine)
        again = _lived(experiment, point, range(1, 3), engine) / 2.0
        years.append(again)
        builds.append(max(0.0, first - again))
        runs += 3 * len(point.structures)
        if time.monotonic() - began > ENOUGH:
            break
    return Pilot(sum(years) / len(years), sum(builds) / len(builds), preparing, len(years), runs)


def _lived(experiment: Experiment, point: Point, years: range, engine: str, most: int | None = None) -> float:
    """Seconds that some years of a point take."""
    structures = point.structures[:most]
    units = tuple((point.number, year, structure) for year in years for structure in structures)
    setting = ((point.number, point.setting),)
    began = time.perf_counter()
    live_through(Piece(setting, units, experiment.seed, engine, experiment.measures, rules_fingerprint()))
    return time.perf_counter() - began


@dataclass(frozen=True)
class Forecast:
    """What a study will take.

    Attributes
    ----------
    points, runs : int
        ``runs`` is the most; precision may be reached with fewer.
    seconds : float
        With the workers that were named.
    megabytes : float
        At most.
    engine : str
    workers : int
    pilot : Pilot
    """

    points: int
    runs: int
    seconds: float
    megabytes: float
    engine: str
    workers: int
    pilot: Pilot


def forecast(experiment: Experiment, points: Sequence[Point], tried: Pilot, engine: str, workers: int) -> Forecast:
    """What some points of a study will take, by a pilot."""
    most = experiment.replications.most
    runs = most * sum(len(point.structures) for point in points)
    work = len(points) * (tried.point + tried.year * most)
    seconds = tried.preparing + work / min(workers, max(1, len(points)))
    size = bytes_on_disk(runs, len(experiment.measures)) / 1e6
    return Forecast(len(points), runs, seconds, size, engine, workers, tried)


def bytes_on_disk(runs: int, measures: int) -> int:
    """Bytes that a study will take at most: its parts, and the table made of them."""
    return 2 * runs * (_LETTERS + _NUMBER * measures)
