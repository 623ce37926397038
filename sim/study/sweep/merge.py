"""Shards of a study, made on as many machines, become one study: the tables are those of a run in one piece.

Each shard holds every n-th point, whole. Their rows are merged in the order of the design, and nothing is computed
anew. A shard that is missing or not finished is named, and nothing is written.
"""

from __future__ import annotations

import heapq
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from sim.errors import InputProblems, Problem, ResultExists
from sim.study.naming import existing
from sim.study.sweep.finals import COLUMNS, FAILURES, RUNS
from sim.study.sweep.folders import make_folder, study_name
from sim.study.sweep.manifest import write_manifest
from sim.study.sweep.parts import keep
from sim.study.sweep.plan import DESIGN, PLAN, QUESTION, SCENARIO, Plan, read_plan
from sim.study.sweep.results import StudyResults, finished, read_study
from sim.study.sweep.row_file import RowFile
from sim.study.sweep.shards import WHOLE


def merge(
    folders: Sequence[str | Path], out: str | Path = "results", *, fresh: bool = False, command: str = ""
) -> StudyResults:
    """Merge the shards of a study.

    Parameters
    ----------
    folders : sequence of str or Path
        One a shard, in any order.
    out : str or Path
        Folder of results.
    fresh : bool
        Store it beside an existing study.
    command : str
        What was typed, for the manifest.

    Returns
    -------
    StudyResults

    Raises
    ------
    InputProblems
        The folders are not all the finished shards of one study.
    ResultExists
        The study is there already, and no fresh one was asked for.
    """
    paths = [Path(folder) for folder in folders]
    plans = [read_plan(path) for path in paths]
    _check(paths, plans)
    name = study_name(plans[0].declared["name"], plans[0].fingerprint)
    there = existing(out, name)
    if there is not None and not fresh:
        raise ResultExists(f"the same study is already stored in {there.as_posix()}")
    plan = replace(plans[0], shard=WHOLE)

    def fill(folder: Path) -> None:
        for file in (QUESTION, SCENARIO, DESIGN, COLUMNS):
            shutil.copyfile(paths[0] / file, folder / file)
        keep(folder / PLAN, plan.text().encode())
        _merge_tables([path / FAILURES for path in paths], folder / FAILURES)
        counts = _merge_tables([path / RUNS for path in paths], folder / RUNS)
        made = [json.loads((path / "manifest.json").read_text(encoding="utf-8")) for path in paths]
        who = ("shard", "command", "engine", "executor", "workers", "runs_made")
        kept = (*who, "seconds", "finished", "platform", "cores", "versions")
        work = {"shards": [{key: one.get(key) for key in kept} for one in made]}
        engines = " and ".join(sorted({one["engine"] for one in made}))
        seconds = sum(one["seconds"] for one in made)
        write_manifest(folder, plan, dict(counts), engine=engines, seconds=seconds, command=command, work=work)

    return read_study(make_folder(Path(out), name, fill, fresh=fresh))


def _check(paths: Sequence[Path], plans: Sequence[Plan]) -> None:
    """Refuse what are not all the finished shards of one study."""
    problems = []
    first, of = plans[0], plans[0].shard.of
    met: dict[int, Path] = {}
    for path, plan in zip(paths, plans, strict=True):
        message = ""
        if plan.fingerprint != first.fingerprint or plan.rules != first.rules:
            message = f"is another study ({plan.fingerprint}) than {paths[0].as_posix()} ({first.fingerprint})"
        elif plan.shard.of != of:
            message = f"is a shard of {plan.shard.of}, the first is one of {of}"
        elif plan.shard.number in met:
            message = f"is shard {plan.shard.number}, as {met[plan.shard.number].as_posix()} is"
        elif not finished(path):
            message = "is not finished; run the same command again, and it goes on"
        if message:
            problems.append(Problem(path.as_posix(), 0, 0, "", message))
        met.setdefault(plan.shard.number, path)
    missing = [str(number) for number in range(1, of + 1) if number not in met]
    if missing and not problems:
        message = f"shard {', '.join(missing)} of {of} is missing; name the folders of all of them"
        problems.append(Problem("merge", 0, 0, "", message))
    if problems:
        raise InputProblems(problems)


def _merge_tables(files: Sequence[Path], to: Path) -> Counter[str]:
    """Rows of several tables in the order of their points; how many there are by status."""
    counts: Counter[str] = Counter()
    with RowFile(to, parquet.read_schema(files[0])) as rows:
        for _, table in heapq.merge(*map(_by_point, files), key=lambda pair: pair[0]):
            counts.update(table.column("status").to_pylist())
            rows.add(table)
    return counts


def _by_point(file: Path) -> Iterator[tuple[int, pa.Table]]:
    """Points of a table and their rows, one piece of the file in memory at a time."""
    with parquet.ParquetFile(file) as opened:
        for number in range(opened.num_row_groups):
            piece = opened.read_row_group(number)
            for point in pc.unique(piece.column("point")).to_pylist():
                yield point, piece.filter(pc.equal(piece.column("point"), point))
