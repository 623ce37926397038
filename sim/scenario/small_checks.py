"""Small questions that many checks ask: is the word known, is each name given once, do the weights weigh anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sim.errors import nearest
from sim.scenario.positions import KeyPath
from sim.scenario.schema import Scenario
from sim.scenario.words import value_in_words

Mistake = tuple[KeyPath, str]
"""Where something is wrong, and the rest of the sentence."""
SUM_TOLERANCE = 0.001
"""Shares typed by hand sum to one within this."""


def check_word(path: KeyPath, word: str, allowed: Iterable[str], what: str) -> Iterator[Mistake]:
    """A word is one of those allowed; otherwise the nearest of them is named."""
    words = list(allowed)
    if word not in words:
        listed = ", ".join(words[:20]) + (", ..." if len(words) > 20 else "")
        expected = f", expected {'one of ' * (len(words) > 1)}{listed}" if words else "; no other is defined"
        yield path, f'unknown {what} "{word}"{expected}{nearest(word, words)}'


def check_names(path: KeyPath, names: Sequence[str], what: str, key: str = "") -> Iterator[Mistake]:
    """Names are given, and each is given once."""
    if not names:
        yield path, f"must name at least one {what}"
    for number, name in enumerate(names):
        place = (*path, number, key) if key else (*path, number)
        if not name.strip():
            yield place, f"must name the {what} (got {value_in_words(name)})"
        elif name in names[:number]:
            yield place, f'{what} "{name}" is there already; names must differ'


def check_probabilities(path: KeyPath, values: Iterable[float], unit: str = "") -> Iterator[Mistake]:
    """Numbers are from 0 to 1."""
    for number, value in enumerate(values):
        if not 0 <= value <= 1:
            got = f"(got {value_in_words(value)}{', ' + unit if unit else ''})"
            yield (*path, number), f"must be from 0 to 1 {got}"


def check_weights(path: KeyPath, weights: Mapping[str, float] | Mapping[int, float]) -> Iterator[Mistake]:
    """No weight is below 0, and not all of them are 0."""
    for key, weight in weights.items():
        if weight < 0:
            yield (*path, key), f"must be at least 0 (got {value_in_words(weight)}, weight)"
    if weights and not any(weight > 0 for weight in weights.values()):
        yield path, "at least one weight must be above 0"


def check_seat(path: KeyPath, seat: int, scenario: Scenario) -> Iterator[Mistake]:
    """A seat is one of those there are."""
    seats = scenario.staffing.seats
    if not 0 <= seat < seats:
        yield path, f"must be a seat from 0 to {seats - 1} (got {seat}, of {seats} seats counted from 0)"


def loops(before: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Follow an order backwards and yield each loop once, beginning with its first name in the file."""
    left = {name: [other for other in others if other in before] for name, others in before.items()}
    while left:
        free = [name for name, others in left.items() if not any(other in left for other in others)]
        if free:
            left = {name: others for name, others in left.items() if name not in free}
            continue
        walk = [next(iter(left))]
        while walk[-1] not in walk[:-1]:
            walk.append(next(other for other in left[walk[-1]] if other in left))
        loop = walk[walk.index(walk[-1]) : -1]
        first = min(range(len(loop)), key=lambda number: list(before).index(loop[number]))
        yield loop[first:] + loop[:first]
        left = {name: others for name, others in left.items() if name not in loop}
