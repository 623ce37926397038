"""What several measures need is worked out once a run, and forgotten with it.

A measure stays a function of facts. `evaluate` hands all of them the same facts with a notebook attached, and a
function marked `once` looks there before it computes; given plain facts it just computes. The notebook belongs to one
evaluation, so that two runs, or two threads, can never read each other's notes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, TypeVar, TypeVarTuple

from sim.facts import Facts
from sim.measures.about import About

More = TypeVarTuple("More")
Found = TypeVar("Found")


class Noted(Facts):
    """Facts of one run with a notebook, for the time of one evaluation; no column is copied.

    Attributes
    ----------
    about : About
        The organisation whose run it was; what was found for another one is not noted.
    notes : dict of function to its result
        Filled as measures ask. What stands there is shared: whoever reads it must not change it.
    """

    about: About
    notes: dict[Callable[..., Any], Any]

    def __init__(self, facts: Facts, about: About) -> None:
        vars(self).update(vars(facts), about=about, notes={})


def once(function: Callable[[Facts, *More], Found]) -> Callable[[Facts, *More], Found]:
    """Work a function of facts, or of facts and what is known of the organisation, out once an evaluation."""

    def remembered(facts: Facts, *more: *More) -> Found:
        if not isinstance(facts, Noted) or (more and more != (facts.about,)):
            return function(facts, *more)
        notes = facts.notes
        if function not in notes:
            notes[function] = function(facts, *more)
        found: Found = notes[function]
        return found

    update_wrapper(remembered, function)
    return remembered
