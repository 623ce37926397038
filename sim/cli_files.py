"""orgsim list, validate, schema: what there is to choose from, and whether a file is in order. Nothing is simulated."""

from __future__ import annotations

import json
import pkgutil
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli_text import Language, say, wrapped

HEADS = {
    "en": ("Scenarios", "Structures", "Charts", "orgsim compare NAME compares the structures of a scenario."),
    "zh": ("场景", "组织结构", "图表", "orgsim compare NAME 比较一个场景下的各种组织结构。"),
}


def list_all(language: Annotated[Language, typer.Option(help="en or zh.")] = "en") -> None:
    """List the built-in scenarios with the question that each serves, the structures and the charts."""
    from sim.scenario.load import builtin_names, builtin_path
    from sim.world.architectures import architectures

    scenarios, structures, charts, hint = HEADS[language]
    say(scenarios)
    for name in builtin_names():
        raw = tomllib.loads(builtin_path(name).read_text("utf-8"))
        say(f"  {name}")
        for line in _told(raw, language):
            say(wrapped(line, "      ", "      "))
    say(f"\n{structures}\n  {', '.join(architectures())}")
    say(f"\n{charts}\n  {', '.join(chart_names())}")
    say(f"\n{hint}")


def _told(raw: dict[str, Any], language: Language) -> list[str]:
    """Title and question of a scenario as it is written, whether or not the rest of it is right."""
    title = str(raw.get("title_zh" if language == "zh" else "title", raw.get("title", "")))
    return [title, *([str(raw["question"])] if raw.get("question") and language == "en" else [])]


def chart_names() -> list[str]:
    """Names of the charts, each of which is a file; the files themselves are not opened."""
    package = find_spec("sim.show.charts")
    places = package.submodule_search_locations if package else None
    return sorted(module.name for module in pkgutil.iter_modules(places) if module.name != "registry")


def validate(files: Annotated[list[str], typer.Argument(help="TOML files, or names of built-in scenarios.")]) -> None:
    """Check scenario files; every mistake is told in one sentence with its line."""
    from sim.errors import InputProblems
    from sim.run import load

    wrong = False
    for file in files:
        try:
            scenario = load(file)
        except InputProblems as problems:
            wrong = True
            typer.echo(str(problems), err=True)
            continue
        people = len(scenario.staffing.seat) or scenario.staffing.seats
        counts = (
            _count(people, "person", "people"),
            _count(len(scenario.lines.names), "line"),
            _count(len(scenario.campaign), "kind of campaign", "kinds of campaign"),
            _count(len(scenario.structures), "structure"),
        )
        say(f"ok {file}: {', '.join(counts)}")
    if wrong:
        raise typer.Exit(2)


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"


def schema(
    out: Annotated[Path | None, typer.Option(help="File to write. [standard output]")] = None,
    log: Annotated[bool, typer.Option("--log", help="Describe the event log instead: columns, verbs, codes.")] = False,
) -> None:
    """Print the JSON Schema of a scenario file, with which an editor completes and explains every parameter."""
    from sim.log import schema as schema_of_the_log
    from sim.scenario.writing import json_schema

    text = json.dumps(schema_of_the_log() if log else json_schema(), ensure_ascii=False, indent=2)
    if out is None:
        say(text)
    else:
        out.write_text(text + "\n", encoding="utf-8", newline="\n")
        say(f"Wrote {out.as_posix()}")
