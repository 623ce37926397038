"""The results of a study: one tidy table, what failed, the design, and what can be said and drawn of them.

A table is read when it is asked for. It carries what was declared beforehand in its ``attrs["experiment"]``, so that
whoever analyses it knows the criterion, the factors and the structures without another file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import pandas as pd
from pyarrow import parquet

from sim.errors import InputProblems, Problem
from sim.study.sweep.finals import COLUMNS, EXPERIMENT, FAILURES, RUNS
from sim.study.sweep.plan import DESIGN, MANIFEST


@dataclass(frozen=True)
class StudyResults:
    """A finished study.

    Attributes
    ----------
    folder : Path
        Where it is stored.
    manifest : dict
        Who made it, when, on what, and how it ended.
    """

    folder: Path
    manifest: dict[str, Any]

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row a run: ``point``, factors, ``status``, ``structure``, ``replication``, ..., measures.

        ``attrs["experiment"]`` says what was declared. A measure is NaN where it is not defined or the run did not end.
        """
        found = parquet.read_table(self.folder / RUNS)
        frame = cast(pd.DataFrame, found.replace_schema_metadata(None).to_pandas())
        frame.attrs["experiment"] = json.loads(found.schema.metadata[EXPERIMENT])
        return frame

    @cached_property
    def failures(self) -> pd.DataFrame:
        """Runs that failed, with the story of the error, and structures that could not be formed, with the reason."""
        return self._read(FAILURES)

    @cached_property
    def design(self) -> pd.DataFrame:
        """The design matrix, a row a point."""
        return self._read(DESIGN)

    @cached_property
    def columns(self) -> pd.DataFrame:
        """Name, type, unit and meaning of every column of the table."""
        return pd.DataFrame(json.loads((self.folder / COLUMNS).read_text(encoding="utf-8")))

    @property
    def failed(self) -> int:
        """Number of runs that failed."""
        return int(self.manifest["runs_by_status"].get("failed", 0))

    def findings(self, language: str = "en") -> list[str]:
        """What can be said of the criterion that was declared, one sentence each."""
        from sim.study.analysis.report import findings

        return list(findings(self.table, language))

    def chart(self, name: str = "winner_map", language: str = "en") -> Any:
        """A figure of the study.

        Parameters
        ----------
        name : str
            ``winner_map`` (which structure wins over two factors) or ``tornado`` (which factor matters).
        language : {"en", "zh"}

        Returns
        -------
        matplotlib.figure.Figure
        """
        from sim.study.analysis.figures import draw

        return draw(self.table, name, language)

    def _read(self, name: str) -> pd.DataFrame:
        return cast(pd.DataFrame, parquet.read_table(self.folder / name).replace_schema_metadata(None).to_pandas())


def read_study(folder: str | Path) -> StudyResults:
    """Read a finished study.

    Raises
    ------
    InputProblems
        The folder holds none, or one that is not finished.
    """
    path = Path(folder)
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        if manifest.get("kind") != "study":
            raise ValueError
    except (OSError, ValueError):
        message = (
            "is no finished study; expected a folder such as results/<experiment>-<fingerprint> with a manifest.json"
        )
        raise InputProblems([Problem(path.as_posix(), 0, 0, "", message)]) from None
    return StudyResults(path, manifest)


def finished(folder: Path) -> bool:
    """Whether a study has all of its tables."""
    return all((folder / name).is_file() for name in (MANIFEST, RUNS, FAILURES, COLUMNS))
