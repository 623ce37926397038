"""A stored study, whole, merged or a shard, is made again: the design, every run at every point, and what failed.

The whole of it takes the road that the study took, into a folder of its own: the same parts, the same rule of when a
point is left. A sample takes single runs out of it. A row holds the digest of every moment of its run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sim.study.progress import Report
from sim.study.provenance import cores, rules_fingerprint
from sim.study.reproduction.ablations import follow, is_ablation
from sim.study.reproduction.bits import compared, stored_table
from sim.study.reproduction.spread import evenly
from sim.study.reproduction.stored_study import StoredStudy, read_stored
from sim.study.reproduction.verdict import Remake
from sim.study.sweep.conduct import conduct
from sim.study.sweep.executors import crew, default_kind
from sim.study.sweep.finals import FAILURES, RUNS, write_finals
from sim.study.sweep.living import Piece, live_through
from sim.study.sweep.parts import FOLDER, keep, written
from sim.study.sweep.plan import DESIGN, MANIFEST, PLAN, QUESTION, SCENARIO
from sim.study.sweep.points import Point
from sim.study.sweep.site import Site

NEEDED = ("scenario", "shard", "runs")
READ = (MANIFEST, PLAN, QUESTION, SCENARIO)
"""Files that hold the question."""
KEYS = ("point", "structure", "replication")
STORY = ("error", "message", "traceback")
"""Columns that a run has while it is made; of those that did not end, they stand in a table of their own."""


def remake(
    folder: Path, told: Mapping[str, Any], engine: str, sample: int | None, workers: int | None, report: Report
) -> Remake:
    """Make a study again and hold it against the stored one; see `sim.study.reproduction.comparisons.remake`."""
    study, stored = read_stored(folder), stored_table(folder / RUNS, KEYS)
    hands = workers or cores()
    if sample is not None and sample < stored.num_rows:
        return _sampled(study, stored, engine, sample, hands, report)
    points = study.points()
    mine, rules = study.plan.shard.points(points), rules_fingerprint()
    named = _named(study, points)
    with TemporaryDirectory() as beside:
        place = Path(beside)
        (place / FOLDER).mkdir()
        site = Site(place, study.experiment, mine, study.plan.cutting, rules)
        with crew(default_kind(engine, hands), hands) as found:
            conduct(site, found, engine, report=report)
        write_finals(site, replace(study.plan, rules=rules))
        keep(place / DESIGN, written(study.design_again(points)))
        skip = {RUNS: () if named else ("run",), DESIGN: () if named else ("scenario",)}
        parts = [
            compared(name, stored_table(folder / name), stored_table(place / name), keys, skip.get(name, ()))
            for name, keys in ((DESIGN, ("point",)), (RUNS, KEYS), (FAILURES, KEYS))
        ]
        if is_ablation(folder, study.experiment):
            parts += follow(folder, study.experiment, place)
    return Remake(stored.num_rows, stored.num_rows, tuple(parts))


def _named(study: StoredStudy, points: Sequence[Point]) -> bool:
    """Whether runs are called today as they were: a name stands for the scenario and the rules."""
    return study.plan.rules == rules_fingerprint() and not any(study.reads_otherwise(tuple(points)))


def _sampled(study: StoredStudy, stored: pa.Table, engine: str, sample: int, hands: int, report: Report) -> Remake:
    """A few runs against those that are stored."""
    order = pc.sort_indices(stored, sort_keys=[(name, "ascending") for name in ("structure", "point", "replication")])
    kept = stored.take(pc.take(order, pa.array(evenly(stored.num_rows, sample))))
    units = sorted(zip(*(kept.column(name).to_pylist() for name in ("point", "replication", "structure")), strict=True))
    points = {number: study.point(number) for number in dict.fromkeys(unit[0] for unit in units)}
    rules, tables, done = rules_fingerprint(), [], 0
    with crew(default_kind(engine, hands), hands) as found:
        at_work: list[tuple[int, Future[pa.Table]]] = []
        for number, point in points.items():
            mine = tuple(unit for unit in units if unit[0] == number)
            settings = ((number, point.setting),)
            piece = Piece(settings, mine, study.experiment.seed, engine, study.experiment.measures, rules)
            at_work.append((len(mine), found.executor.submit(live_through, piece)))
        for runs, future in at_work:
            tables.append(future.result())
            done += runs
            report(done, len(units))
    made = pa.concat_tables(tables).drop_columns(list(STORY))
    shared = [name for name in kept.column_names if name in made.column_names]
    skip = () if _named(study, tuple(points.values())) else ("run",)
    parts = [compared(RUNS, kept.select(shared), made.select(shared), KEYS, skip)]
    if is_ablation(study.folder, study.experiment):
        parts += follow(study.folder, study.experiment, study.folder)
    return Remake(len(units), stored.num_rows, tuple(parts))
