"""A point is left when the differences that were named are known well enough, and not before a block of years is whole.

Known well enough means that the 95 % interval of the mean paired difference (Student's, over replications) is no wider
than asked. Looking again and again makes such an interval a little too narrow; the more so the smaller the block, so
blocks of ten years or more are a fair choice (an approximation, see Chow & Robbins 1965 on when it holds in the limit).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf, isfinite

import pyarrow as pa

from sim.study.pairs import difference
from sim.study.sweep.experiment import Precision

ADDRESS = ("point", "structure", "replication", "status")


def columns_of(wanted: Sequence[Precision]) -> list[str]:
    """Columns that must be known of every row to ask for precision."""
    return list(dict.fromkeys([*ADDRESS, *(one.measure for one in wanted)]))


def narrow(wanted: Sequence[Precision], tables: Iterable[pa.Table], point: int) -> bool:
    """Whether everything that was named is known well enough at a point.

    Parameters
    ----------
    wanted : sequence of Precision
    tables : iterable of pyarrow.Table
        All rows of the point so far, maybe among others.
    point : int

    Returns
    -------
    bool
        A pair of which one side cannot be formed at this point asks for nothing. One that is never defined, or always
        fails, is never known well enough.
    """
    rows = pa.concat_tables(tables)
    columns = [rows.column(name).to_pylist() for name in ADDRESS]
    for one in wanted:
        values: dict[str, dict[int, float]] = {}
        impossible: set[str] = set()
        for number, structure, replication, status, value in zip(
            *columns, rows.column(one.measure).to_pylist(), strict=True
        ):
            if number == point and status == "infeasible":
                impossible.add(structure)
            elif number == point and status == "ok":
                values.setdefault(structure, {})[replication] = value
        for here, there in one.between:
            if not {here, there} & impossible and _half_width(values, here, there) > one.half_width:
                return False
    return True


def _half_width(values: dict[str, dict[int, float]], here: str, there: str) -> float:
    one, other = values.get(here, {}), values.get(there, {})
    both = sorted(set(one) & set(other))
    found = difference([one[year] for year in both], [other[year] for year in both])
    half = (found.high - found.low) / 2.0
    return half if isfinite(half) else inf
