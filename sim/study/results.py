"""A result is a folder that explains itself: what was asked, what made it, every number, and the figures.

    results/<scenario>-<fingerprint>/
        manifest.json      what was asked and what made it; see `sim.study.manifest`
        scenario.toml      the resolved scenario: every number that was used
        findings.md        what was found, in sentences
        runs.parquet       every measure of every run; and a table each for digests, summary, differences, breakdowns
        figures/           every chart as PNG and SVG

It is written under another name beside its place and renamed when it is complete, so that what has the name of a
result is one, and a crash leaves none. An existing result is never touched: the same comparison finds it again, and a
fresh one stands beside it with a number. No table holds a time stamp: the same comparison gives the same bytes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.errors import InputProblems, Problem, ResultExists
from sim.scenario.writing import digest, dump
from sim.study.compare import Comparison
from sim.study.entrants import Entrants
from sim.study.findings import findings
from sim.study.manifest import FORMAT, MANIFEST, SCENARIO, as_text, manifest, read_manifest, stored_scenario
from sim.study.naming import existing, folder_name, numbered, numbers
from sim.study.parquet import read_table, write_table
from sim.study.pool import DEFAULT_ENGINE, Crew

FINDINGS = "findings.md"


def save(
    comparison: Comparison,
    root: str | Path = "results",
    *,
    fresh: bool = False,
    language: str = "en",
    command: str = "",
    changes: Sequence[str] = (),
    crew: Crew | None = None,
    called: Callable[[str], str] = str,
) -> Comparison:
    """Store a comparison with its figures.

    Parameters
    ----------
    comparison : Comparison
    root : str or Path
        Folder of results; made where it does not exist.
    fresh : bool
        Store it beside an existing one, under the next number.
    language : {"en", "zh"}
        Of findings and figures.
    command : str
        What was typed, for the manifest.
    changes : sequence of ``"key=value"``
        Parameters that were changed in the scenario's file, for the manifest; the scenario has them already.
    crew : Crew, optional
        Workers to share the drawing with.
    called : function of str
        How a structure is called in findings.

    Returns
    -------
    Comparison
        The same, with its folder.

    Raises
    ------
    ResultExists
        The same comparison is already stored, and no fresh one was asked for.
    """
    from sim.study.figures import draw_all

    root = Path(root)
    name = folder_name(comparison.scenario.name, comparison.fingerprint)
    there = existing(root, name)
    if there is not None and not fresh:
        raise ResultExists(f"the same comparison is already stored in {there.as_posix()}")
    with _partial(root, name) as partial:
        _write(partial / MANIFEST, as_text(manifest_of(comparison, command, changes, language, called)))
        _write(partial / SCENARIO, dump(comparison.scenario))
        write_numbers(comparison, partial, language, called)
        draw_all(comparison, partial / "figures", language, crew)
        folder = _settle(partial, root, name, fresh)
    return replace(comparison, folder=folder)


def write_numbers(
    comparison: Comparison, folder: Path, language: str = "en", called: Callable[[str], str] = str
) -> None:
    """Write what a comparison found, tables and sentences, into a folder: the same bytes whoever does it, and when."""
    for table, frame in comparison.tables.items():
        write_table(folder / f"{table}.parquet", table, frame)
    sentences = "".join(f"- {sentence}\n" for sentence in findings(comparison, language, called))
    _write(folder / FINDINGS, f"# {_title(comparison, language)}\n\n{sentences}")


def _title(comparison: Comparison, language: str) -> str:
    scenario = comparison.scenario
    return scenario.title_zh if language == "zh" and scenario.title_zh else scenario.title


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _partial(root: Path, name: str) -> Iterator[Path]:
    """A folder to fill, beside its place; gone afterwards if it has not been moved there."""
    partial = root / f".{name}.partial-{os.getpid()}"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _settle(partial: Path, root: Path, name: str, fresh: bool) -> Path:
    """Give a complete result its name; where another process was faster, the next number or none."""
    while True:
        taken = numbers(root, name)
        if taken and not fresh:
            raise ResultExists(f"the same comparison has meanwhile been stored in {(root / name).as_posix()}")
        folder = root / numbered(name, max(taken, default=0) + 1)
        try:
            os.rename(partial, folder)
        except OSError:
            if not folder.exists():
                raise
        else:
            return folder


def manifest_of(
    comparison: Comparison,
    command: str = "",
    changes: Sequence[str] = (),
    language: str = "en",
    called: Callable[[str], str] = str,
) -> dict[str, Any]:
    """What made a comparison, ready for JSON."""
    runs = comparison.replications * len(comparison.structures)
    because = comparison.tables.get("because")
    return manifest(
        "comparison",
        command=command,
        title=comparison.scenario.title,
        scenario=comparison.scenario.name,
        fingerprint_of_scenario=digest(comparison.scenario),
        changes=changes,
        structures=comparison.structures,
        seed=comparison.seed,
        replications=comparison.replications,
        fingerprint=comparison.fingerprint,
        engine=comparison.engine,
        runs=runs,
        seconds=comparison.seconds,
        more={
            "baseline": comparison.entrants.baseline,
            "left_out": dict(comparison.entrants.left_out),
            "not_distinct": list(comparison.entrants.not_distinct),
            "notes": {name: list(notes) for name, notes in comparison.entrants.notes.items()},
            "because_replications": 0 if because is None or because.empty else int(because["n"].max()),
            "saturated_runs": comparison.saturated,
            "language": language,
            "called": {name: called(name) for name in comparison.structures},
            "runs_per_second": round(runs / comparison.seconds, 2) if comparison.seconds else None,
        },
    )


def read_results(folder: str | Path) -> Comparison:
    """Read a stored comparison, ready to be asked and drawn again.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    Comparison

    Raises
    ------
    InputProblems
        The folder holds no result, or one that this version cannot read.
    """
    path = Path(folder)
    told = read_manifest(path)
    if told.get("format") != FORMAT or told.get("kind") != "comparison":
        message = (
            f"was written in another format ({told.get('kind')} {told.get('format')}; this is comparison {FORMAT})"
        )
        raise InputProblems([Problem(str(path / MANIFEST), 0, 0, "", message)])
    return Comparison(
        scenario=stored_scenario(path, told["scenario"]),
        entrants=Entrants(
            structures=tuple(told["structures"]),
            baseline=told["baseline"],
            left_out=told["left_out"],
            not_distinct=tuple(told["not_distinct"]),
            notes={name: tuple(notes) for name, notes in told["notes"].items()},
        ),
        replications=told["replications"],
        seed=told["seed"],
        fingerprint=told["fingerprint"],
        tables={table.stem: read_table(table) for table in sorted(path.glob("*.parquet"))},
        folder=path,
        engine=told.get("engine", DEFAULT_ENGINE),
    )
