"""What follows from a scenario alone is worked out once, and then used for every year that is drawn of it.

A scenario is frozen, and one that differs in anything is another object. So answers are kept by which object was asked
about, which costs nothing to find out, and never by what stands in it. The object is held as long as its answer is,
so that no other can take its place in memory meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

from sim.scenario.schema import Scenario

SCENARIOS_REMEMBERED = 32
"""Answers are kept for so many scenarios, those asked about last."""

More = TypeVarTuple("More")
Answer = TypeVar("Answer")


class _Same:
    """A scenario that equals nothing but itself."""

    __slots__ = ("scenario",)

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.scenario is other.scenario

    def __hash__(self) -> int:
        return id(self.scenario)


def once_a_scenario(work: Callable[[Scenario, *More], Answer]) -> Callable[[Scenario, *More], Answer]:
    """Let a function of a scenario remember its answers.

    Parameters
    ----------
    work : function of a scenario, and perhaps of further things that can be hashed
        Its answer is shared by all who ask, other threads among them, so it must be one that nobody can change, or
        that nobody does.

    Returns
    -------
    function
        Of the same arguments, by position. Two threads that ask at once may both work, and get equal answers.
    """

    @lru_cache(maxsize=SCENARIOS_REMEMBERED)
    def remembered(same: _Same, *more: *More) -> Answer:
        return work(same.scenario, *more)

    @wraps(work)
    def ask(scenario: Scenario, /, *more: *More) -> Answer:
        return remembered(_Same(scenario), *more)

    return ask
