"""Whether lines, seats and the structures to compare fit together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.scenario.positions import KeyPath
from sim.scenario.schema import Scenario
from sim.scenario.small_checks import (
    SUM_TOLERANCE,
    Mistake,
    check_names,
    check_probabilities,
    check_weights,
    check_word,
)
from sim.scenario.words import value_in_words


def check_structures(scenario: Scenario, architectures: Sequence[str]) -> Iterator[Mistake]:
    """The structures exist, each is named once, and the baseline is one of them."""
    if scenario.structures:
        yield from check_names(("structures",), scenario.structures, "structure")
        for number, name in enumerate(scenario.structures):
            if architectures and name != "custom":
                yield from check_word(("structures", number), name, architectures, "structure")
            if name == "custom" and scenario.custom is None:
                yield ("structures", number), 'structure "custom" needs a [custom] table, and there is none'
        if scenario.baseline not in scenario.structures:
            yield from check_word(("baseline",), scenario.baseline, scenario.structures, "structure")


def check_lines(scenario: Scenario) -> Iterator[Mistake]:
    """Lines have names of their own; likeness and weights are of as many lines as there are."""
    lines = scenario.lines
    yield from check_names(("lines", "names"), lines.names, "line")
    for key, table in (("similarity", lines.similarity), ("brand_shared", lines.brand_shared)):
        if isinstance(table, tuple):
            yield from check_likeness(("lines", key), table, len(lines.names))
        elif table is not None and not 0 <= table <= 1:
            yield ("lines", key), f"must be from 0 to 1 (got {value_in_words(table)})"
    if lines.weights and len(lines.weights) != len(lines.names):
        got = f"(got {len(lines.weights)} weights, {len(lines.names)} lines)"
        yield ("lines", "weights"), f"must have one weight for each line {got}"
    yield from check_weights(("lines", "weights"), dict(enumerate(lines.weights)))


def check_likeness(path: KeyPath, table: Sequence[Sequence[float]], size: int) -> Iterator[Mistake]:
    """A table of likeness: square, symmetric, ones on the diagonal, from 0 to 1."""
    if len(table) != size:
        yield path, f"must have one row for each line (got {len(table)} rows, {size} lines)"
    for row, values in enumerate(table):
        if len(values) != len(table):
            yield (*path, row), f"must have as many numbers as there are rows (got {len(values)}, {len(table)} rows)"
        yield from check_probabilities((*path, row), values)
    if any(len(values) != len(table) for values in table):
        return
    for row, values in enumerate(table):
        if values[row] != 1:
            yield (*path, row, row), f"must be 1, a line is like itself (got {value_in_words(values[row])})"
        for column in range(row):
            if values[column] != table[column][row]:
                pair = f"{value_in_words(values[column])} and {value_in_words(table[column][row])}"
                yield (*path, row, column), f"must be the same in both directions (got {pair})"


def check_staffing(scenario: Scenario) -> Iterator[Mistake]:
    """The shares of the grades make a whole, or the seats given one by one are as many as is said."""
    staffing = scenario.staffing
    grades = [grade.name for grade in staffing.grades]
    yield from check_names(("staffing", "grades"), grades, "grade", key="name")
    total = sum(grade.share for grade in staffing.grades)
    if grades and not staffing.seat and abs(total - 1) > SUM_TOLERANCE:
        yield ("staffing", "grades"), f"the shares must sum to 1 (got {total:.4g}, share of the seats)"
    if staffing.seat and len(staffing.seat) != staffing.seats:
        got = f"(got {staffing.seats}, but {len(staffing.seat)} tables [[staffing.seat]])"
        yield ("staffing", "seats"), f"must be the number of seats given one by one, or left out {got}"
    for number, seat in enumerate(staffing.seat):
        path = ("staffing", "seat", number)
        yield from check_word((*path, "grade"), seat.grade, grades, "grade")
        yield from check_word((*path, "discipline"), seat.discipline, scenario.disciplines, "discipline")
        yield from check_word((*path, "line"), seat.line, scenario.lines.names, "line")
