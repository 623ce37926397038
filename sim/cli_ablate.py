"""orgsim ablate: every rule switched off in turn, under every structure, in the same years."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.cli_text import Language, say, wrapped


def ablate(
    scenario: Annotated[str, typer.Argument(help="A TOML file, or the name of a built-in scenario (orgsim list).")],
    structures: Annotated[
        list[str] | None, typer.Option("--structures", "-s", help="May be repeated, or joined by commas. [all]")
    ] = None,
    measures: Annotated[
        list[str] | None, typer.Option("--measures", help="May be repeated, or joined by commas. [the headline ones]")
    ] = None,
    rules: Annotated[
        list[str] | None, typer.Option("--rules", help="May be repeated, or joined by commas. [all]")
    ] = None,
    replications: Annotated[int, typer.Option("--replications", "-n", help="Years a rule.")] = 30,
    seed: Annotated[int, typer.Option(help="Chooses the years.")] = 1,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change one parameter; may be repeated.")
    ] = None,
    engine: Annotated[str | None, typer.Option(help="compiled or reference; the numbers are the same.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Who shares the work. [one a core]")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Run again although the same ablation is stored.")] = False,
    out: Annotated[Path, typer.Option(help="Folder of results.", file_okay=False)] = Path("results"),
    language: Annotated[Language, typer.Option(help="en or zh.")] = "en",
) -> None:
    """Switch every rule off in turn and see what that does to each structure, and to their order.

    A claim that holds with its rule off was caused by something else. Prints which claims hang on which rule, and
    stores every effect with its interval, a page and a figure. The same ablation again finds what is stored.
    """
    from sim.cli_compare import shortened
    from sim.cli_words import called
    from sim.run import load
    from sim.study.ablation.ablation import ablate as run_ablation
    from sim.study.ablation.page import claim_lines, left_out
    from sim.study.ablation.words import Tongue
    from sim.study.progress import shown

    chosen, tongue = load(scenario, changes or ()), Tongue(language, called(language))
    with shown("runs") as progress:
        found = run_ablation(
            chosen,
            structures=_parted(structures),
            measures=_parted(measures),
            rules=_parted(rules),
            replications=replications,
            seed=seed,
            engine=engine,
            workers=workers,
            out=out,
            fresh=fresh,
            language=language,
            called=tongue.called,
            report=progress,
            command=" ".join(["orgsim", *sys.argv[1:]]),
        )
    for line in left_out(found, tongue):
        say(wrapped(line, "- ", "  "))
    for line in claim_lines(found, tongue):
        say(wrapped(line, "", "  "))
    say("\n" + wrapped(tongue.say("stored", folder=shortened(found.folder))))
    if found.study.failed:
        raise typer.Exit(1)


def _parted(given: list[str] | None) -> tuple[str, ...]:
    """Names given one by one or joined by commas."""
    return tuple(name.strip() for words in given or () for name in words.split(",") if name.strip())
