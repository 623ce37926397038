"""Relations as an experiment file tells them, under ``[[relations]]``; every word is checked before anything is run."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
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

    @property
    def file(self) -> str:
        """The file as a reader finds it: as it was given, or where it lies in a checkout."""
        built_in = self.path.parent == built_in_folder()
        return f"experiments/{FOLDER}/{self.path.name}" if built_in else self.path.as_posix()


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
        There is no such group, a file holds mistakes, or two files have one name.
    """
    known = group_names()
    if not known and not names:
        message = f"no relations there; name experiment files with [[relations]] ({built_in_folder().as_posix()})"
        raise InputProblems([Problem("relations", 0, 0, "", message)])
    paths: dict[Path, Path] = {}
    for name in names or known:
        if name in known:
            path = built_in_folder() / f"{name}.toml"
        elif Path(name).is_file():
            path = Path(name)
        else:
            message = f"neither a file nor a group of relations ({', '.join(known)}){nearest(name, known)}"
            raise InputProblems([Problem(name, 0, 0, "", message)])
        paths.setdefault(path.resolve(), path)
    _told_apart(list(paths.values()))
    return [load_group(path, replications) for path in paths.values()]


def _told_apart(paths: list[Path]) -> None:
    """Refuse files whose pages would overwrite each other; some systems make no difference of capitals."""
    pages: dict[str, str] = {"index": "the overview of the report"}
    for path in paths:
        page = path.stem.casefold()
        if page in pages:
            message = f'"{path.stem}" is the name of {pages[page]} too; give the file another name'
            raise InputProblems([Problem(path.as_posix(), 0, 0, "", message)])
        pages[page] = path.as_posix()


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
    structures = tuple(dict.fromkeys(page.words((*path, "structures"), entry, experiment.structures)))
    for number, name in enumerate(structures):
        if name not in experiment.structures:
            known = ", ".join(experiment.structures)
            page.wrong((*path, "structures", number), f'"{name}" is not compared here; expected {known}')
    against = page.word((*path, "against"), entry, experiment.structures, None if kind == "lead" else "")
    own = tuple(name for name in structures if name != against)
    if not own:
        page.wrong((*path, "structures"), f"must name a structure{f' besides {against}' if against else ''}")
    moved = {key: _factor(page, (*path, key), entry, experiment, kind) for key in ("along", "with")}
    if moved["with"] and moved["with"] == moved["along"]:
        page.wrong((*path, "with"), f'must be another factor than along (got "{moved["with"]}" for both)')
    at = _held(page, (*path, "at"), entry, experiment)
    for key, name in moved.items():
        _room(page, (*path, "at"), at.get(name), name, _least(kind, key))
    return Relation(
        **texts,
        kind=kind,
        measure=measure,
        expected=cast(Expected, expected),
        structures=own,
        against=against,
        along=moved["along"],
        with_=moved["with"],
        at=at,
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
    values = [level.value for level in factor.levels]
    others = [value for value in values if not _number(value)]
    least = _least(kind, key)
    if others:
        page.wrong(path, f'"{found}" must have numbers only for this (got {value_in_words(others[0])})')
    elif len(set(values)) < least:
        page.wrong(path, f'"{found}" needs {least} numbers or more for this (got {len(set(values))})')
    return found


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _least(kind: Kind, key: str) -> int:
    """Values that a factor needs to be moved: two ends, and a middle for a bend."""
    return 3 if kind == "convex" and key == "along" else 2


def _room(page: Page, path: tuple[Any, ...], held: list[Any] | None, name: str, least: int) -> None:
    """Refuse values that leave a factor that is moved no room to move."""
    left = [] if held is None else [value for place, value in enumerate(held) if value not in held[:place]]
    if left and len(left) < least:
        page.wrong((*path, name), f'must leave {least} values or more of "{name}", which is moved (got {len(left)})')


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
