"""Groups of relations are run as ordinary studies, judged, and brought into one report.

What is kept is small: the claims with their contrasts and intervals, the places of the winner maps, and what was
declared. The report is made of that alone, so it can be printed again long after the runs are gone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from sim.errors import InputProblems, Problem
from sim.study.analysis.landscape import landscape
from sim.study.analysis.verdicts import verdict
from sim.study.progress import Report as Progress
from sim.study.progress import silent
from sim.study.relations.contrasts import judge
from sim.study.relations.reading import Group
from sim.study.relations.relation import Relation
from sim.study.sweep.parts import keep, written
from sim.study.sweep.points import make_points
from sim.study.sweep.results import StudyResults
from sim.study.sweep.study import Study

QUICK = 4
"""Years a point of a quick look; enough to see that everything runs, too few to believe."""
CLAIMS, PLACES, DECLARED = "claims.parquet", "places.parquet", "relations.json"


@dataclass(frozen=True)
class RelationsReport:
    """What was found.

    Attributes
    ----------
    groups : tuple of dict
        What each experiment declared: ``name, file, title, question, expected, scenario, replications, seed,
        fingerprint, factors, structures, points, failed`` and its ``relations``.
    claims : DataFrame
        A row a claim; see `sim.study.relations.contrasts.judge`; and the ``group``.
    places : DataFrame
        A row a place of each winner map: ``group, relation, point, at`` (factors as JSON), ``winner, best, level, out,
        lead, low, high, n``.
    studies : dict of str to StudyResults
        The runs by group; empty where the report was read.
    """

    groups: tuple[dict[str, Any], ...]
    claims: pd.DataFrame
    places: pd.DataFrame
    studies: dict[str, StudyResults] = field(default_factory=dict, repr=False)

    def relations(self, group: str) -> tuple[Relation, ...]:
        """The relations of a group."""
        told = next(one for one in self.groups if one["name"] == group)["relations"]
        return tuple(Relation(**{**one, "structures": tuple(one["structures"])}) for one in told)


def run_groups(
    groups: Sequence[Group],
    *,
    out: str | Path = "results",
    engine: str | None = None,
    workers: int | None = None,
    report: Progress = silent,
    tell: Callable[[str], None] = lambda name: None,
    command: str = "",
) -> RelationsReport:
    """Run the experiments of some groups and judge their relations.

    Parameters
    ----------
    groups : sequence of Group
    out : str or Path
        Folder of results; what is stored there already is not run again.
    engine, workers
        As for `sim.study.sweep.study.Study.run`.
    report : function
        Called with the runs done and the runs to do, group by group.
    tell : function
        Called with the name of each group before it is run.
    command : str
        What was typed, for the manifests.

    Returns
    -------
    RelationsReport

    Raises
    ------
    InputProblems
        A point of any experiment is wrong; nothing is run.
    """
    studies = [Study(group.experiment, make_points(group.experiment)) for group in groups]
    declared, claims, places, kept = [], [], [], {}
    for group, study in zip(groups, studies, strict=True):
        tell(group.name)
        done = study.run(engine=engine, workers=workers, out=out, report=report, command=command)
        kept[group.name] = done
        declared.append(_declared(group, study, done))
        claims.append(judge(done.table, group.relations).assign(group=group.name))
        places += [row for one in group.relations if one.kind == "winners" for row in _places(done, group, one)]
    columns = ["group", "relation", "point", "at", "winner", "best", "level", "out", "lead", "low", "high", "n"]
    table = pd.concat(claims, ignore_index=True)
    return RelationsReport(tuple(declared), table, pd.DataFrame(places, columns=columns), kept)


def _declared(group: Group, study: Study, done: StudyResults) -> dict[str, Any]:
    told = study.experiment.declared(study.fingerprint)
    kept = ("title", "question", "expected", "scenario", "seed", "fingerprint", "criterion", "structures", "factors")
    found = {"name": group.name, "file": group.file} | {name: told[name] for name in kept}
    found |= {"replications": told["replications"]["most"], "points": len(study.points), "failed": done.failed}
    return found | {"relations": [asdict(one) for one in group.relations]}


def _places(done: StudyResults, group: Group, one: Relation) -> list[dict[str, Any]]:
    """Who wins at each point, by the measure of a relation."""
    land = landscape(done.table, one.measure)
    rows = []
    for place, point in enumerate(land.points):
        found = verdict(land, [place])
        at = {path: land.at[path][place] for path in land.varied()}
        row: dict[str, Any] = {"group": group.name, "relation": one.name, "point": point, "at": json.dumps(at)}
        row |= {"winner": found.best if found.decided else "", "best": found.best, "level": ",".join(found.level)}
        row |= {"out": ",".join((*found.overloaded, *found.infeasible, *found.failed, *found.undefined))}
        rows.append(row | {"lead": found.lead.mean, "low": found.lead.low, "high": found.lead.high, "n": found.n})
    return rows


def store(found: RelationsReport, folder: Path) -> None:
    """Write what a report is made of: two tables and what was declared."""
    folder.mkdir(parents=True, exist_ok=True)
    keep(folder / DECLARED, (json.dumps(list(found.groups), ensure_ascii=False, indent=1) + "\n").encode())
    for name, frame in ((CLAIMS, found.claims), (PLACES, found.places)):
        keep(folder / name, written(pa.Table.from_pandas(frame, preserve_index=False)))


def read_relations_report(folder: str | Path) -> RelationsReport:
    """Read what a report is made of.

    Raises
    ------
    InputProblems
        The folder holds none.
    """
    path = Path(folder)
    try:
        declared = json.loads((path / DECLARED).read_text(encoding="utf-8"))
        claims, places = (parquet.read_table(path / name).to_pandas() for name in (CLAIMS, PLACES))
    except (OSError, ValueError):
        message = f"is no report on relations; expected a folder with {DECLARED}, {CLAIMS} and {PLACES}"
        raise InputProblems([Problem(path.as_posix(), 0, 0, "", message)]) from None
    return RelationsReport(tuple(declared), claims, places)
