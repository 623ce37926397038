"""A stored comparison is made again: every run, every table made of the runs, and what is said of them.

Of a sample only runs can be held against runs; what is averaged over all of them is then worked out anew from the runs
that are stored, which shows whether tables and sentences belong to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from sim.errors import InputProblems, Problem
from sim.study.compare import Comparison, compare
from sim.study.manifest import MANIFEST, SCENARIO
from sim.study.parquet import write_table
from sim.study.pool import Crew, Piece
from sim.study.progress import Report
from sim.study.reproduction.bits import compared, rows_about, stored_table, texts
from sim.study.reproduction.shape import DAMAGED
from sim.study.reproduction.spread import evenly
from sim.study.reproduction.verdict import Compared, Remake
from sim.study.results import FINDINGS, manifest_of, read_results, write_numbers
from sim.study.tables import BREAKDOWNS, differences_table, digests_table, runs_table, summary_table, values_of

KEYS = {
    "runs": ("structure", "replication", "measure"),
    "digests": ("structure", "replication"),
    "summary": ("structure", "measure"),
    "differences": ("structure", "baseline", "measure"),
    "because": ("measure", "winner", "runner_up", "rule"),
    **{name: ("structure", *kind.keys) for name, kind in BREAKDOWNS.items()},
}
"""Table -> columns that say what a row is about."""
ASKED = ("structures", "baseline", "left_out", "not_distinct", "notes", "saturated_runs")
"""What the manifest says of who was compared."""
NEEDED = ("scenario", *ASKED[:-1], "replications", "seed", "fingerprint")
"""What its manifest must say."""
READ = (MANIFEST, SCENARIO)
"""Files that hold the question."""


def remake(
    folder: Path, told: Mapping[str, Any], engine: str, sample: int | None, workers: int | None, report: Report
) -> Remake:
    """Make a comparison again and hold it against the one that is stored.

    Parameters
    ----------
    folder : Path
    told : mapping
        Its manifest.
    engine : str
    sample : int or None
        How many runs; all where nothing is said.
    workers : int or None
    report : function
        Called with the runs done and the runs to do.
    """
    stored = read_results(folder)
    total = stored.replications * len(stored.structures)
    if sample is not None and sample < total:
        return _sampled(folder, told, stored, engine, sample, workers, report)
    because = max(1, told.get("because_replications", 0)) if "because" in stored.tables else 0
    made = compare(
        stored.scenario,
        stored.replications,
        stored.seed,
        because=because,
        engine=engine,
        workers=workers,
        report=report,
    )
    with TemporaryDirectory() as beside:
        parts = tuple(_parts(folder, told, made, Path(beside)))
    return Remake(total, total, parts)


def _parts(folder: Path, told: Mapping[str, Any], made: Comparison, beside: Path) -> Iterator[Compared]:
    """Every table, the sentences, and who was compared."""
    names = {name: told.get("called", {}).get(name, name) for name in made.structures}
    write_numbers(made, beside, told.get("language", "en"), lambda name: names.get(name, name))
    for name in _tables(folder, told, made):
        made_table = stored_table(beside / f"{name}.parquet") if name in made.tables else pa.table({})
        yield compared(f"{name}.parquet", stored_table(folder / f"{name}.parquet"), made_table, KEYS.get(name, ()))
    yield texts(FINDINGS, *(_text(path / FINDINGS) for path in (folder, beside)))
    today = manifest_of(made)
    rows = [pa.table({"entry": list(ASKED), "says": [repr(one.get(key)) for key in ASKED]}) for one in (told, today)]
    yield compared("manifest.json", rows[0], rows[1], ("entry",))


def _tables(folder: Path, told: Mapping[str, Any], made: Comparison) -> list[str]:
    """Tables of the result and of its remake; a result that was stored before digests were kept has none of them."""
    there = [path.stem for path in folder.glob("*.parquet")]
    kept = [name for name in made.tables if name != "digests" or "called" in told]
    return sorted({*there, *kept}, key=lambda name: (name not in KEYS, list(KEYS).index(name) if name in KEYS else 0))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _sampled(
    folder: Path,
    told: Mapping[str, Any],
    stored: Comparison,
    engine: str,
    sample: int,
    workers: int | None,
    report: Report,
) -> Remake:
    """A few runs against those that are stored, and the tables that follow from the stored runs."""
    _have_runs(folder, stored)
    units = [(structure, year) for structure in stored.structures for year in range(stored.replications)]
    chosen = [units[place] for place in evenly(len(units), sample)]
    met = {year: tuple(name for name, other in chosen if other == year) for _, year in chosen}
    pieces = [Piece(year, met[year], tables=False) for year in sorted(met)]
    with Crew(stored.scenario, stored.seed, workers, engine) as crew:
        samples = [one for samples in crew.live(pieces, report) for one in samples]
    known = values_of(stored.tables["runs"])
    derived = {
        "summary": summary_table(known, stored.structures),
        "differences": differences_table(known, stored.structures, stored.entrants.baseline),
    }
    again = replace(stored, tables={**stored.tables, **derived})
    with TemporaryDirectory() as beside:
        fresh = {"runs": runs_table(samples), "digests": digests_table(samples)}
        for name, table in fresh.items():
            write_table(Path(beside) / f"{name}.parquet", name, table)
        parts = [
            compared(
                f"{name}.parquet",
                rows_about(stored_table(folder / f"{name}.parquet"), ("structure", "replication"), chosen),
                stored_table(Path(beside) / f"{name}.parquet"),
                KEYS[name],
            )
            for name in fresh
            if name in stored.tables
        ]
        follow = [part for part in _parts(folder, told, again, Path(beside)) if part.name in FOLLOW]
    return Remake(len(chosen), len(units), (*parts, *follow))


def _have_runs(folder: Path, stored: Comparison) -> None:
    """Refuse a manifest that names a structure of which no run is stored."""
    ran = sorted(set(stored_table(folder / "runs.parquet", KEYS["runs"]).column("structure").to_pylist()))
    named = [("structures", name) for name in stored.structures] + [("baseline", stored.entrants.baseline)]
    problems = [
        Problem((folder / MANIFEST).as_posix(), 0, 0, entry, f'has "{name}", of which no run is stored; {DAMAGED}')
        for entry, name in named
        if name not in ran
    ]
    if problems:
        raise InputProblems(problems)


FOLLOW = ("summary.parquet", "differences.parquet", FINDINGS)
"""What follows from the runs alone."""
