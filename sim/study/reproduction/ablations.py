"""An ablation is a study with three tables more, which follow from its runs: effects, claims and winners.

They are worked out anew from the runs that were made again; of a sample, from the runs that are stored, which shows
whether the tables belong to them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from sim.study.ablation.ablation import ASKED
from sim.study.ablation.asking import FACTOR
from sim.study.ablation.claims import claims, winners
from sim.study.ablation.effects import effects
from sim.study.reproduction.bits import compared, one_kind_of_text, stored_table
from sim.study.reproduction.verdict import Compared
from sim.study.sweep.experiment import Experiment
from sim.study.sweep.finals import RUNS
from sim.study.sweep.rows import runs_schema

MADE: dict[str, tuple[Callable[[pd.DataFrame, Sequence[str]], pd.DataFrame], tuple[str, ...]]] = {
    "effects.parquet": (effects, ("measure", "rule", "structure")),
    "claims.parquet": (claims, ("measure", "structure", "other", "rule")),
    "winners.parquet": (winners, ("measure", "rule")),
}
"""Table -> what makes it of the runs, and the columns that say what a row is about."""


def is_ablation(folder: Path, experiment: Experiment) -> bool:
    """Whether a study was told as an ablation; a shard of one, or one that was merged, has none of the tables."""
    there = any((folder / name).is_file() for name in (ASKED, *MADE))
    return there and FACTOR in (factor.name for factor in experiment.factors)


def follow(folder: Path, experiment: Experiment, runs: Path) -> Iterator[Compared]:
    """Hold the tables of an ablation against those that follow from some runs.

    Parameters
    ----------
    folder : Path
        Of the stored ablation.
    experiment : Experiment
        Its question.
    runs : Path
        Folder of the runs.

    Raises
    ------
    InputProblems
        A table is missing or damaged, or the runs have not all their columns.
    """
    table = stored_table(runs / RUNS, runs_schema(experiment).names)
    frame = table.replace_schema_metadata(None).to_pandas()
    frame.attrs["experiment"] = json.loads(json.dumps(experiment.declared()))
    for name, (make, keys) in MADE.items():
        made = one_kind_of_text(pa.Table.from_pandas(make(frame, experiment.measures), preserve_index=False))
        stored = stored_table(folder / name)
        yield compared(name, _typed(stored, made), _typed(made, stored), keys)


def _typed(table: pa.Table, other: pa.Table) -> pa.Table:
    """A column without any value has no type of its own; it takes that of the other table."""
    types = {field.name: field.type for field in other.schema}
    fields = [
        field.with_type(types.get(field.name, field.type)) if pa.types.is_null(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))
