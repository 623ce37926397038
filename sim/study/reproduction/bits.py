"""Two tables are equal if they have the same rows in the same order, and every value the same bits.

A number is compared by its bits, so 0.0 and -0.0 differ, and so do two numbers that print alike. What is not defined
(NaN, or empty) equals what is not defined, since its bits mean nothing and differ between processors. Where rows are
not in line, they are matched by what they are about, so that one missing row is told as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import parquet

from sim.errors import InputProblems, Problem
from sim.study.reproduction.verdict import Compared, Difference

MOST = 20
"""Differences of one file that are told."""
ROW = "row"
"""Stands for a column where a whole row is meant, and numbers rows that are about nothing else."""
Mask = NDArray[np.bool_]
Places = NDArray[np.int64]


def stored_table(path: Path, needed: Sequence[str] = ()) -> pa.Table:
    """A table of a result; texts of one kind, since older versions of pandas and newer ones write them differently.

    Parameters
    ----------
    path : Path
    needed : sequence of str
        Columns without which nothing can be compared.

    Raises
    ------
    InputProblems
        It is missing or damaged.
    """
    try:
        with open(path, "rb") as file:
            table = parquet.read_table(file)
    except (OSError, pa.ArrowException) as error:
        why = "is missing" if isinstance(error, FileNotFoundError) else "cannot be read; is it damaged?"
        raise InputProblems([Problem(path.as_posix(), 0, 0, "", why)]) from None
    missing = [name for name in needed if name not in table.column_names]
    if missing:
        why = f"has no column {missing[0]}; it was stored by an earlier version, or is damaged"
        raise InputProblems([Problem(path.as_posix(), 0, 0, "", why)])
    return one_kind_of_text(table)


def one_kind_of_text(table: pa.Table) -> pa.Table:
    """The same table, its texts with short offsets whatever they were written with."""
    short = [field.with_type(pa.string()) if pa.types.is_large_string(field.type) else field for field in table.schema]
    return table.cast(pa.schema(short))


def rows_about(table: pa.Table, keys: Sequence[str], wanted: Iterable[tuple[Any, ...]]) -> pa.Table:
    """The rows that are about some things only."""
    kept = set(wanted)
    rows = enumerate(zip(*(table.column(key).to_pylist() for key in keys), strict=True))
    return table.take(pa.array([place for place, key in rows if key in kept], pa.int64()))


def compared(name: str, stored: pa.Table, made: pa.Table, keys: Sequence[str], skip: Sequence[str] = ()) -> Compared:
    """Compare two tables bit for bit.

    Parameters
    ----------
    name : str
        Of the file.
    stored, made : pyarrow.Table
    keys : sequence of str
        Columns that say what a row is about; none where rows are known by their number.
    skip : sequence of str
        Columns that are not compared.

    Returns
    -------
    Compared
    """
    found = list(_of_columns(name, stored, made, skip))
    keys = [key for key in keys if key in stored.column_names and key in made.column_names]
    shared = [column for column in stored.column_names if column in made.column_names and column not in skip]
    here, there, alone = _matched(stored, made, keys)
    for rows, table, is_stored in ((alone[0], stored, True), (alone[1], made, False)):
        for place in rows[:MOST].tolist():
            known, here_only = _about(table, place, keys), ("there", None) if is_stored else (None, "there")
            found.append(Difference(name, known, ROW, *here_only))
    one, other = stored.take(pa.array(here)), made.take(pa.array(there))
    apart = {
        column: unequal(one.column(column), other.column(column))
        for column in shared
        if one.schema.field(column).type == other.schema.field(column).type
    }
    wrong = np.zeros(len(here), dtype=np.bool_)
    for mask in apart.values():
        wrong |= mask
    for place in np.flatnonzero(wrong)[:MOST].tolist():
        known = _about(one, place, keys) if keys else {ROW: int(here[place])}
        for column, mask in apart.items():
            if mask[place]:
                values = (table.column(column)[place].as_py() for table in (one, other))
                found.append(Difference(name, known, column, *values))
    missing = len(alone[0]) + len(alone[1])
    different = int(wrong.sum()) + missing
    if found and not different:
        different = max(1, stored.num_rows)  # a whole column is another one
    return Compared(name, len(here) + missing, different, tuple(found[:MOST]))


def _of_columns(name: str, stored: pa.Table, made: pa.Table, skip: Sequence[str]) -> Iterator[Difference]:
    """Columns that are in one table only, or of another type."""
    types = [{field.name: str(field.type) for field in table.schema} for table in (stored, made)]
    for column in dict.fromkeys([*types[0], *types[1]]):
        then, now = types[0].get(column), types[1].get(column)
        if then != now and column not in skip:
            yield Difference(name, {}, column, then, now)


def _matched(stored: pa.Table, made: pa.Table, keys: Sequence[str]) -> tuple[Places, Places, tuple[Places, Places]]:
    """Places of rows that are about the same thing, in either table; and of those that are in one table only."""
    short = min(stored.num_rows, made.num_rows)
    in_line = not keys or (stored.num_rows == made.num_rows and stored.select(keys).equals(made.select(keys)))
    if in_line:
        rest = [np.arange(short, table.num_rows) for table in (stored, made)]
        return np.arange(short), np.arange(short), (rest[0], rest[1])
    first, second = _places(stored, keys), _places(made, keys)
    both = [key for key in first if key in second]
    alone = [
        [place for key, place in one.items() if key not in other] for one, other in ((first, second), (second, first))
    ]
    return (
        np.array([first[key] for key in both], dtype=np.int64),
        np.array([second[key] for key in both], dtype=np.int64),
        (np.array(alone[0], dtype=np.int64), np.array(alone[1], dtype=np.int64)),
    )


def _places(table: pa.Table, keys: Sequence[str]) -> dict[tuple[Any, ...], int]:
    """What each row is about -> its place; the second row about the same thing is counted as such."""
    seen: dict[tuple[Any, ...], int] = {}
    found = {}
    for place, key in enumerate(zip(*(table.column(key).to_pylist() for key in keys), strict=True)):
        seen[key] = seen.get(key, 0) + 1
        found[(*key, seen[key])] = place
    return found


def _about(table: pa.Table, place: int, keys: Sequence[str]) -> dict[str, Any]:
    return {key: table.column(key)[place].as_py() for key in keys} or {ROW: place}


def unequal(one: pa.ChunkedArray, other: pa.ChunkedArray) -> Mask:
    """Where two columns of one type and length have other bits."""
    if pa.types.is_floating(one.type):
        found: Mask = _bits(one) != _bits(other)
        return found
    if pa.types.is_null(one.type):
        return np.zeros(len(one), dtype=np.bool_)
    if pa.types.is_nested(one.type):
        pairs = zip(one.to_pylist(), other.to_pylist(), strict=True)
        return np.array([repr(a) != repr(b) for a, b in pairs], dtype=np.bool_)
    empty = pc.xor(pc.is_null(one), pc.is_null(other))
    apart = pc.or_(empty, pc.fill_null(pc.not_equal(one, other), False))
    mask: Mask = apart.to_numpy().astype(np.bool_)
    return mask


def _bits(column: pa.ChunkedArray) -> NDArray[np.uint64]:
    values = column.cast(pa.float64()).to_numpy().astype(np.float64, copy=True)
    values[np.isnan(values)] = np.nan
    bits: NDArray[np.uint64] = values.view(np.uint64)
    return bits


def texts(name: str, stored: str, made: str) -> Compared:
    """Compare two texts line by line."""
    tables = [pa.table({"text": pa.array(text.splitlines(), pa.string())}) for text in (stored, made)]
    return compared(name, tables[0], tables[1], ())
