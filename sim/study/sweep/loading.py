"""From a file to an experiment: read, check every word against what exists, and refuse the whole of it if any is wrong.

An experiment names things that other files declare: a scenario, structures, measures, parameters. Each name is
looked up at the door, and a wrong one is answered with the nearest that would have been right. Parameters are checked
where points are made, because whether a value fits may depend on the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, cast

from sim.errors import InputProblems, Problem, nearest
from sim.scenario.finding import builtin_names, find, read_text, shown
from sim.scenario.schema import Scenario
from sim.study.entrants import MOST_REPLICATIONS
from sim.study.sweep.design_settings import read_design
from sim.study.sweep.experiment import Base, Experiment, Replications
from sim.study.sweep.factor_reading import read_factors
from sim.study.sweep.factors import RESERVED
from sim.study.sweep.reading import Page
from sim.study.sweep.replications import read_replications
from sim.study.sweep.settings import scenario_at

KEYS = (
    *("title", "title_zh", "question", "expected", "scenario", "seed", "structures", "baseline", "measures"),
    *("criterion", "levers", "uncertainties", "design", "replications", "relations"),
)
"""What a file may say; its relations are read where they are asked for (`sim.study.relations`)."""
Changes = Mapping[str, Any] | Sequence[str]


def load_experiment(source: str | Path, changes: Changes = (), replications: int | None = None) -> Experiment:
    """Load an experiment.

    Parameters
    ----------
    source : str or Path
        A TOML file.
    changes : mapping or sequence of ``"key=value"``
        Parameters of the scenario to change at every point alike.
    replications : int, optional
        Years a point, in place of what the file says.

    Returns
    -------
    Experiment
        Its words are right; its points are not made yet.

    Raises
    ------
    InputProblems
        Every mistake found, each in one sentence with its place.
    """
    path = Path(source)
    if not path.is_file():
        what = "is a folder; expected an experiment file" if path.is_dir() else "no such file"
        raise InputProblems([Problem(str(source), 0, 0, "", what + _near_file(path))])
    return parse_experiment(read_text(str(source), path), str(source), path, changes, replications)


def _near_file(path: Path) -> str:
    return nearest(path.name, [other.name for other in path.parent.glob("*.toml")]) if path.parent.is_dir() else ""


def parse_experiment(
    text: str,
    file: str,
    path: Path,
    changes: Changes = (),
    replications: int | None = None,
    stored: Base | None = None,
) -> Experiment:
    """Make an experiment of a text; see :func:`load_experiment`. A stored study brings its scenario along."""
    from sim.measures.registry import measures

    page = Page(file, text)
    tables, known = page.tables, measures()
    page.known((), tables, KEYS)
    words = {key: page.text_at((key,), tables) for key in ("title_zh", "question", "expected")}
    title = page.text_at(("title",), tables, None)
    base, scenario = (stored, scenario_at(stored)) if stored else _base(page, path.parent, changes)
    structures, baseline = _structures(page, scenario)
    criterion, direction = _criterion(page)
    factors = read_factors(page, known)
    design, settings = read_design(page, factors)
    seed = page.whole(("seed",), tables, 1, 0, 2**63 - 1)
    runs = read_replications(page, structures, baseline)
    if replications is not None:
        if not 1 <= replications <= MOST_REPLICATIONS:
            page.problems.append(Problem("--replications", 0, 0, "", f"must be 1 to {MOST_REPLICATIONS:,}"))
        runs = Replications(replications, replications)
    kept = _measures(page, (criterion, *(one.measure for one in runs.until)))
    page.settle()
    return Experiment(
        name=path.stem,
        title=title,
        **words,
        base=base,
        seed=seed,
        structures=structures,
        baseline=baseline,
        factors=factors,
        design=design,
        settings=settings,
        replications=runs,
        measures=kept,
        criterion=criterion,
        direction=direction,
        file=file,
        text=text,
    )


def _base(page: Page, beside: Path, changes: Changes) -> tuple[Base, Scenario]:
    """The scenario: a built-in one by name, or a file, looked for beside the experiment first."""
    name = page.text_at(("scenario",), page.tables, None)
    if not name:
        page.settle()
    near = beside / name
    try:
        path = near if near.is_file() else find(name)
    except InputProblems:
        close = nearest(name, builtin_names())
        page.wrong(("scenario",), f'there is no scenario "{name}", neither a file nor a built-in name{close}')
        page.settle()
    file = shown(path.resolve())
    base = Base(read_text(file, path), file, path.stem, str(path.resolve().parent))
    scenario = scenario_at(base)
    if changes:
        pairs = changes.items() if isinstance(changes, Mapping) else (_pair(change) for change in changes)
        base = replace(base, changes=tuple(pairs))
        scenario = scenario_at(base)
    return base, scenario


def _pair(change: str) -> tuple[str, Any]:
    key, equals, value = change.partition("=")
    if not equals:
        raise InputProblems([Problem("--set", 0, 0, change, "has no value; expected key=value")])
    return key.strip(), value.strip()


def _structures(page: Page, scenario: Scenario) -> tuple[tuple[str, ...], str]:
    from sim.world.architectures import architectures

    given = page.words(("structures",), page.tables)
    known = architectures()
    for place, name in enumerate(given):
        if name not in known:
            message = f'"{name}" is unknown; expected {", ".join(known)}{nearest(name, known)}'
            page.wrong(("structures", place), message)
        elif name in given[:place]:
            page.wrong(("structures", place), f'"{name}" is given twice')
    chosen = given or scenario.structures
    default = scenario.baseline if scenario.baseline in chosen else chosen[0]
    return chosen, page.word(("baseline",), page.tables, chosen, default)


def _criterion(page: Page) -> tuple[str, Literal["lower", "higher"]]:
    from sim.measures.registry import measures

    table = page.table(("criterion",), page.tables)
    if not table:
        page.wrong((), 'missing table [criterion]: measure = "...", by which a structure wins, declared beforehand')
        return next(iter(measures())), "lower"
    page.known(("criterion",), table, ("measure", "direction"))
    name = page.text_at(("criterion", "measure"), table, None)
    found = measures().get(name)
    if name and (found is None or name in RESERVED):
        page.wrong(("criterion", "measure"), f'there is no measure "{name}"{nearest(name, measures())}')
    direction = page.word(("criterion", "direction"), table, ("lower", "higher"), "")
    if not direction:
        by_itself = {-1: "lower", 1: "higher"}.get(found.direction if found else -1, "")
        if not by_itself:
            page.wrong(("criterion",), f'"{name}" is not better either way; say direction = "lower" or "higher"')
        direction = by_itself
    return name, cast(Literal["lower", "higher"], direction)


def _measures(page: Page, needed: Sequence[str]) -> tuple[str, ...]:
    """Measures to keep, in the order of the registry: those named and those needed, or all."""
    from sim.measures.registry import measures

    known = [name for name in measures() if name not in RESERVED]
    given = page.words(("measures",), page.tables)
    for place, name in enumerate(given):
        if name not in known:
            page.wrong(("measures", place), f'there is no measure "{name}"{nearest(name, known)}')
    return tuple(name for name in known if not given or name in given or name in needed)
