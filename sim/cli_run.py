"""orgsim run, export: one year under one structure, as measures or as the log of everything that happened."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sim.cli_text import Language, say, table, wrapped

if TYPE_CHECKING:
    from sim.mining import Names
    from sim.run import Run

Scenario = Annotated[str, typer.Argument(help="A TOML file, or the name of a built-in scenario (orgsim list).")]
Structure = Annotated[str | None, typer.Option("--structure", "-s", help="[the baseline of the scenario]")]
Seed = Annotated[int, typer.Option(help="Chooses the luck of a study.")]
Replication = Annotated[int, typer.Option(min=0, help="Chooses one of its years.")]
Changes = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change one parameter; may be repeated.")
]

KEPT = {
    "en": {
        True: "Kept in {folder}: runs, digests and breakdowns (Parquet), events.parquet, scenario.toml, manifest.json.",
        False: "This run is already kept in {folder}.",
    },
    "zh": {
        True: "已存入 {folder}：runs、digests 与各分解表（Parquet）、events.parquet、scenario.toml、manifest.json。",
        False: "此次运行已存于 {folder}。",
    },
}


def run(
    scenario: Scenario,
    structure: Structure = None,
    seed: Seed = 1,
    replication: Replication = 0,
    changes: Changes = None,
    check: Annotated[bool, typer.Option("--check", help="Verify the accounts after every moment (slow).")] = False,
    language: Annotated[Language, typer.Option(help="en or zh.")] = "en",
    engine: Annotated[str, typer.Option(help="reference or compiled; the numbers are the same.")] = "reference",
    out: Annotated[
        Path | None, typer.Option(help="Folder of results in which to keep the run. [it is not kept]", file_okay=False)
    ] = None,
) -> None:
    """Run one year under one structure and print its measures.

    One year shows luck as much as structure; orgsim compare tells them apart. With --out the run is kept: measures,
    tables, the log of everything that happened, the scenario and a manifest.
    """
    began = time.monotonic()
    one = _run(scenario, structure, seed, replication, changes, check, engine)
    for line in _told(one, language):
        say(line)
    if out is None:
        return
    from sim.cli_compare import shortened
    from sim.study.single import keep_run

    command, seconds = " ".join(["orgsim", *sys.argv[1:]]), time.monotonic() - began
    folder, new = keep_run(one, out, command=command, changes=changes or (), seconds=seconds)
    say("\n" + wrapped(KEPT[language][new].format(folder=shortened(folder))))


def _run(
    scenario: str,
    structure: str | None,
    seed: int,
    replication: int,
    changes: list[str] | None,
    check: bool = False,
    engine: str = "reference",
) -> Run:
    from sim.run import load
    from sim.run import run as run_once

    chosen = load(scenario, changes or ())
    name = structure or chosen.baseline
    return run_once(chosen, name, seed=seed, replication=replication, check=check, engine=engine)


def _told(one: Run, language: Language) -> Iterator[str]:
    """A run in words: what was run, then its measures family by family."""
    from sim.cli_words import FAMILIES, called
    from sim.measures.registry import measures
    from sim.study.findings import figures

    title = one.scenario.title_zh if language == "zh" and one.scenario.title_zh else one.scenario.title
    yield title
    words = {
        "en": "{structure}: one year (seed {seed}, replication {replication}), {rows:,} rows of log",
        "zh": "{structure}：一年（种子 {seed}，第 {replication} 次重复），日志 {rows:,} 行",
    }
    about = {"seed": one.seed, "replication": one.replication, "rows": one.events.table.shape[1]}
    yield words[language].format(structure=called(language)(one.architecture), **about)
    order = list(FAMILIES)
    known = [measure for measure in measures().values() if measure.name in one.measures]
    known.sort(key=lambda measure: order.index(measure.family) if measure.family in order else len(order))
    rows, families = [], []
    for measure in known:
        (value,) = figures(one.measures[measure.name])
        chinese = language == "zh"
        unit = measure.unit_zh if chinese else measure.unit
        rows.append([measure.title_zh if chinese else measure.title, value, unit])
        families.append(measure.family)
    lines = table([[title, value.rjust(9), unit] for title, value, unit in rows], left=3)
    for family, numbered in groupby(zip(families, lines, strict=True), key=lambda pair: pair[0]):
        yield ""
        yield FAMILIES.get(family, (family, family))[language == "zh"]
        yield from (line for _, line in numbered)


def export(
    scenario: Scenario,
    structure: Structure = None,
    seed: Seed = 1,
    replication: Replication = 0,
    changes: Changes = None,
    kind: Annotated[
        Literal["csv", "xes", "parquet"], typer.Option("--format", help="csv and xes for process mining; parquet: all.")
    ] = "csv",
    out: Annotated[Path | None, typer.Option(help="File. [<scenario>-<structure>-seed<seed>.<format>]")] = None,
) -> None:
    """Write the event log of one run.

    csv and xes hold what people did for campaigns, with dates and times, ready for process mining (IEEE 1849); parquet
    holds every row of the log, with a description of its columns inside the file.
    """
    one = _run(scenario, structure, seed, replication, changes)
    path = out or Path(f"{one.scenario.name}-{one.architecture}-seed{seed}.{kind}")
    if path.parent != Path():
        path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "parquet":
        one.events.write_parquet(path)
    else:
        from sim.mining import write_csv, write_xes
        from sim.run import dates

        if kind == "csv":
            write_csv(path, one.events, names(one), dates(one.scenario))
        else:
            write_xes(path, one.events, names(one), dates(one.scenario), one.scenario.title)
    say(f"Wrote {path.as_posix()} ({path.stat().st_size / 1e6:.1f} MB)")


def names(one: Run) -> Names:
    """What the numbers in the log of a run are called."""
    from sim.mining import Names

    year, kinds, lines = one.year, one.scenario.campaign, one.scenario.lines.names
    campaigns = [
        f"{kinds[kind].name}, {lines[line]}, {number}"
        for number, (kind, line) in enumerate(zip(year.campaigns.kind, year.campaigns.line, strict=True))
    ]
    campaign_of = year.tasks.campaign.tolist()
    tasks = [
        kinds[year.campaigns.kind[campaign]].task[spec].name
        for campaign, spec in zip(campaign_of, year.tasks.spec, strict=True)
    ]
    home: dict[int, tuple[float, str]] = {}
    for row in one.organisation.relations:
        if row.relation == "belongs_to" and row.weight > home.get(row.member, (0.0, ""))[0]:
            home[row.member] = (row.weight, one.organisation.groups[row.to].name)
    seats = [member.title or f"seat {seat}" for seat, member in enumerate(one.organisation.members)]
    return Names(campaigns, tasks, campaign_of, seats, [home[seat][1] for seat in range(len(seats))])
