"""orgsim compare: every structure through the same years, a table, the findings, and a folder that keeps them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.cli_text import Language, say


def compare(
    scenario: Annotated[str, typer.Argument(help="A TOML file, or the name of a built-in scenario (orgsim list).")],
    replications: Annotated[int | None, typer.Option("--replications", "-n", help="Years. [30; with --quick 5]")] = None,
    seed: Annotated[int, typer.Option(help="Chooses the years.")] = 1,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change one parameter; may be repeated.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="A first look in seconds: at most 24 people, 5 years.")] = False,
    because: Annotated[
        bool, typer.Option("--because", help="Switch every rule off in turn, to see what the lead hangs on.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Print all measures, not only the four headline ones.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Run again although the same comparison is stored.")] = False,
    language: Annotated[Language, typer.Option(help="en or zh.")] = "en",
    out: Annotated[Path, typer.Option(help="Folder of results.", file_okay=False)] = Path("results"),
    workers: Annotated[int | None, typer.Option(min=1, help="Processes. [one a core]")] = None,
) -> None:
    """Compare all structures of a scenario on the same years of work.

    Prints the headline measures with intervals and differences, says what can be said of them, and stores tables and
    figures in a folder named by a fingerprint of everything that the numbers depend on.

    \b
    orgsim compare beauty_group
    orgsim compare beauty_group --quick
    orgsim compare my_firm.toml --set staffing.seats=60 --set signals.turbulence=4
    orgsim compare beauty_group --because --all
    """
    from sim.cli_report import called, heading, report
    from sim.run import load
    from sim.study import because as ablation
    from sim.study import quick as look
    from sim.study.compare import REPLICATIONS, check_replications, enter
    from sim.study.compare import compare as run_comparison
    from sim.study.pool import Crew
    from sim.study.progress import duration, shown
    from sim.study.provenance import fingerprint
    from sim.study.results import existing, folder_name, read_results, save

    chosen = load(scenario, changes or ())
    if quick:
        chosen = look.quick(chosen)
    years = replications if replications is not None else look.REPLICATIONS if quick else REPLICATIONS
    check_replications(years)
    entered = enter(chosen)
    again = ablation.REPLICATIONS if because else 0
    for line in heading(chosen, len(entered.structures), years, seed, language):
        say(line)
    name = folder_name(chosen.name, fingerprint(chosen, entered.structures, years, seed, again))
    there = existing(out, name)
    if there is not None and not fresh:
        for line in report(read_results(there), language, everything):
            say(line)
        say(f"\nThis comparison is already stored in {shortened(there)}; nothing was run. --fresh runs it again.")
        return
    sys.stdout.flush()
    with Crew(chosen, seed, workers) as crew:
        with shown("runs") as progress:
            found = run_comparison(chosen, years, seed, because=again, report=progress, crew=crew)
        for line in report(found, language, everything):
            say(line)
        sys.stdout.flush()
        command = " ".join(["orgsim", *sys.argv[1:]])
        kept = save(
            found, out, fresh=fresh, language=language, command=command, crew=crew, called=called(language)
        )
    assert kept.folder is not None
    figures = len(list((kept.folder / "figures").glob("*.png")))
    say(
        f"\nStored in {shortened(kept.folder)} ({duration(found.seconds)}): {figures} figures in figures/ (PNG and SVG), "
        f"{len(kept.tables)} tables (Parquet), findings.md, scenario.toml, manifest.json."
    )


def shortened(path: Path) -> str:
    """A path as short as it can be said from here."""
    from os.path import relpath

    try:
        return Path(relpath(path)).as_posix()
    except ValueError:
        return path.as_posix()
