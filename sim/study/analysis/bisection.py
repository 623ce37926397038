"""Finding a crossover by asking: halve the range in which the sign of a difference flips; in doubt, run more years.

At each value of the factor two structures live the same years until the interval of their difference excludes zero;
half of the range can then be thrown away. Looking again and again would find a difference by luck sooner or later, so
the chance of that is divided beforehand among all looks that can happen. Where even the most years do not decide, the
value is too near to the crossing to tell, and the search ends there with an honest bracket.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, log2, nan

from sim.errors import InputProblems, Problem
from sim.study.analysis.verdicts import shared
from sim.study.pairs import COVERAGE, Estimate, difference

Evaluate = Callable[[float, int], tuple[Sequence[float], Sequence[float]]]
"""Value of the factor and number of replications -> values of two structures in the same years, first years first."""


@dataclass(frozen=True)
class Look:
    """What was seen at one value of the factor: the difference of the two, when it was looked at last."""

    value: float
    gap: Estimate


@dataclass(frozen=True)
class Bracket:
    """What the search found.

    Attributes
    ----------
    low, high : float
        The crossing lies between them, with the coverage asked for.
    value : float
        Estimate: where a straight line through the two looks meets zero; NaN where the ends do not differ in sign.
    looks : tuple of Look
        Everything that was seen, in the order of asking; the last look at each value.
    narrow : bool
        Whether the bracket is as narrow as was asked.
    """

    low: float
    high: float
    value: float
    looks: tuple[Look, ...]
    narrow: bool

    @property
    def found(self) -> bool:
        """Whether the sign flips at all between the ends."""
        return self.value == self.value


def bisect(
    evaluate: Evaluate,
    low: float,
    high: float,
    width: float,
    *,
    first: int = 10,
    most: int = 160,
    coverage: float = COVERAGE,
) -> Bracket:
    """Search for the value of a factor at which the better of two structures changes.

    Parameters
    ----------
    evaluate : function
        See `Evaluate`. It is asked for more replications at the same value, and may remember those it has.
    low, high : float
        Ends of the range; the difference is expected to have one sign at each.
    width : float
        Of the bracket wished, in the unit of the factor; above 0.
    first, most : int
        Replications at the first look at a value, doubled while undecided, and the most that are run there.
    coverage : float
        Probability that the crossing lies in the bracket, if there is exactly one.

    Returns
    -------
    Bracket
        With ``found`` false where an end is undecided or both ends agree; the bracket is then the whole range.

    Raises
    ------
    InputProblems
        The range or the width is empty, or the replications are fewer than two.
    """
    if not (low < high and width > 0.0 and 2 <= first <= most):
        message = f"expected low < high, width > 0, 2 <= first <= most ({low}, {high}, {width}, {first}, {most})"
        raise InputProblems([Problem("bisect", 0, 0, "", message)])
    values = 2 + max(0, ceil(log2((high - low) / width)))
    each = shared(coverage, values * (1 + ceil(log2(most / first))))
    looks: list[Look] = []

    def look(value: float) -> Estimate:
        n = first
        while True:
            gap = difference(*evaluate(value, n), each)
            if gap.excludes_zero or n >= most:
                looks.append(Look(value, gap))
                return gap
            n = min(2 * n, most)

    left, right = look(low), look(high)
    if not (left.excludes_zero and right.excludes_zero and (left.mean > 0.0) != (right.mean > 0.0)):
        return Bracket(low, high, nan, tuple(looks), False)
    while high - low > width:
        middle = 0.5 * (low + high)
        gap = look(middle)
        if not gap.excludes_zero:
            return Bracket(low, high, middle, tuple(looks), False)
        if (gap.mean > 0.0) == (left.mean > 0.0):
            low, left = middle, gap
        else:
            high, right = middle, gap
    value = low + (high - low) * left.mean / (left.mean - right.mean)
    return Bracket(low, high, value, tuple(looks), True)
