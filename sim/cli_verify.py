"""orgsim verify: known answers of theory through the ordinary engine, with a report and a verdict."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated, Literal

import typer

from sim.cli_text import say


def verify(
    cases: Annotated[list[str] | None, typer.Argument(help="Names of cases. [all]")] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="The short suite: fewer trials, tolerances twice as wide.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Chooses the luck.")] = 1,
    engine: Annotated[str | None, typer.Option(help="Which engine simulates. [the fastest there is]")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the report. [results/known-<engine>-seed<seed>]", file_okay=False)
    ] = None,
    kind: Annotated[
        Literal["both", "md", "html"],
        typer.Option("--format", help="Markdown, HTML in single files, or both."),
    ] = "both",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes. [one a core]")] = None,
) -> None:
    """Hold the simulator against what theory proves, and write a page for each case.

    Ends with exit code 1 if a reading does not hold. The engines that there are must also run every trial alike, moment
    by moment, over a short window.
    """
    from sim.run import ENGINES, check_engine
    from sim.study.known.cases import chosen
    from sim.study.known.keeping import keep_report
    from sim.study.known.report import lines, write
    from sim.study.known.runner import verify as run_all
    from sim.study.known.verdicts import TrialResult
    from sim.study.provenance import cores

    wanted = chosen(tuple(cases or ()))
    engine = engine or ENGINES[-1]
    check_engine(engine)
    if quick and not any(trial.quick for case in wanted for trial in case.trials):
        say("None of these cases has a trial in the short suite.")
        raise typer.Exit(2)

    def tell(result: TrialResult) -> None:
        sign = "holds" if result.holds else "DOES NOT HOLD"
        say(f"  {sign}: {result.judged[0].reading.name}, {result.trial.name} ({result.replications} replications)")

    began = time.monotonic()
    twins = ENGINES if engine != ENGINES[0] else ()
    found = run_all(wanted, seed=seed, engine=engine, quick=quick, workers=workers or cores(), twins=twins, tell=tell)
    folder = out or Path("results") / (f"known-{engine}-seed{seed}" + ("-quick" if quick else ""))
    write(found, folder, ("md", "html") if kind == "both" else (kind,))
    command = " ".join(["orgsim", *sys.argv[1:]])
    keep_report(found, wanted, folder, command=command, seconds=time.monotonic() - began)
    for line in lines(found):
        say(line)
    say(f"Report: {(folder / ('index.md' if kind == 'md' else 'index.html')).as_posix()}")
    if not found.holds:
        raise typer.Exit(1)
