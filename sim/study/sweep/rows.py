"""A row of a study is a run: where in the design it stands, how it ended, and what was measured.

Rows are kept in parts while a study runs, without the values of the factors, which the design knows, and with the
story of an error where there was one. The tables that a reader gets are made of them in the end, in the order of the
design. No column holds a time or a name of a machine, so the same study gives the same bytes anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import Any

import pyarrow as pa

from sim.study.sweep.experiment import Experiment
from sim.study.sweep.factors import Factor
from sim.study.sweep.points import Point

STATUS = {
    "ok": "ran to its end",
    "infeasible": "the staff cannot form this structure at this point",
    "failed": "broke off with an error, see failures.parquet",
}
MEANINGS = {
    "point": ("number", "place of the point in the design, from 0"),
    "status": ("word", "; ".join(f"{word} = {meaning}" for word, meaning in STATUS.items())),
    "structure": ("name", "structure in which the staff was arranged"),
    "replication": ("number", "which year, from 0; the same year for every structure of a point"),
    "seed": ("number", "chooses the years"),
    "distinct": ("true or false", "false where the structure comes out the same as another one at this point"),
    "saturated": ("true or false", "whether work waiting kept growing, so that no mean is finite; false without a run"),
    "moments": ("number", "moments that the engine went through; 0 without a run"),
    "digest": ("16 hexadecimal digits", "running digest of every moment; equal digests went the same way"),
    "run": ("16 hexadecimal digits", "name of the run: fingerprint of its scenario, structure, seed, year and rules"),
    "error": ("name", "kind of error"),
    "message": ("text", "what the error says, or why the structure cannot be formed"),
    "traceback": ("text", "where the error came from, line by line"),
    "parameters": ("JSON", "value of every factor at the point"),
}
"""Columns -> unit and meaning."""
_ADDRESS = {"point": pa.int64(), "status": pa.string(), "structure": pa.string(), "replication": pa.int64()}
_ENDING = {
    "run": pa.string(),
    "seed": pa.int64(),
    "distinct": pa.bool_(),
    "saturated": pa.bool_(),
    "moments": pa.int64(),
    "digest": pa.string(),
}
_ERROR = {"error": pa.string(), "message": pa.string(), "traceback": pa.string()}


def part_schema(measures: Sequence[str]) -> pa.Schema:
    """Columns of a part."""
    types = {**_ADDRESS, **_ENDING, **_ERROR, **dict.fromkeys(measures, pa.float64())}
    return pa.schema(list(types.items()))


def table_of(rows: Sequence[dict[str, Any]], seed: int, measures: Sequence[str]) -> pa.Table:
    """Rows as a table; what a row does not say is empty, false, 0 or NaN."""
    without: dict[str, Any] = {
        "distinct": True,
        "saturated": False,
        "moments": 0,
        "digest": "",
        **dict.fromkeys(_ERROR, ""),
    }
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in (*_ADDRESS, "run")}
    columns["seed"] = [seed] * len(rows)
    for name, nothing in without.items():
        columns[name] = [row.get(name, nothing) for row in rows]
    undefined = [nan] * len(measures)
    values = [row.get("measures", undefined) for row in rows]
    for place, name in enumerate(measures):
        columns[name] = [value[place] for value in values]
    return pa.table(columns, schema=part_schema(measures))


def factor_type(factor: Factor) -> pa.DataType:
    """Type of the column of a factor."""
    values = [level.value for level in factor.levels]
    if not values:
        return pa.int64() if factor.integer else pa.float64()
    if isinstance(values[0], bool):
        return pa.bool_()
    if isinstance(values[0], str):
        return pa.string()
    return pa.int64() if all(isinstance(value, int) for value in values) else pa.float64()


def design_schema(experiment: Experiment) -> pa.Schema:
    """Columns of the design: point, factors, structures, and where it was drawn the coordinates of the sample."""
    fields = [pa.field("point", pa.int64(), metadata=_told(*MEANINGS["point"]))]
    fields += [factor_field(factor) for factor in experiment.factors]
    fields.append(pa.field("structures", pa.list_(pa.string()), metadata=_told("names", "structures that meet there")))
    fields.append(pa.field("scenario", pa.string(), metadata=_told("SHA-256", "fingerprint of the resolved scenario")))
    meaning = _told("0..1", "position of each drawn factor in its range, in the order of the experiment")
    fields.append(pa.field("sample", pa.list_(pa.float64()), metadata=meaning))
    meaning = _told("JSON", "places in which that scenario departs from scenario.toml, and what stands there")
    fields.append(pa.field("departures", pa.string(), metadata=meaning))
    return pa.schema(fields)


def design_table(experiment: Experiment, points: Sequence[Point]) -> pa.Table:
    """The design matrix, a row a point."""
    columns: dict[str, list[Any]] = {"point": [point.number for point in points]}
    for place, factor in enumerate(experiment.factors):
        columns[factor.name] = [point.values[place] for point in points]
    columns["structures"] = [list(point.structures) for point in points]
    columns["scenario"] = [point.setting.digest for point in points]
    columns["sample"] = [list(point.sample) for point in points]
    columns["departures"] = [point.departures for point in points]
    return pa.table(columns, schema=design_schema(experiment))


def factor_field(factor: Factor) -> pa.Field:
    """The column of a factor, with its unit and meaning."""
    told = factor.declared()
    return pa.field(
        factor.name, factor_type(factor), metadata=_told(told.get("unit", ""), f"{factor.kind}: {told['label']}")
    )


def runs_schema(experiment: Experiment) -> pa.Schema:
    """Columns of the final table: address, factors, ending, measures, each with its unit and meaning."""
    from sim.measures.registry import measures

    known = measures()
    fields = [pa.field("point", pa.int64(), metadata=_told(*MEANINGS["point"]))]
    fields += [factor_field(factor) for factor in experiment.factors]
    ending = {**{name: kind for name, kind in _ADDRESS.items() if name != "point"}, **_ENDING}
    fields += [pa.field(name, kind, metadata=_told(*MEANINGS[name])) for name, kind in ending.items()]
    fields += [
        pa.field(name, pa.float64(), metadata=_told(known[name].unit, f"{known[name].title}. {known[name].says}"))
        for name in experiment.measures
    ]
    return pa.schema(fields)


def failures_schema() -> pa.Schema:
    """Columns of the table of runs that did not end."""
    types = {**_ADDRESS, "seed": pa.int64(), **_ERROR, "parameters": pa.string()}
    return pa.schema([pa.field(name, kind, metadata=_told(*MEANINGS[name])) for name, kind in types.items()])


def _told(unit: str, meaning: str) -> dict[str, str]:
    return {"unit": unit, "meaning": meaning}
