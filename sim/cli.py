"""The command line: each verb is a few lines over the public functions, and imports what it needs when it is called.

Mistakes in an input are told one to a line on standard error, without a traceback. Exit codes: 0 done, 1 a defect of
orgsim or a broken machine, 2 a mistake in what was asked; see `sim.errors`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from sim.cli_compare import compare
from sim.cli_files import list_all, schema, validate
from sim.cli_look import chart, orgchart
from sim.cli_run import export, run
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
    name="orgsim", help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
for verb, name in (
    (compare, "compare"),
    (run, "run"),
    (chart, "chart"),
    (orgchart, "orgchart"),
    (export, "export"),
    (list_all, "list"),
    (validate, "validate"),
    (schema, "schema"),
):
    app.command(name)(verb)


@app.callback()
def orgsim(version: Annotated[bool, typer.Option("--version", is_eager=True, help="Say the version.")] = False) -> None:
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
