"""All known answers, in the order of the report: from one desk to whole structures."""

from __future__ import annotations

from functools import cache

from sim.errors import InputProblems, Problem, nearest
from sim.study.known import cases_decisions, cases_pooling, cases_queues, cases_structures
from sim.study.known.case import Case

LEFT_OUT = {
    "Radner (1993), minimum delay of adding up reports": "needs reports that any idle processor may add up in pairs; a "
    "marketing department passes work on to people who know it, and has no such thing. An engine rule that only this "
    "theorem uses would prove nothing about the others.",
    "Cohen, March and Olsen (1972); March (1991)": "public re-implementations say that they cannot match the published "
    "figures; no number of theirs is a known answer.",
    "Harris and Raviv (2002), terms that hang on the chief executive being called": "no counterpart in the model; "
    "computed on the page of the case `pairs`.",
}
"""What is not among the cases, and why."""


@cache
def cases() -> dict[str, Case]:
    """Every case by its name."""
    found = (
        *cases_queues.cases(),
        *cases_pooling.cases(),
        *cases_decisions.cases(),
        *cases_structures.cases(),
    )
    return {case.name: case for case in found}


def chosen(names: tuple[str, ...]) -> tuple[Case, ...]:
    """The cases of these names, or all.

    Raises
    ------
    InputProblems
        Where a name is unknown; says which is nearest.
    """
    known = cases()
    problems = [
        Problem("verify", 0, 0, "", f'"{name}" is unknown; expected {", ".join(known)}{nearest(name, known)}')
        for name in names
        if name not in known
    ]
    if problems:
        raise InputProblems(problems)
    return tuple(case for case in known.values() if not names or case.name in names)
