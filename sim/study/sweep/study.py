"""A study from beginning to end: check, plan, run what is missing, write the tables, remember how it went.

    import sim
    study = sim.study("experiments/turbulence.toml")
    results = study.run()
    results.table

Asking again finds what is there: a finished study is read, a half done one is taken up where it was broken off.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import InputProblems, Problem
from sim.run import ENGINES, check_engine
from sim.study.naming import existing
from sim.study.progress import Report, silent
from sim.study.provenance import cores, rules_fingerprint
from sim.study.sweep.conduct import conduct
from sim.study.sweep.cutting import cut
from sim.study.sweep.executors import Crew, check_kind, crew, default_kind
from sim.study.sweep.experiment import Experiment
from sim.study.sweep.folders import study_name
from sim.study.sweep.loading import Changes, load_experiment
from sim.study.sweep.manifest import write_manifest
from sim.study.sweep.parts import FOLDER, keep, sweep_away
from sim.study.sweep.pilot import Forecast, Pilot, forecast, pilot
from sim.study.sweep.plan import MANIFEST, PLAN, Plan, begin, fingerprint_of, read_plan
from sim.study.sweep.points import Point, make_points
from sim.study.sweep.shards import WHOLE, Shard
from sim.study.sweep.site import Site

if TYPE_CHECKING:
    import pandas as pd

    from sim.study.sweep.results import StudyResults


@dataclass(frozen=True)
class Study:
    """An experiment whose every point has been made and checked.

    Attributes
    ----------
    experiment : Experiment
    points : tuple of Point
    """

    experiment: Experiment
    points: tuple[Point, ...]

    @cached_property
    def fingerprint(self) -> str:
        """Ten hexadecimal digits of everything that the numbers depend on."""
        return fingerprint_of(self.experiment, self.points)

    @property
    def design(self) -> pd.DataFrame:
        """The design matrix, a row a point."""
        from sim.study.sweep.rows import design_table

        return design_table(self.experiment, self.points).to_pandas()

    def forecast(self, engine: str | None = None, workers: int | None = None, shard: Shard = WHOLE) -> Forecast:
        """Try a few years and say what the study will take; nothing is written."""
        chosen = engine or default_engine()
        check_engine(chosen)
        tried = pilot(self.experiment, self.points, chosen)
        return forecast(self.experiment, shard.points(self.points), tried, chosen, workers or cores())

    def existing(self, out: str | Path = "results", shard: Shard = WHOLE) -> Path | None:
        """Where this study is stored, whole or half done; None where it is not."""
        return existing(out, study_name(self.experiment.name, self.fingerprint, shard))

    def run(
        self,
        *,
        engine: str | None = None,
        workers: int | None = None,
        executor: str | Executor | None = None,
        out: str | Path = "results",
        shard: Shard = WHOLE,
        fresh: bool = False,
        retry_failed: bool = False,
        report: Report = silent,
        command: str = "",
    ) -> StudyResults:
        """Run what is missing, and read the results.

        Parameters
        ----------
        engine : str, optional
            The fastest there is where nothing is said; the numbers are the same.
        workers : int, optional
            One a core where nothing is said; the numbers are the same.
        executor : str or Executor, optional
            ``serial``, ``threads``, ``processes``, ``dask://host:port``, ``package.module:factory``, or anything with
            the shape of a ``concurrent.futures`` executor.
        out : str or Path
            Folder of results.
        shard : Shard
            A share of the points; see :func:`sim.study.sweep.merge.merge`.
        fresh : bool
            Begin again, beside an existing study.
        retry_failed : bool
            Make the runs that failed again.
        report : function
            Called with the runs that are there and the runs that there will be.
        command : str
            What was typed, for the manifest.

        Returns
        -------
        StudyResults

        Raises
        ------
        OrgsimError
            A worker was lost again and again. What is finished stays, and the same call goes on from there.
        """
        from sim.study.sweep.finals import write_finals
        from sim.study.sweep.results import finished, read_study

        began, chosen, hands = time.monotonic(), engine or default_engine(), workers or cores()
        check_engine(chosen)
        kind = executor if isinstance(executor, str) else default_kind(chosen, hands)
        check_kind(kind)
        folder = None if fresh else self.existing(out, shard)
        if folder is not None and finished(folder) and not retry_failed and self._says_the_same(folder):
            return read_study(folder)
        tried: Pilot | None = None
        if folder is not None and not (folder / FOLDER).is_dir():
            message = (
                "has no parts of its own, as a merged study; work on its shards and merge them again, or say --fresh"
            )
            raise InputProblems([Problem(folder.as_posix(), 0, 0, "", message)])
        if folder is None:
            folder, tried = self._begin(Path(out), chosen, hands, shard, fresh)
        site, plan = self.site(folder)
        (folder / MANIFEST).unlink(missing_ok=True)
        with _hands(executor, kind, hands) as found:
            made = conduct(site, found, chosen, retry=retry_failed, report=report)
            width, called = found.width(), found.kind
        work = {"executor": called, "workers": width, "runs_made": made, "pilot": tried.declared() if tried else None}
        counts = dict(write_finals(site, plan))
        sweep_away(folder)
        seconds = time.monotonic() - began
        write_manifest(folder, plan, counts, engine=chosen, seconds=seconds, command=command, work=work)
        return read_study(folder)

    def site(self, folder: Path) -> tuple[Site, Plan]:
        """The study in a folder, and its plan with the words of today."""
        old = read_plan(folder)
        plan = replace(old, declared=self.experiment.declared(self.fingerprint))
        if plan.text() != old.text():
            keep(folder / PLAN, plan.text().encode())
        return Site(folder, self.experiment, plan.shard.points(self.points), plan.cutting, plan.rules), plan

    def _says_the_same(self, folder: Path) -> bool:
        """Whether a finished study says what this one says, in words too; one without parts cannot be told anew."""
        today = json.loads(json.dumps(self.experiment.declared(self.fingerprint), default=str))
        return not (folder / FOLDER).is_dir() or bool(read_plan(folder).declared == today)

    def _begin(self, root: Path, engine: str, workers: int, shard: Shard, fresh: bool) -> tuple[Path, Pilot]:
        tried, mine = pilot(self.experiment, self.points, engine), shard.points(self.points)
        runs = self.experiment.replications
        cutting = cut(runs, tried.year, tried.point, len(mine), workers)
        declared = self.experiment.declared(self.fingerprint)
        plan = Plan(self.fingerprint, declared, cutting, shard, len(self.points), rules_fingerprint())
        return begin(root, self.experiment, self.points, plan, fresh=fresh), tried


def study(
    source: str | Path, changes: Changes = (), *, replications: int | None = None, report: Report = silent
) -> Study:
    """Load an experiment and check every point of it.

    Parameters
    ----------
    source : str or Path
        A TOML file; see ``experiments/README.md``.
    changes : mapping or sequence of ``"key=value"``
        Parameters of the scenario to change at every point alike.
    replications : int, optional
        Years a point, in place of what the file says.
    report : function
        Called with the points checked and the points to check.

    Returns
    -------
    Study

    Raises
    ------
    InputProblems
        Every mistake found, each in one sentence with its place.
    """
    experiment = load_experiment(source, changes, replications)
    return Study(experiment, make_points(experiment, report))


def default_engine() -> str:
    """The fastest engine that is installed."""
    return "compiled" if "compiled" in ENGINES else ENGINES[0]


@contextmanager
def _hands(executor: str | Executor | None, kind: str, workers: int) -> Iterator[Crew]:
    if executor is None or isinstance(executor, str):
        with crew(kind, workers) as found:
            yield found
    else:
        yield Crew(executor, lambda: workers, type(executor).__name__)
