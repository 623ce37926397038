"""The command line: each verb is a few lines over the public functions, and imports what it needs when it is called.

Mistakes in an input are told one to a line on standard error, without a traceback. Exit codes: 0 done, 1 a defect of
orgsim or a broken machine, 2 a mistake in what was asked; see `sim.errors`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from sim.cli_ablate import ablate
from sim.cli_compare import compare
from sim.cli_files import list_all, schema, validate
from sim.cli_look import chart, orgchart
from sim.cli_relations import relations
from sim.cli_reproduce import reproduce
from sim.cli_run import export, run
from sim.cli_study import merge, study
from sim.cli_twin import twin
from sim.cli_verify import verify
from sim.errors import InfeasibleStructure, InputProblems, MissingFeature, OrgsimError, ResultExists

HELP = """The same people face the same year of work under different organisation structures: what does each cost,
what does it buy?

\b
orgsim compare beauty_group --quick     a first look, in seconds
orgsim compare beauty_group             all structures, 30 years each
orgsim list                             scenarios and structures to choose from
orgsim VERB --help                      what a verb can do, with examples
"""

app = typer.Typer(
    name="orgsim", no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
VERBS = (
    (
        compare,
        "compare",
        "Compare all structures on the same years of work.",
        (
            "orgsim compare beauty_group",
            "orgsim compare beauty_group --quick",
            "orgsim compare my_firm.toml --set staffing.seats=60 --set signals.turbulence=4",
            "orgsim compare beauty_group --because --all",
        ),
    ),
    (
        run,
        "run",
        "Run one year under one structure; print its measures.",
        (
            "orgsim run startup_brand",
            "orgsim run my_firm.toml --structure NAME --seed 7",
            "orgsim run startup_brand --out results",
        ),
    ),
    (
        chart,
        "chart",
        "Draw the charts of a stored comparison again.",
        ("orgsim chart beauty_group", "orgsim chart results/beauty_group-3f9a01bc2d headline --language zh"),
    ),
    (
        orgchart,
        "orgchart",
        "Draw who reports to whom in a structure.",
        ("orgsim orgchart beauty_group", "orgsim orgchart my_firm.toml --structure NAME --language zh --out charts"),
    ),
    (
        export,
        "export",
        "Write the event log of one run.",
        ("orgsim export beauty_group --format xes --out beauty.xes",),
    ),
    (
        study,
        "study",
        "Run an experiment: levers and uncertainties varied by a design.",
        (
            "orgsim study experiments/turbulence.toml --plan",
            "orgsim study experiments/size_by_complexity.toml",
            "orgsim study my_sweep.toml --shard 2/8 --executor serial",
        ),
    ),
    (
        ablate,
        "ablate",
        "Switch every rule off in turn: what hangs on which.",
        ("orgsim ablate beauty_group", "orgsim ablate my_firm.toml --measures lead_time_mean --rules handover,climb"),
    ),
    (merge, "merge", "Put the shards of a study together.", ("orgsim merge results/my_sweep-3f9a01bc2d*",)),
    (
        reproduce,
        "reproduce",
        "Run a stored result again and compare it bit for bit.",
        (
            "orgsim reproduce beauty_group",
            "orgsim reproduce results/my_sweep-3f9a01bc2d --sample 100",
            "orgsim reproduce beauty_group --engine reference --sample 8",
        ),
    ),
    (
        twin,
        "twin",
        "Run one year on both engines and compare everything.",
        ("orgsim twin startup_brand", "orgsim twin beauty_group --structure NAME --seed 7"),
    ),
    (
        verify,
        "verify",
        "Hold the engine against known answers of theory; write a report.",
        ("orgsim verify --quick", "orgsim verify --seed 7"),
    ),
    (
        relations,
        "relations",
        "Hold directions that theories expect against the model; a report, no gate.",
        ("orgsim relations --quick", "orgsim relations turbulence", "orgsim relations my_experiment.toml"),
    ),
    (list_all, "list", "List scenarios, structures and charts.", ("orgsim list", "orgsim list --language zh")),
    (validate, "validate", "Check scenario files.", ("orgsim validate my_firm.toml",)),
    (schema, "schema", "Print the JSON Schema of a scenario file.", ("orgsim schema --out scenario.schema.json",)),
)
for verb, name, says, examples in VERBS:
    app.command(name, short_help=says, epilog="\b\nExamples:\n" + "\n".join(f"  {line}" for line in examples))(verb)


def _version(wanted: bool) -> None:
    if wanted:
        from sim.study.provenance import version

        print(f"orgsim {version('orgsim')}")
        raise typer.Exit


@app.callback(help=HELP)
def orgsim(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Say the version and stop.")
    ] = False,
) -> None:
    """Options that stand before the verb."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the name of the program; those of the process where nothing is said.

    Raises
    ------
    SystemExit
        Always, with the exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a letter shows a question mark
    try:
        app(args=None if arguments is None else list(arguments), prog_name="orgsim")
    except OrgsimError as error:
        raise SystemExit(_told(error)) from None


def _told(error: OrgsimError) -> int:
    """Tell an error to the person at the terminal; the exit code that goes with it."""
    if isinstance(error, ResultExists):
        print(error)
        return 0
    for line in str(error).splitlines():
        print(line, file=sys.stderr)
    return 2 if isinstance(error, (InputProblems, InfeasibleStructure, MissingFeature)) else 1
