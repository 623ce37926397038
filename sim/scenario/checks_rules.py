"""Whether ranks, tables by level and the weights of chores are whole."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.positions import KeyPath
from sim.scenario.schema import Scenario
from sim.scenario.small_checks import SUM_TOLERANCE, Mistake, check_probabilities, check_weights, check_word
from sim.scenario.words import value_in_words
from sim.vocabulary import Class


def check_chores(scenario: Scenario) -> Iterator[Mistake]:
    """Chores arise in disciplines that exist."""
    path = ("chores", "disciplines")
    for discipline in scenario.chores.disciplines:
        yield from check_word((*path, discipline), discipline, scenario.disciplines, "discipline")
    yield from check_weights(path, scenario.chores.disciplines)


def check_attention(scenario: Scenario) -> Iterator[Mistake]:
    """Every class of work has a rank, and the probabilities of the mix make a whole."""
    attention = scenario.rules.attention
    path: KeyPath = ("rules", "attention", "ranks")
    classes = [member.name.lower() for member in Class]
    for name in attention.ranks:
        yield from check_word((*path, name), name, classes, "class of work")
    missing = [name for name in classes if name not in attention.ranks]
    if missing and len(attention.ranks) < len(classes):
        yield path, f"must rank every class of work; missing: {', '.join(missing)}"
    path = ("rules", "attention", "mix")
    yield from check_probabilities(path, attention.mix, "probability")
    if abs(sum(attention.mix) - 1) > SUM_TOLERANCE:
        yield path, f"must sum to 1 (got {sum(attention.mix):.4g}, probabilities of priority, fifo, lifo, random)"


def check_levels(scenario: Scenario) -> Iterator[Mistake]:
    """The tables by level: one number a level, the last holds beyond."""
    authority = scenario.rules.decisions.authority
    path: KeyPath = ("rules", "decisions", "authority")
    if not authority:
        yield path, "must have at least one amount"
    yield from check_probabilities(path, authority, "amount")
    for level in range(1, len(authority)):
        if authority[level] > authority[level - 1]:
            pair = f"{value_in_words(authority[level])} below {value_in_words(authority[level - 1])}"
            yield (*path, level), f"must not be more than one level higher (got {pair}, amount)"
    exceptions = scenario.rules.exceptions
    for key in ("ignore_by_level", "rework_by_level"):
        if not getattr(exceptions, key):
            yield ("rules", "exceptions", key), "must have at least one probability"
    ignore, redo = len(exceptions.ignore_by_level), len(exceptions.rework_by_level)
    if ignore and redo and ignore != redo:
        got = f"(got {redo}, ignore_by_level has {ignore})"
        yield ("rules", "exceptions", "rework_by_level"), f"must have as many levels as ignore_by_level {got}"
