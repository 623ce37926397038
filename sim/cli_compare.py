"""orgsim compare: every structure through the same years, a table, the findings, and a folder that keeps them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.cli_text import Language, say, wrapped


def compare(
    scenario: Annotated[str, typer.Argument(help="A TOML file, or the name of a built-in scenario (orgsim list).")],
    replications: Annotated[
        int | None, typer.Option("--replications", "-n", help="Years. [30; with --quick 5]")
    ] = None,
    seed: Annotated[int, typer.Option(help="Chooses the years.")] = 1,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change one parameter; may be repeated.")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="A first look in seconds: at most 24 people, 5 years.")
    ] = False,
    because: Annotated[
        bool, typer.Option("--because", help="Switch every rule off in turn, to see what the lead hangs on.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Print all measures, not only the four headline ones.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Run again although the same comparison is stored.")] = False,
    language: Annotated[Language, typer.Option(help="en or zh.")] = "en",
    out: Annotated[Path, typer.Option(help="Folder of results.", file_okay=False)] = Path("results"),
    workers: Annotated[int | None, typer.Option(min=1, help="Workers. [one a core]")] = None,
    engine: Annotated[str, typer.Option(help="compiled or reference; the numbers are the same.")] = "compiled",
) -> None:
    """Compare all structures of a scenario on the same years of work.

    Prints the headline measures with intervals and differences, says what can be said of them, and stores tables and
    figures in a folder named by a fingerprint of everything that the numbers depend on.
    """
    from sim.cli_report import heading, report
    from sim.cli_words import WORDS, called
    from sim.run import check_engine, load
    from sim.study import quick as look
    from sim.study.entrants import ABLATION, REPLICATIONS, check_replications, enter
    from sim.study.naming import existing, folder_name
    from sim.study.pool import SERIAL, Crew
    from sim.study.progress import duration, shown
    from sim.study.provenance import fingerprint

    check_engine(engine)
    chosen = load(scenario, changes or ())
    if quick:
        chosen = look.quick(chosen)
    years = replications if replications is not None else look.REPLICATIONS if quick else REPLICATIONS
    check_replications(years)
    entrants = enter(chosen)
    again = ABLATION if because else 0
    words = WORDS[language]
    for line in heading(chosen, entrants, years, seed, language):
        say(line)
    if quick and (len(chosen.staffing.seat) or chosen.staffing.seats) > look.SEATS:
        say(words["kept"])
    name = folder_name(chosen.name, fingerprint(chosen, entrants.structures, years, seed, again))
    there = existing(out, name)
    if there is not None and not fresh:
        from sim.study.results import read_results

        for line in report(read_results(there), language, everything):
            say(line)
        say("\n" + wrapped(words["again"].format(folder=shortened(there))))
        return
    sys.stdout.flush()
    with Crew(chosen, seed, workers, engine) as crew:
        if years * len(entrants.structures) > SERIAL:
            crew.start()
        from sim.study.compare import compare as run_comparison
        from sim.study.results import save

        with shown("runs") as progress:
            found = run_comparison(chosen, years, seed, because=again, report=progress, crew=crew)
        for line in report(found, language, everything):
            say(line)
        sys.stdout.flush()
        command = " ".join(["orgsim", *sys.argv[1:]])
        kept = save(
            found,
            out,
            fresh=fresh,
            language=language,
            command=command,
            changes=changes or (),
            crew=crew,
            called=called(language),
        )
    assert kept.folder is not None
    counts = {"figures": len(list((kept.folder / "figures").glob("*.png"))), "tables": len(kept.tables)}
    told = words["stored"].format(folder=shortened(kept.folder), time=duration(found.seconds), **counts)
    say("\n" + wrapped(told))


def shortened(path: Path) -> str:
    """A path as short as it can be said from here."""
    from os.path import relpath

    try:
        return Path(relpath(path)).as_posix()
    except ValueError:
        return path.as_posix()
