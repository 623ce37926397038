"""Relations as an experiment file tells them, under ``[[relations]]``; every word is checked before anything is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sim.errors import InputProblems, Problem, nearest
from sim.scenario.words import value_in_words
from sim.study.relations.relation import KINDS, Expected, Kind, Relation
from sim.study.sweep.experiment import Experiment
from sim.study.sweep.loading import load_experiment
from sim.study.sweep.reading import Page

KEYS = (
    *("name", "statement", "source", "kind", "measure", "expected", "structures", "against"),
    *("along", "with", "at", "mechanism"),
)
FOLDER = "relations"
_FACTORS: dict[str, tuple[str, ...]] = {
    "change": ("along",),
    "convex": ("along",),
    "interaction": ("along", "with"),
    "lead": (),
    "winners": (),
}
"""Factors that a kind moves."""


@dataclass(frozen=True)
class Group:
    """An experiment and the relations that it is asked about.

    Attributes
    ----------
    name : str
    path : Path
    experiment : Experiment
    relations : tuple of Relation
    """

    name: str
    path: Path
    experiment: Experiment
    relations: tuple[Relation, ...]


def built_in_folder() -> Path:
    """The relations that come with orgsim: ``sim/_experiments`` once installed, ``experiments`` in a checkout."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "_experiments"
    return (installed if installed.is_dir() else package.parent / "experiments") / FOLDER


def group_names() -> list[str]:
    """Names of the groups that come with orgsim."""
    return sorted(path.stem for path in built_in_folder().glob("*.toml"))


def chosen_groups(names: tuple[str, ...] = (), replications: int | None = None) -> list[Group]:
    """Groups by name, or by the path of an experiment file of one's own; all that come with orgsim where none is named.

    Raises
    ------
    InputProblems
        There is no such group, or a file holds mistakes.
    """
    known = group_names()
    if not known and not names:
        message = f"no relations there; name experiment files with [[relations]] ({built_in_folder().as_posix()})"
        raise InputProblems([Problem("relations", 0, 0, "", message)])
    groups = []
    for name in names or known:
        if name in known:
            path = built_in_folder() / f"{name}.toml"
        elif Path(name).is_file():
            path = Path(name)
        else:
            message = f"neither a file nor a group of relations ({', '.join(known)}){nearest(name, known)}"
            raise InputProblems([Problem(name, 0, 0, "", message)])
        groups.append(load_group(path, replications))
    return groups


def load_group(path: Path, replications: int | None = None) -> Group:
    """Load an experiment with its relations.

    Parameters
    ----------
    path : Path
    replications : int, optional
        Years a point, in place of what the file says.

    Raises
    ------
    InputProblems
        Every mistake found.
    """
    experiment = load_experiment(path, (), replications)
    return Group(experiment.name, path, experiment, read_relations(experiment))


def read_relations(experiment: Experiment) -> tuple[Relation, ...]:
    """The relations of an experiment.

    Raises
    ------
    InputProblems
        There are none, or a word is wrong.
    """
    page = Page(experiment.file, experiment.text)
    entries = page.tables.get("relations")
    if not isinstance(entries, list) or not entries or not all(isinstance(one, dict) for one in entries):
        page.wrong((), "has no relations; expected at least one [[relations]] with statement, source, kind, expected")
        page.settle()
    if experiment.design != "grid":
        page.wrong(("design",), f'must be a grid for its relations (got "{experiment.design}")')
    found = [_relation(page, place, entry, experiment) for place, entry in enumerate(cast(list[Any], entries))]
    for place, one in enumerate(found):
        if one.name in {other.name for other in found[:place]}:
            page.wrong(("relations", place, "name"), f'"{one.name}" is given twice')
    page.settle()
    return tuple(found)


def _relation(page: Page, place: int, entry: dict[str, Any], experiment: Experiment) -> Relation:
    from sim.measures.registry import measures

    path = ("relations", place)
    page.known(path, entry, KEYS)
    texts = {key: page.text_at((*path, key), entry, None) for key in ("name", "statement", "source")}
    kind = cast(Kind, page.word((*path, "kind"), entry, KINDS, "change"))
    winners = kind == "winners"
    measure = page.word((*path, "measure"), entry, experiment.measures, experiment.criterion if winners else None)
    one = measures().get(measure)
    if one is not None and not one.direction:
        page.wrong((*path, "measure"), f'"{measure}" is better neither way; name one that is')
    expected = page.word((*path, "expected"), entry, ("higher", "lower"), "higher" if winners else None)
    structures = page.words((*path, "structures"), entry, experiment.structures)
    for number, name in enumerate(structures):
        if name not in experiment.structures:
            known = ", ".join(experiment.structures)
            page.wrong((*path, "structures", number), f'"{name}" is not compared here; expected {known}')
    against = page.word((*path, "against"), entry, experiment.structures, None if kind == "lead" else "")
    moved = {key: _factor(page, (*path, key), entry, experiment, kind) for key in ("along", "with")}
    return Relation(
        **texts,
        kind=kind,
        measure=measure,
        expected=cast(Expected, expected),
        structures=tuple(name for name in structures if name != against),
        against=against,
        along=moved["along"],
        with_=moved["with"],
        at=_held(page, (*path, "at"), entry, experiment),
        mechanism=page.text_at((*path, "mechanism"), entry),
    )


def _factor(page: Page, path: tuple[Any, ...], entry: dict[str, Any], experiment: Experiment, kind: Kind) -> str:
    key, names = str(path[-1]), [factor.name for factor in experiment.factors]
    if key not in _FACTORS[kind]:
        if key in entry:
            page.wrong(path, f"goes with {' and '.join(one for one in KINDS if key in _FACTORS[one])} only")
        return ""
    found = page.text_at(path, entry, None)
    factor = next((one for one in experiment.factors if one.name == found), None)
    if factor is None:
        page.wrong(path, f'"{found}" is no lever and no uncertainty of this experiment{nearest(found, names)}')
        return found
    numbers = [one.value for one in factor.levels if isinstance(one.value, int | float)]
    least = 3 if kind == "convex" else 2
    if len(numbers) < least:
        page.wrong(path, f'"{found}" needs {least} numbers or more for this (got {len(numbers)})')
    return found


def _held(page: Page, path: tuple[Any, ...], entry: dict[str, Any], experiment: Experiment) -> dict[str, list[Any]]:
    """The values that count of some factors: one, or a list of them."""
    held: dict[str, list[Any]] = {}
    for name, given in page.table(path, entry).items():
        factor = next((one for one in experiment.factors if one.name == name), None)
        held[name] = given if isinstance(given, list) else [given]
        if factor is None:
            names = [one.name for one in experiment.factors]
            page.wrong((*path, name), f"is no lever and no uncertainty of this experiment{nearest(name, names)}")
            continue
        known = [level.value for level in factor.levels]
        for value in held[name]:
            if value not in known:
                words = ", ".join(map(value_in_words, known))
                page.wrong((*path, name), f"must be of {words} (got {value_in_words(value)})")
        if not held[name]:
            page.wrong((*path, name), "must name a value")
    return held
