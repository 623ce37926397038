"""From a file to a scenario: read, resolve, validate, freeze; and nothing is left half-done when the file is wrong.

1. *Read*: a path, or the name of a built-in scenario; TOML in UTF-8.
2. *Resolve*: campaigns take over their kinds from the library, every default is written out, and what follows from
   something else (weights, baseline, the number of seats) is put in. Resolving twice changes nothing.
3. *Change*: ``--set rules.decisions.centralisation=0.3`` changes one parameter of what has been resolved so far.
4. *Validate*: each value by the schema, then the parts against each other. All mistakes are reported together.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from sim.errors import InputProblems
from sim.scenario.changes import Changes, changed_by
from sim.scenario.checks import Surroundings, mistakes
from sim.scenario.finding import built_in_folder, builtin_names, builtin_path, find, read_tables, read_text, shown
from sim.scenario.library import entries, library_origins, read_library
from sim.scenario.positions import KeyPath
from sim.scenario.problems import Origin, Source, problem_at
from sim.scenario.refusals import schema_problems
from sim.scenario.resolving import UNNAMED, Declarations, explicit, resolve
from sim.scenario.schema import Scenario

__all__ = ["Declarations", "builtin_names", "builtin_path", "load", "parse", "resolve"]

_COPIED = ("lines", "brand_shared")
"""Filled with the similarity where nothing is said; then a mistake is told there, and not here again."""


def load(
    source: str | Path,
    *,
    changes: Changes = (),
    declarations: Declarations | None = None,
    library: Path | None = None,
) -> Scenario:
    """Load a scenario.

    Parameters
    ----------
    source : str or pathlib.Path
        A TOML file, or the name of a built-in scenario: ``beauty_group``. A file that exists wins.
    changes : mapping of str to value, or sequence of ``"key=value"``
        Parameters to change. A key may be shortened as long as it means one parameter; a text is read as a TOML value,
        or as it is where it is a bare word.
    declarations : Declarations, optional
        Names to check structures against, and to compare where the file names none.
    library : pathlib.Path, optional
        Folder of ``kinds.toml``; by default the library next to the built-in scenarios.

    Returns
    -------
    Scenario
        Resolved, valid and frozen.

    Raises
    ------
    InputProblems
        Every mistake found, each in one sentence with its place.
    """
    path = find(source)
    file = str(source) if Path(source).is_file() else shown(path)
    folder = library or built_in_folder() / "library"
    text = read_text(file, path)
    return parse(text, file, path.stem, changes=changes, declarations=declarations, library=folder, folder=path.parent)


def parse(
    text: str,
    file: str = "scenario",
    name: str = UNNAMED,
    *,
    changes: Changes = (),
    declarations: Declarations | None = None,
    library: Path | None = None,
    folder: Path | None = None,
) -> Scenario:
    """Make a scenario of a text; see :func:`load`.

    Parameters
    ----------
    text : str
        TOML.
    file, name : str
        What to call the text in messages, and the scenario where the text gives no name.
    changes, declarations, library
        As for :func:`load`.
    folder : pathlib.Path, optional
        Where an HR export named in the text must be; it is not looked for by default.

    Returns
    -------
    Scenario

    Raises
    ------
    InputProblems
    """
    raw = read_tables(file, text)
    uses = any("use" in entry for _, entry in entries(raw, "campaign"))
    kinds, source = read_library(library or built_in_folder() / "library") if uses else ({}, Source("library", ""))
    origins = [Origin((), Source(file, text), ()), *library_origins(raw, kinds, Source(file, text), source)]
    data, changed, problems = changed_by(explicit(raw, kinds, name), changes)
    data = resolve(data, kinds=kinds, declarations=declarations, name=name)
    around = Surroundings(declarations.architectures if declarations else (), tuple(kinds), folder)
    lines = raw.get("lines")
    found: Iterable[tuple[KeyPath, str]]
    scenario = None
    try:
        scenario = Scenario.model_validate(data, strict=True)
        found = mistakes(scenario, around)
    except ValidationError as error:
        found = schema_problems(error, data)
    problems += sorted(
        (
            problem_at(path, message, data, origins, changed)
            for path, message in found
            if path[:2] != _COPIED or _COPIED in changed or (isinstance(lines, dict) and _COPIED[1] in lines)
        ),
        key=lambda problem: (problem.file != file, problem.file, problem.line, problem.column),
    )
    if problems or scenario is None:
        raise InputProblems(problems)
    return beside(scenario, folder)


def beside(scenario: Scenario, folder: Path | None) -> Scenario:
    """Say where the HR export of a scenario is, which its file says relative to itself."""
    custom = scenario.custom
    if folder is None or custom is None or custom.hr_export is None:
        return scenario
    return scenario.model_copy(
        update={"custom": custom.model_copy(update={"hr_export": str(folder / custom.hr_export)})}
    )
