"""A result is run again from what stands in its folder, by any engine, and compared with it bit for bit.

    import sim
    found = sim.reproduce("results/beauty_group-3f9a01bc2d")
    found.equal, found.differences, found.table

What made the result and is not the same now, rules or versions, is found first: then differences are to be expected,
and do not speak against either. The result itself is only read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from sim.errors import InputProblems, Problem, nearest
from sim.run import ENGINES, check_engine
from sim.scenario.writing import digest
from sim.study.known.keeping import KIND as KNOWN
from sim.study.manifest import FORMAT, MANIFEST, read_manifest, stored_scenario
from sim.study.progress import Report, silent
from sim.study.provenance import rules_fingerprint, versions
from sim.study.reproduction.shape import check_manifest
from sim.study.reproduction.untouched import untouched
from sim.study.reproduction.verdict import Maker, Remake, Reproduction

KINDS = {"comparison": "comparisons", "study": "studies", "run": "single_runs", KNOWN: "known"}
"""Kind of result -> module that makes it again."""
ALWAYS = ("fingerprint_of_rules", "versions")


def reproduce(
    path: str | Path,
    engine: str | None = None,
    sample: int | None = None,
    *,
    workers: int | None = None,
    report: Report = silent,
) -> Reproduction:
    """Run a result again and compare it with what is stored, bit for bit.

    Parameters
    ----------
    path : str or Path
        Folder of a comparison, a study (whole, merged or a shard), a kept run, or a report on known answers.
    engine : {"compiled", "reference"}, optional
        The one that made the result where nothing is said; the numbers are the same.
    sample : int, optional
        Only so many runs, chosen evenly; all where nothing is said. Of a report on known answers, so many trials.
    workers : int, optional
        One a core where nothing is said.
    report : function
        Called with the runs done and the runs to do.

    Returns
    -------
    Reproduction

    Raises
    ------
    InputProblems
        The folder holds no result, or one that is damaged or incomplete.
    """
    folder = Path(path)
    told = read_manifest(folder)
    kind = told.get("kind")
    if told.get("format") != FORMAT or not isinstance(kind, str) or kind not in KINDS:
        message = f"is of a format that cannot be reproduced ({kind} {told.get('format')}; known: {', '.join(KINDS)})"
        message += nearest(str(kind), KINDS)
        if kind == "relations":
            message = "is a report on studies, each of which is reproduced by itself; its manifest names their folders"
        raise InputProblems([Problem((folder / MANIFEST).as_posix(), 0, 0, "", message)])
    if sample is not None and sample < 1:
        raise InputProblems([Problem("sample", 0, 0, "", f"must be at least 1 (got {sample})")])
    module = import_module(f"sim.study.reproduction.{KINDS[kind]}")
    check_manifest(folder, told, (*ALWAYS, *module.NEEDED))
    chosen = engine or (told["engine"] if told.get("engine") in ENGINES else ENGINES[-1])
    check_engine(chosen)
    makers = tuple(_makers(folder, told))
    make: Callable[..., Remake] = module.remake
    found = make(folder, told, chosen, sample, workers, report)
    left_out = untouched(folder, module.READ, (part.name for part in found.parts))
    made_by = str(told["versions"].get("orgsim", "?"))
    return Reproduction(folder, kind, made_by, chosen, found.runs, found.of, makers, found.parts, left_out)


def _makers(folder: Path, told: Mapping[str, Any]) -> Iterator[Maker]:
    """What made the result and is not the same now."""
    if told["fingerprint_of_rules"] != rules_fingerprint():
        yield Maker("rules", told["fingerprint_of_rules"], rules_fingerprint())
    then = told.get("fingerprint_of_scenario")
    if then and told["kind"] != KNOWN:
        now = digest(stored_scenario(folder, told["scenario"]))
        if now != then:
            yield Maker("scenario", then, now)
    today = versions()
    for name, version in told["versions"].items():
        if version != today.get(name, version):
            yield Maker(name, version, today[name])
