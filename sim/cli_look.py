"""orgsim chart, orgchart: figures of a stored result, and of the organisations themselves. Nothing is simulated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli_text import Language, say

if TYPE_CHECKING:
    from sim.study.ablation.ablation import Ablation
    from sim.study.compare import Comparison


def chart(
    result: Annotated[str, typer.Argument(help="Folder of a result, or the beginning of its name in results/.")],
    name: Annotated[str | None, typer.Argument(help="Name of a chart (orgsim list). [all of them]")] = None,
    language: Annotated[Language, typer.Option(help="en or zh.")] = "en",
    out: Annotated[Path, typer.Option(help="Folder for the figures.", file_okay=False)] = Path("figures"),
) -> None:
    """Draw the charts of a stored comparison or ablation again, as PNG and SVG; nothing is run, the result stays."""
    from sim.study.figures import gallery

    found, stem, names = _drawable(find_result(result))
    for each in [name] if name else names:
        figure = found.chart(each, language)
        suffix = "" if language == "en" else f"-{language}"
        for path in gallery().save(figure, out, f"{stem}-{each}{suffix}"):
            say(path.as_posix())


def _drawable(folder: Path) -> tuple[Comparison | Ablation, str, list[str]]:
    """What is stored in a folder, how its figures are called, and the names of its charts."""
    from sim.study.ablation.ablation import read_ablation
    from sim.study.figures import gallery
    from sim.study.manifest import read_manifest
    from sim.study.results import read_results

    if read_manifest(folder).get("kind") == "study":
        ablation = read_ablation(folder)
        return ablation, str(ablation.declared["name"]).removeprefix("ablation-"), list(gallery().ablations)
    comparison = read_results(folder)
    return comparison, comparison.scenario.name, list(gallery().charts)


def find_result(given: str) -> Path:
    """The folder meant: as given, or the newest result in results/ whose name begins so."""
    from sim.errors import InputProblems, Problem

    path = Path(given)
    if path.is_dir() or "/" in given:
        return path
    root = Path("results")
    there = sorted(folder for folder in root.iterdir() if folder.is_dir()) if root.is_dir() else []
    found = [folder for folder in there if folder.name.startswith(given) and (folder / "manifest.json").is_file()]
    if found:
        return max(found, key=lambda folder: (folder / "manifest.json").stat().st_mtime)
    names = ", ".join(folder.name for folder in there if not folder.name.startswith("."))
    message = f"there is no such result; stored in results/: {names or 'none'}"
    raise InputProblems([Problem(given, 0, 0, "", message)])


def orgchart(
    scenario: Annotated[str, typer.Argument(help="A TOML file, or the name of a built-in scenario.")],
    structure: Annotated[str | None, typer.Option("--structure", "-s", help="[all of the scenario]")] = None,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change one parameter; may be repeated.")
    ] = None,
    language: Annotated[Language, typer.Option(help="en or zh.")] = "en",
    out: Annotated[Path, typer.Option(help="Folder for the figures.", file_okay=False)] = Path("figures"),
) -> None:
    """Draw who reports to whom when a scenario's staff is arranged in a structure, as PNG and SVG."""
    from sim.errors import InfeasibleStructure
    from sim.run import load
    from sim.show.orgchart import orgchart as draw
    from sim.show.style import save
    from sim.world.architectures import organise

    chosen = load(scenario, changes or ())
    for name in [structure] if structure else chosen.structures:
        try:
            organisation = organise(chosen, name)
        except InfeasibleStructure as reason:
            if structure:
                raise
            say(f"{name} is left out: {reason}")
            continue
        suffix = "" if language == "en" else f"-{language}"
        for path in save(draw(organisation, language=language), out, f"{chosen.name}-{name}-orgchart{suffix}"):
            say(path.as_posix())
