"""Tables on disk carry what their columns mean: a unit or a sentence with each, and the measures with titles and units.

A Parquet file is read by many programs; what we know of a table stands in its own metadata, not in a page beside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from sim.errors import InputProblems, Problem
from sim.measures.registry import measures
from sim.study.tables import BREAKDOWNS

ABOUT, ATTRIBUTES, MEASURES = "orgsim.about", "orgsim.attributes", "orgsim.measures"
"""Keys of a file's metadata: what the table is, what it carries beside its rows, the measures it speaks of."""

TITLES = {
    "runs": "Every measure of every run; the unit of a value is that of its measure.",
    "summary": "Mean and 95 % interval of every measure, over replications.",
    "differences": "Paired difference of every structure from the baseline, mean and 95 % interval over replications.",
    "digests": "How each run went: two runs with the same digest lived through the same moments in the same order.",
    "because": "What each rule is worth to the lead of the winner over the runner-up, in the unit of the measure.",
    **{name: kind.title for name, kind in BREAKDOWNS.items()},
}
COLUMNS = {
    "structure": "name of the structure",
    "baseline": "structure that is subtracted",
    "replication": "number of the year, from 0",
    "measure": "name of the measure",
    "value": "in the unit of the measure",
    "n": "replications in which it is defined",
    "mean": "in the unit of the measure",
    "low": "lower limit of the 95 % interval, in the unit of the measure",
    "high": "upper limit of the 95 % interval, in the unit of the measure",
    "saturated": "number of saturated replications",
    "headline": "whether every comparison shows it",
    "moments": "moments that the engine went through",
    "digest": "running digest of every moment, 16 hexadecimal digits",
    "winner": "structure with the best mean",
    "runner_up": "structure with the second best mean",
    "lead": "by how much the winner is better with all rules on, in the unit of the measure",
    "lead_low": "lower limit of its 95 % interval, in the unit of the measure",
    "lead_high": "upper limit of its 95 % interval, in the unit of the measure",
    "rank": "1 = the largest part of the lead, of those that can be told from zero, then of the others",
    "rule": "rule that is switched off",
}


def meaning(table: str, column: str) -> str:
    """Unit or meaning of a column."""
    kind = BREAKDOWNS.get(table)
    own = {**kind.keys, **kind.means} if kind else {}
    return own.get(column) or COLUMNS[column]


def write_table(path: Path, name: str, frame: pd.DataFrame) -> None:
    """Write a table of a comparison.

    Parameters
    ----------
    path : Path
    name : str
        Which table it is; a key of `TITLES`.
    frame : DataFrame
        Without an index of its own.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False)
    fields = [field.with_metadata({"meaning": meaning(name, field.name)}) for field in table.schema]
    about: dict[str, str] = {ABOUT: TITLES[name], ATTRIBUTES: json.dumps(frame.attrs, ensure_ascii=False)}
    if "measure" in frame:
        about[MEASURES] = json.dumps(_declared(frame), ensure_ascii=False)
    parquet.write_table(table.cast(pa.schema(fields, about)), path, compression="zstd")


def _declared(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    known = measures()
    words = ("title", "title_zh", "unit", "unit_zh", "direction", "says")
    return {
        name: {word: getattr(known[name], word) for word in words}
        for name in dict.fromkeys(frame["measure"])
        if name in known
    }


def read_table(path: Path) -> pd.DataFrame:
    """Read a table of a comparison, with what it carries beside its rows.

    Raises
    ------
    InputProblems
        The file is damaged.
    """
    try:
        table = parquet.read_table(path)
    except (OSError, pa.ArrowInvalid):
        raise InputProblems([Problem(path.as_posix(), 0, 0, "", "cannot be read; is it damaged?")]) from None
    carried = json.loads((table.schema.metadata or {}).get(ATTRIBUTES.encode(), b"{}"))
    frame: pd.DataFrame = table.replace_schema_metadata(None).to_pandas()
    if "peaks" in carried:
        carried["peaks"] = [(int(week), str(name)) for week, name in carried["peaks"]]
    frame.attrs.update(carried)
    return frame
