"""A rule is a pure scalar function, registered here so that any engine can find it, and compile it.

Rules take numbers and give numbers; they use ``+ - * /`` and comparisons only, know no object, no global and no
structure. Registering a rule changes nothing about it: the reference engine calls the same text a compiled one would.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

RULES: dict[str, Callable[..., Any]] = {}


def rule(function: Function) -> Function:
    """Register a rule under its name and return it unchanged.

    Raises
    ------
    ValueError
        If a rule of that name exists.
    """
    name = function.__name__
    if name in RULES:
        raise ValueError(f'there are two rules named "{name}"')
    RULES[name] = function
    return function
