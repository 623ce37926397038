"""orgsim relations: what theories say of directions, held against the model; a report, and never a gate."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from sim.cli_text import say, wrapped


def relations(
    names: Annotated[
        list[str] | None, typer.Argument(help="Groups, or experiment files with [[relations]]. [all that come along]")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Four years a point: to see that it runs, not to believe it.")
    ] = False,
    replications: Annotated[
        int | None, typer.Option("--replications", "-n", min=1, help="Years a point. [what the files say]")
    ] = None,
    engine: Annotated[str | None, typer.Option(help="compiled or reference; the numbers are the same.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Who shares the work. [one a core]")] = None,
    out: Annotated[Path, typer.Option(help="Folder of results.", file_okay=False)] = Path("results"),
) -> None:
    """Run the experiments behind what theories expect, and say of each claim: as expected, opposite, or undecided.

    Writes a page for each experiment, with effects and intervals. The exit code is 0 whatever comes out: a direction
    that the model does not show is a finding, not a defect. (orgsim verify holds what can be proved, and does fail.)
    """
    from sim.study.progress import shown
    from sim.study.relations.keeping import keep_report
    from sim.study.relations.page import lines
    from sim.study.relations.reading import chosen_groups
    from sim.study.relations.running import QUICK, run_groups

    years = replications if replications is not None else QUICK if quick else None
    groups = chosen_groups(tuple(names or ()), years)
    command, began = " ".join(["orgsim", *sys.argv[1:]]), time.monotonic()
    with shown("runs") as progress:
        found = run_groups(groups, out=out, engine=engine, workers=workers, report=progress, tell=say, command=command)
    folder = keep_report(found, out, command=command, seconds=time.monotonic() - began)
    for line in lines(found):
        say(wrapped(line, "", "    ") if line.startswith(" ") else f"\n{line}")
    say(f"\nReport: {(folder / 'index.html').as_posix()}")
