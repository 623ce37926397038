"""When every part is there, the tables that a reader gets are made of them, in the order of the design.

Rows are read group by group and written in pieces of a fixed length, so neither how the work was cut nor who did it
can be seen in them: the same study gives the same bytes on every machine, in one go or in ten, alone or in shards.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from sim.errors import OrgsimError
from sim.study.sweep.cutting import Part
from sim.study.sweep.experiment import Experiment
from sim.study.sweep.parts import keep, rows_in
from sim.study.sweep.plan import Plan
from sim.study.sweep.points import Point
from sim.study.sweep.row_file import RowFile
from sim.study.sweep.rows import failures_schema, runs_schema
from sim.study.sweep.site import Site

RUNS, FAILURES, COLUMNS = "runs.parquet", "failures.parquet", "columns.json"
EXPERIMENT = b"orgsim.experiment"
"""Key of a table's metadata under which the experiment is declared."""


def rows_of(site: Site) -> Iterator[tuple[int, pa.Table]]:
    """Points and some of their rows, in the order of the points and years; a point may come in several helpings.

    Raises
    ------
    OrgsimError
        A part is missing.
    """
    for life in site.lives():
        parts = (part for block in life for part in block)
        if site.cutting.points == 1:
            yield from ((part.points[0].number, _whole(site, part)) for part in parts)
            continue
        tables = [_whole(site, part) for part in parts]
        rows = pa.concat_tables(tables)
        for number in pc.unique(rows.column("point")).to_pylist():
            yield number, rows.filter(pc.equal(rows.column("point"), number))


def _whole(site: Site, part: Part) -> pa.Table:
    """The rows of a part, which must be there."""
    table = site.read(part)
    if table is None or rows_in(table) != list(part.runs(site.experiment.seed, site.rules).items()):
        raise OrgsimError(f"{site.path(part).as_posix()} is missing; run the study again to make it")
    return table


def write_finals(site: Site, plan: Plan) -> Counter[str]:
    """Write the tables of a study, and the dictionary of their columns.

    Returns
    -------
    Counter
        Runs by status.
    """
    folder, experiment = site.folder, site.experiment
    declared = {**plan.declared, "fingerprint": plan.fingerprint}
    about = {EXPERIMENT: json.dumps(declared, ensure_ascii=False).encode()}
    runs, failures = runs_schema(experiment), failures_schema()
    by_number = {point.number: point for point in site.points}
    counts: Counter[str] = Counter()
    with RowFile(folder / RUNS, runs.with_metadata(about)) as all_rows, RowFile(folder / FAILURES, failures) as failed:
        for number, table in rows_of(site):
            ranks = pc.index_in(table.column("structure"), pa.array(experiment.structures))
            keys = pa.table({"replication": table.column("replication"), "rank": ranks})
            order = [("replication", "ascending"), ("rank", "ascending")]
            table = table.take(pc.sort_indices(keys, sort_keys=order))
            counts.update(table.column("status").to_pylist())
            all_rows.add(_with_factors(table, by_number[number], experiment, runs))
            failed.add(_failures(table, by_number[number], experiment, failures))
    keep(folder / COLUMNS, (json.dumps(dictionary(runs), ensure_ascii=False, indent=2) + "\n").encode())
    return counts


def _with_factors(table: pa.Table, point: Point, experiment: Experiment, schema: pa.Schema) -> pa.Table:
    values = dict(zip((factor.name for factor in experiment.factors), point.values, strict=True))
    columns = [
        pa.repeat(pa.scalar(values[field.name], field.type), table.num_rows)
        if field.name in values
        else table.column(field.name)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def _failures(table: pa.Table, point: Point, experiment: Experiment, schema: pa.Schema) -> pa.Table:
    """Runs that failed; of structures that cannot be formed, the first year tells for all."""
    status, first = table.column("status"), pc.equal(table.column("replication"), 0)
    told = pc.or_(pc.equal(status, "failed"), pc.and_(pc.equal(status, "infeasible"), first))
    kept = table.filter(told)
    values = dict(zip((factor.name for factor in experiment.factors), point.values, strict=True))
    parameters = pa.repeat(pa.scalar(json.dumps(values, ensure_ascii=False)), kept.num_rows)
    return pa.table([*(kept.column(name) for name in schema.names[:-1]), parameters], schema=schema)


def dictionary(schema: pa.Schema) -> list[dict[str, str]]:
    """Name, type, unit and meaning of every column."""
    found = []
    for field in schema:
        told = {key.decode(): word.decode() for key, word in (field.metadata or {}).items()}
        found.append({"name": field.name, "type": str(field.type), **told})
    return found
