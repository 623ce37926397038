"""A known answer as a case: a theorem, the scenario files that show it, and what is to be read from them.

A *world* is a scenario file with some parameters changed. A *trial* lets one or several worlds live through the same
replications; a *reading* takes two sums from them, whose quotient theory knows. One page of the report is one case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.facts import Facts
from sim.scenario.schema import Scenario
from sim.world.year import Year


@dataclass(frozen=True)
class World:
    """A scenario file of ``scenarios/theory`` with some parameters changed.

    Attributes
    ----------
    file : str
        Name without ending.
    changes : mapping of str to value
        Parameters that differ from the file, by path.
    same_year : bool
        Whether it has the work of the trial's first world, so that the year is drawn once for both.
    """

    file: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    same_year: bool = False


@dataclass(frozen=True)
class Sight:
    """What can be seen of one world after one replication, under one structure."""

    scenario: Scenario
    year: Year = field(repr=False)
    facts: Facts = field(repr=False)


Part = tuple[float, float]
"""Two sums of a replication; the estimate is the quotient of their totals."""
Observe = Callable[[Sequence[Sight]], Part]
Control = Callable[[Sequence[Sight]], float]


@dataclass(frozen=True)
class Reading:
    """One number that theory knows.

    Attributes
    ----------
    name, unit : str
        What it is; a plain number has the unit "".
    expected : float
        By theory.
    tolerance : float
        Largest error that counts as agreement: a share of `expected`, or with `absolute` in its unit.
    observe : function of the sights of a replication
        In the order of the worlds, and within a world of its structures.
    absolute : bool
    """

    name: str
    unit: str
    expected: float
    tolerance: float
    observe: Observe = field(repr=False)
    absolute: bool = False

    def allowed(self, factor: float = 1.0) -> float:
        """Largest error that counts as agreement, in the unit of the reading."""
        return factor * self.tolerance * (1.0 if self.absolute else abs(self.expected))


@dataclass(frozen=True)
class Trial:
    """Worlds that live through the same replications, and what is read from them.

    Attributes
    ----------
    name : str
        The setting in words: ``load 0.5``.
    worlds : tuple of World
    readings : tuple of Reading
    controls : tuple of function
        Numbers of a replication whose expected value is exactly 0, and which move with the readings: they take out
        luck that is known (Lavenberg and Welch 1981).
    x : float or None
        Where the trial stands on the axis of the case's curves.
    quick : bool
        Whether it belongs to the short suite.
    exact : bool
        Nothing is left to luck: one replication says all.
    """

    name: str
    worlds: tuple[World, ...]
    readings: tuple[Reading, ...]
    controls: tuple[Control, ...] = ()
    x: float | None = None
    quick: bool = False
    exact: bool = False


@dataclass(frozen=True)
class Curve:
    """What theory says between the trials: the reading of one name as a function of the axis."""

    reading: str
    theory: Callable[[float], float] = field(repr=False)


@dataclass(frozen=True)
class Case:
    """One page: what is known, who proved it, how it is set up, and the trials.

    Attributes
    ----------
    name, title : str
        For files, for people.
    source : str
        Who proved it, or that it is derived here.
    statement : str
        What is claimed, in a few sentences.
    formula : str
        In plain letters.
    setting : str
        How ordinary parameters of the scenario express it, and what is assumed in doing so.
    trials : tuple of Trial
    axis : str
        What the curves run over; empty where there are none.
    span : tuple of float
        From where to where they are drawn.
    curves : tuple of Curve
    page : function, optional
        Text (Markdown paragraphs) that is computed and not simulated, for the end of the page.
    """

    name: str
    title: str
    source: str
    statement: str
    formula: str
    setting: str
    trials: tuple[Trial, ...]
    axis: str = ""
    span: tuple[float, float] = (0.0, 1.0)
    curves: tuple[Curve, ...] = ()
    page: Callable[[], str] | None = field(default=None, repr=False)
