"""A measure is one decorated function of facts; its name, unit, direction and source stand where it is computed.

All measures of a run are taken from the same fact tables, so that no measure can know more than another, and an engine
that fills the tables need not know what will be asked of them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from inspect import cleandoc
from types import MappingProxyType
from typing import Literal

from sim import measures as folder
from sim.errors import InputProblems, Problem, nearest
from sim.facts import Facts
from sim.measures.about import About
from sim.measures.once import Noted

Function = Callable[[Facts, About], float]
Direction = Literal[-1, 0, 1]

FAMILIES = (
    *("latency", "duplication", "friction", "time", "effort", "money", "quality", "shape", "saturation"),
    "messages",
)
"""Families in the order in which they are shown; others follow in alphabetical order."""


@dataclass(frozen=True)
class Measure:
    """What is known of a measure.

    Attributes
    ----------
    name : str
        As a user types it.
    family : str
        The file it stands in.
    title, title_zh, unit, unit_zh : str
        For charts, in English and Chinese.
    direction : {-1, 0, 1}
        Lower is better, neither, higher is better.
    source : str
        Where the definition comes from; ``none`` for one of our own.
    headline : bool
        One of the few that every comparison shows.
    says : str
        The definition, in a sentence or two.
    function : function of Facts and About
        Gives the value; NaN where it is not defined.
    """

    name: str
    family: str
    title: str
    title_zh: str
    unit: str
    unit_zh: str
    direction: Direction
    source: str
    headline: bool
    says: str
    function: Function


_MEASURES: dict[str, Measure] = {}


def measure(
    *,
    title: str,
    title_zh: str,
    unit: str,
    unit_zh: str,
    direction: Direction,
    source: str = "none",
    says: str = "",
    headline: bool = False,
) -> Callable[[Function], Function]:
    """Register a function of facts as a measure, under its own name; see `Measure` for the words.

    Where ``says`` is left out, the first paragraph of the function's docstring is the definition.

    Raises
    ------
    ValueError
        There are two measures of one name.
    """

    def register(function: Function) -> Function:
        name = function.__name__
        family = function.__module__.rsplit(".", 1)[-1]
        if name in _MEASURES:
            raise ValueError(f'there are two measures named "{name}"')
        meaning = says or " ".join(cleandoc(function.__doc__ or "").split("\n\n")[0].split())
        _MEASURES[name] = Measure(
            name, family, title, title_zh, unit, unit_zh, direction, source, headline, meaning, function
        )
        return function

    return register


@cache
def _discover() -> None:
    """Import every file of this folder, so that its measures are registered; once a process."""
    for module in pkgutil.iter_modules(folder.__path__, folder.__name__ + "."):
        importlib.import_module(module.name)


@lru_cache(maxsize=1)
def _sorted(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names in the order in which they are shown; worked out again when one is added."""
    order = {family: place for place, family in enumerate(FAMILIES)}

    def place(name: str) -> tuple[bool, int, str]:
        one = _MEASURES[name]
        return not one.headline, order.get(one.family, len(order)), one.family

    return tuple(sorted(names, key=place))


def _names() -> tuple[str, ...]:
    _discover()
    return _sorted(tuple(_MEASURES))


def measures() -> Mapping[str, Measure]:
    """Every measure there is, by name: the headline ones first, then family by family as their files list them."""
    return MappingProxyType({name: _MEASURES[name] for name in _names()})


def evaluate(facts: Facts, about: About, names: Iterable[str] | None = None) -> dict[str, float]:
    """Take measures of a run.

    Parameters
    ----------
    facts : Facts
        Of the run.
    about : About
        Of its organisation.
    names : iterable of str, optional
        Which measures; all where nothing is said.

    Returns
    -------
    dict of str to float
        NaN where a measure is not defined.

    Raises
    ------
    InputProblems
        A measure of that name is not known.
    """
    known = _names()
    wanted = known if names is None else tuple(names)
    unknown = [name for name in wanted if name not in _MEASURES] if names is not None else []
    if unknown:
        said = [f'there is no measure "{name}"{nearest(name, known)}' for name in unknown]
        raise InputProblems([Problem("measures", 0, 0, "", message) for message in said])
    noted = Noted(facts, about)
    return {name: float(_MEASURES[name].function(noted, about)) for name in wanted}
