"""Many draws at once: the laws of :mod:`sim.scenario.laws` on arrays, the same to the last bit.

A year draws thousands of durations, each by the law of its own task, and looks every one up at an address of its own.
So nothing is lost by drawing them side by side: laws stand in a table, each draw names its row, and the draws of one
form are worked out together, by the operations of the form for one draw and in their order. What a table or a Poisson
law adds up one by one does not depend on the draw, and is added up once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import Numbers, exp, exps, logs, normal_quantiles, rounds
from sim.randomness import Words, entries, uniforms
from sim.scenario.laws import (
    CONSTANT,
    EXPONENTIAL,
    GAMMA,
    HYPEREXPONENTIAL,
    LOGNORMAL,
    POISSON,
    SLOTS,
    TABLE,
    TRIANGULAR,
    UNIFORM,
    Law,
)

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Laws:
    """Laws in columns, one row for each law that was given.

    Attributes
    ----------
    code : ndarray of int64
    a, b, c : ndarray of float64
        See :class:`sim.scenario.laws.Law`.
    codes : tuple of int
        Those that occur.
    search : ndarray of int64
        Place in ``steps`` and ``values``; laws that are equal share it.
    steps : tuple of ndarray of float64
        Poisson: the summed probabilities of 0, of 0 and 1, ...; table: the summed weights; others: nothing.
    values : tuple of ndarray of float64
        Table: the values; others: nothing.
    """

    code: Rows
    a: Numbers
    b: Numbers
    c: Numbers
    codes: tuple[int, ...]
    search: Rows
    steps: tuple[Numbers, ...]
    values: tuple[Numbers, ...]


def laws_table(laws: Sequence[Law]) -> Laws:
    """Put laws into columns."""
    places = {law: place for place, law in enumerate(dict.fromkeys(laws))}
    return Laws(
        code=np.array([law.code for law in laws], dtype=np.int64),
        a=np.array([law.a for law in laws], dtype=np.float64),
        b=np.array([law.b for law in laws], dtype=np.float64),
        c=np.array([law.c for law in laws], dtype=np.float64),
        codes=tuple(sorted({law.code for law in places})),
        search=np.array([places[law] for law in laws], dtype=np.int64),
        steps=tuple(_steps(law) for law in places),
        values=tuple(np.array(law.values, dtype=np.float64) for law in places),
    )


def draws(laws: Laws, rows: Rows, key: int | Words, subjects: Words, occasions: Words | int = 0) -> Numbers:
    """Draw once for each subject, equal to :func:`sim.scenario.laws.draw` bit for bit.

    Parameters
    ----------
    laws : Laws
    rows : ndarray of int64
        For each subject, its law.
    key : int, or ndarray of uint64
        From :func:`sim.randomness.key`; one for all subjects, or one for each.
    subjects : ndarray of uint64
    occasions : ndarray of uint64, or int
        One for each subject, or one for all; see :func:`sim.randomness.uniform_at`.

    Returns
    -------
    ndarray of float64
        0 or more, in the unit of the law.
    """
    slots = occasions * SLOTS if isinstance(occasions, int) else occasions * np.uint64(SLOTS)
    if len(laws.codes) == 1:
        return _draw_all(laws.codes[0], laws, rows, key, subjects, slots)
    found = np.empty(len(rows))
    codes = laws.code[rows]
    for code in laws.codes:
        mine = (codes == code).nonzero()[0]
        if len(mine):
            places = slots if isinstance(slots, int) else slots[mine]
            own = key if isinstance(key, int) else key[mine]
            found[mine] = _draw_all(code, laws, rows[mine], own, subjects[mine], places)
    return found


def _draw_all(code: int, laws: Laws, rows: Rows, key: int | Words, subjects: Words, slots: Words | int) -> Numbers:
    """Draws by laws of one form."""
    if code == CONSTANT:
        return laws.a[rows]
    return _FORMS[code](laws, rows, entries(key, subjects), slots)


def draws_ticks(laws: Laws, rows: Rows, key: int | Words, subjects: Words, occasions: Words | int = 0) -> Rows:
    """Draw durations in whole ticks, equal to :func:`sim.scenario.laws.draw_ticks`; see :func:`draws`."""
    return np.maximum(0, rounds(draws(laws, rows, key, subjects, occasions)))


def _steps(law: Law) -> Numbers:
    """What the search of a Poisson number, or of a row of a table, compares a uniform number with."""
    if law.code == TABLE:
        return np.cumsum(law.weights)  # added one by one
    if law.code != POISSON:
        return np.zeros(0)
    count, chance = 0.0, exp(-law.a)
    reached, steps = chance, []
    while count < law.a or chance > 1e-17:
        steps.append(reached)
        count = count + 1.0
        chance = chance * law.a / count
        reached = reached + chance
    return np.array(steps)


def _searches(laws: Laws, rows: Rows) -> Iterator[tuple[int, Rows]]:
    """Different laws among some rows, and whose they are."""
    places = laws.search[rows]
    for place in sorted(set(places.tolist())):
        yield place, (places == place).nonzero()[0]


def _uniform(laws: Laws, rows: Rows, states: Words, slots: Words | int) -> Numbers:
    low: Numbers = laws.a[rows]
    return low + (laws.b[rows] - low) * uniforms(states, slots)


def _exponential(laws: Laws, rows: Rows, states: Words, slots: Words | int) -> Numbers:
    return -laws.a[rows] * logs(uniforms(states, slots))


def _hyperexponential(laws: Laws, rows: Rows, states: Words, slots: Words | int) -> Numbers:
    branch = np.where(uniforms(states, slots) < laws.a[rows], laws.b[rows], laws.c[rows])
    return -branch * logs(uniforms(states, slots + 1))


def _lognormal(laws: Laws, rows: Rows, states: Words, slots: Words | int) -> Numbers:
    found: Numbers = laws.a[rows] * exps(laws.b[rows] * normal_quantiles(uniforms(states, slots)))
    return found


def _triangular(laws: Laws, rows: Rows, states: Words, slots: Words | int) -> Numbers:
    a, b, c, u = laws.a[rows], laws.b[rows], laws.c[rows], uniforms(states, slots)
    left = a + np.sqrt(u * (c - a) * (b - a))
    return np.where(u * (c - a) < b - a, left, c - np.sqrt((1.0 - u) * (c - a) * (c - b)))


def _poisson(laws: Laws, rows: Rows, states: Words, slots: Words | int) -> Numbers:
    u = uniforms(states, slots)
    count = np.zeros_like(u)
    for place, mine in _searches(laws, rows):
        count[mine] = _counts(laws.steps[place], u[mine])
    found: Numbers = laws.b[rows] * count
    return found


def _table(laws: Laws, rows: Rows, states: Words, slots: Words | int) -> Numbers:
    u = uniforms(states, slots)
    found = np.zeros_like(u)
    for place, mine in _searches(laws, rows):
        found[mine] = _values(laws.steps[place], laws.values[place], u[mine])
    return found


def _counts(steps: Numbers, u: Numbers) -> Rows:
    """The Poisson numbers at which the summed probabilities pass u."""
    return steps.searchsorted(u, side="right")


def _values(steps: Numbers, values: Numbers, u: Numbers) -> Numbers:
    """The values in whose parts of the summed weights the numbers u fall."""
    found: Numbers = values[np.minimum(steps.searchsorted(u * steps[-1], side="right"), len(values) - 1)]
    return found


def _gamma(laws: Laws, rows: Rows, states: Words, slots: Words | int) -> Numbers:
    """Gamma by rejection, as for one draw; those not yet accepted are tried again together."""
    shape, factor = laws.a[rows], laws.b[rows]
    low = shape < 1.0
    slots = np.broadcast_to(np.asarray(slots, dtype=np.uint64), states.shape)
    factor[low] = factor[low] * exps(logs(uniforms(states[low], slots[low])) / shape[low])
    d = np.where(low, shape + 1.0, shape) - 1.0 / 3.0
    c = 1.0 / np.sqrt(9.0 * d)
    found = np.zeros_like(factor)
    left = np.arange(len(found))
    while len(left):
        x = normal_quantiles(uniforms(states[left], slots[left] + np.uint64(1)))
        u = uniforms(states[left], slots[left] + np.uint64(2))
        v = 1.0 + c[left] * x
        positive = v > 0.0
        v = np.where(positive, v * v * v, 1.0)
        taken = positive & (logs(u) < 0.5 * x * x + d[left] * (1.0 - v + logs(v)))
        chosen = left[taken]
        found[chosen] = factor[chosen] * d[chosen] * v[taken]
        left = left[~taken]
        slots = slots + np.uint64(2)
    return found


_FORMS = {
    UNIFORM: _uniform,
    EXPONENTIAL: _exponential,
    GAMMA: _gamma,
    HYPEREXPONENTIAL: _hyperexponential,
    LOGNORMAL: _lognormal,
    TRIANGULAR: _triangular,
    TABLE: _table,
    POISSON: _poisson,
}
