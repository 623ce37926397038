"""A stored run is made again: its measures and tables, and its whole log, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from sim.run import run
from sim.study.manifest import MANIFEST, SCENARIO, stored_scenario
from sim.study.progress import Report
from sim.study.reproduction.bits import compared, stored_table
from sim.study.reproduction.comparisons import KEYS
from sim.study.reproduction.verdict import Remake
from sim.study.single import write_run

NEEDED = ("scenario", "structures", "seed", "replication")
READ = (MANIFEST, SCENARIO)


def remake(
    folder: Path, told: Mapping[str, Any], engine: str, sample: int | None, workers: int | None, report: Report
) -> Remake:
    """Make a run again and hold it against the one that is stored; see `sim.study.reproduction.comparisons.remake`."""
    scenario = stored_scenario(folder, told["scenario"])
    one = run(scenario, told["structures"][0], seed=told["seed"], replication=told["replication"], engine=engine)
    report(1, 1)
    with TemporaryDirectory() as beside:
        write_run(one, Path(beside))
        names = sorted({path.name for place in (folder, Path(beside)) for path in place.glob("*.parquet")})
        parts = tuple(
            compared(name, stored_table(folder / name), _made(Path(beside) / name), KEYS.get(Path(name).stem, ()))
            for name in names
        )
    return Remake(1, 1, parts)


def _made(path: Path) -> pa.Table:
    return stored_table(path) if path.is_file() else pa.table({})
