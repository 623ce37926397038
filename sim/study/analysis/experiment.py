"""What a study declared beforehand: the criterion by which a structure wins, the factors, and the seed.

It travels with the table, as its ``attrs["experiment"]``, and is read here once, so that no other file of the analysis
knows how it is written down. Which structure wins is asked first of the criterion that was declared before anything
was run; every other measure is looked at afterwards, and said to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sim.errors import InputProblems, Problem, nearest

DIRECTIONS = {"lower": -1, "higher": 1}


@dataclass(frozen=True)
class Factor:
    """Something that the study varied.

    Attributes
    ----------
    path : str
        Dotted path in the scenario; the name of its column.
    label, label_zh : str
        For people, in English and Chinese.
    unit, unit_zh : str
        May be empty.
    kind : str
        ``lever`` (what managers choose) or ``uncertainty`` (what the world chooses).
    levels : tuple
        Its values in order, where the study lists them; else (low, high).
    numeric : bool
        Whether its values are numbers, so that one can be between two others.
    """

    path: str
    label: str
    label_zh: str
    unit: str
    unit_zh: str
    kind: str
    levels: tuple[Any, ...]
    numeric: bool

    def called(self, language: str = "en") -> str:
        """Label in a language."""
        return self.label_zh if language == "zh" else self.label

    def measured(self, language: str = "en") -> str:
        """Unit in a language."""
        return self.unit_zh if language == "zh" else self.unit


@dataclass(frozen=True)
class Experiment:
    """What was declared.

    Attributes
    ----------
    title, title_zh : str
    fingerprint : str
        Of the study.
    seed : int
    measure : str
        The criterion.
    direction : {-1, 1}
        Of the criterion: lower is better, higher is better.
    factors : tuple of Factor
        The structure, which is a factor too, is not among them.
    structures : tuple of str
        In the order of the study.
    design : str
        ``grid``, ``points``, ``latin_hypercube``, ``sobol`` or ``morris``.
    settings : mapping
        Of the design.
    """

    title: str
    title_zh: str
    fingerprint: str
    seed: int
    measure: str
    direction: int
    factors: tuple[Factor, ...]
    structures: tuple[str, ...]
    design: str
    settings: Mapping[str, Any]

    def factor(self, path: str) -> Factor:
        """The factor of a path; an unknown one is refused."""
        known = {factor.path: factor for factor in self.factors}
        if path not in known:
            raise InputProblems([Problem("study", 0, 0, path, f"is no factor of the study{nearest(path, known)}")])
        return known[path]

    def described(self) -> dict[str, dict[str, Any]]:
        """What a figure needs to know of the factors: path -> ``label, label_zh, unit, unit_zh, kind, levels``."""
        names = ("label", "label_zh", "unit", "unit_zh", "kind", "levels", "numeric")
        return {factor.path: {name: getattr(factor, name) for name in names} for factor in self.factors}

    def direction_of(self, measure: str) -> int:
        """Which way a measure is better: as declared for the criterion, else as the measure itself says."""
        if measure == self.measure:
            return self.direction
        from sim.measures.registry import measures

        one = measures().get(measure)
        if one is None or not one.direction:
            what = "is not a measure" if one is None else "has no better direction, so nobody can win in it"
            hint = nearest(measure, measures()) if one is None else ""
            raise InputProblems([Problem("study", 0, 0, measure, what + hint)])
        return int(one.direction)


def experiment_of(frame: pd.DataFrame) -> Experiment:
    """Read what the study of a table declared.

    Parameters
    ----------
    frame : DataFrame
        The table of a study.

    Returns
    -------
    Experiment

    Raises
    ------
    InputProblems
        The table carries no declaration, or one without criterion, factors or seed.
    """
    told = frame.attrs.get("experiment")
    if not isinstance(told, Mapping):
        message = 'the table does not say what was studied; expected attrs["experiment"], as a study leaves it'
        raise InputProblems([Problem("study", 0, 0, "experiment", message)])
    missing = [name for name in ("criterion", "factors", "seed") if name not in told]
    if missing:
        raise InputProblems(Problem("study", 0, 0, f"experiment.{name}", "is missing") for name in missing)
    measure, direction = _criterion(told["criterion"])
    title = str(told.get("title", ""))
    return Experiment(
        title,
        str(told.get("title_zh") or title),
        str(told.get("fingerprint", "")),
        int(told["seed"]),
        measure,
        direction,
        tuple(_factor(str(path), about, frame) for path, about in told["factors"].items() if path != "structure"),
        tuple(str(name) for name in told.get("structures", ())),
        str(told.get("design", "")),
        dict(told.get("design_settings") or {}),
    )


def _criterion(told: Mapping[str, Any]) -> tuple[str, int]:
    measure, direction = str(told["measure"]), told.get("direction")
    if direction is None:
        from sim.measures.registry import measures

        one = measures().get(measure)
        direction = {-1: "lower", 1: "higher"}.get(one.direction if one else 0)
    if direction not in DIRECTIONS:
        message = f'"{direction}" is unknown; expected "lower" or "higher"{nearest(str(direction), DIRECTIONS)}'
        raise InputProblems([Problem("study", 0, 0, "criterion.direction", message)])
    return measure, DIRECTIONS[str(direction)]


def _factor(path: str, told: Mapping[str, Any], frame: pd.DataFrame) -> Factor:
    label, unit = str(told.get("label") or path), str(told.get("unit") or "")
    met = list(dict.fromkeys(frame[path].tolist())) if path in frame.columns else []
    numeric = all(isinstance(value, int | float) and not isinstance(value, bool) for value in met)
    levels = tuple(told.get("values") or ())
    if not levels or not set(met) <= set(levels):
        levels = tuple(sorted(met)) if numeric else tuple(met)
        if "low" in told and "high" in told:
            levels = (told["low"], told["high"])
    return Factor(
        path,
        label,
        str(told.get("label_zh") or label),
        unit,
        str(told.get("unit_zh") or unit),
        str(told.get("kind") or "lever"),
        levels,
        numeric,
    )
