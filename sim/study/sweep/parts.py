"""A part is either whole or not there: it is written under another name, forced to the disk, and renamed.

A machine may be switched off at any moment. What then has the name of a part is one; what else lies about is the
beginning of one, and nobody reads it. A part that cannot be read, or that holds other runs than it should, counts as
missing, and its runs are made again.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from sim.study.sweep.naming import Unit
from sim.study.sweep.rows import part_schema

FOLDER = "parts"


def keep(path: Path, content: bytes) -> None:
    """Put a file in its place whole, or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    with open(beside, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep_away(folder: Path) -> None:
    """Remove what was begun and not finished."""
    for left in folder.glob(".*.unfinished"):
        left.unlink(missing_ok=True)


def written(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file; equal tables give equal bytes."""
    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def read_part(path: Path, measures: Sequence[str]) -> pa.Table | None:
    """A part; None where it is missing, damaged or of another kind."""
    try:
        with open(path, "rb") as file:
            table = parquet.read_table(file)
    except (OSError, pa.ArrowException):
        return None
    return table if table.schema.equals(part_schema(measures)) else None


def rows_in(table: pa.Table) -> list[tuple[Unit, str]]:
    """Address and name of every row. Names may repeat: two points of a sample can be one scenario."""
    point, year, structure, run = (
        table.column(name).to_pylist() for name in ("point", "replication", "structure", "run")
    )
    return list(zip(zip(point, year, structure, strict=True), run, strict=True))


def in_order(table: pa.Table, runs: Mapping[Unit, str]) -> pa.Table:
    """The rows of some runs, in their order."""
    place = {row: number for number, row in enumerate(rows_in(table))}
    return table.take(pa.array([place[row] for row in runs.items()], pa.int64()))


def without_failures(table: pa.Table) -> pa.Table:
    """The rows of runs that need not be made again."""
    return table.filter(pc.not_equal(table.column("status"), "failed"))
