"""Catches a draw that comes out differently, by one bit, when it is drawn beside others.

The forms for one draw, tested in ``test_laws.py``, are the witness: whatever holds for them then holds for arrays.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario.test_laws import SPECS, law_of

from sim.randomness import Stream, entry, key
from sim.scenario import laws
from sim.scenario.draws import _counts, _values, draws, draws_ticks, laws_table
from sim.scenario.laws import GAMMA, NAMES, Law, draw, draw_ticks

KEY = key(20260618, 0, Stream.HOURS)
WORDS = st.integers(0, 2**64 - 1)


def words(numbers: list[int]) -> np.ndarray:
    return np.array(numbers, dtype=np.uint64)


def bits(numbers: object) -> list[int]:
    return np.asarray(numbers, dtype=np.float64).view(np.int64).tolist()


DRAW = st.tuples(st.integers(0, 5), WORDS, st.integers(0, 1000), st.sampled_from([KEY, 0, 2**64 - 1]))


@given(st.lists(SPECS, min_size=1, max_size=6), st.lists(DRAW, max_size=60), st.sampled_from([1.0, 3600.0]))
def test_draws_side_by_side_are_those_of_each_alone(
    specs: list[dict[str, object]], wanted: list[tuple[int, int, int, int]], scale: float
) -> None:
    """Many laws of some forms, each at an address and an occasion of its own, and with a key of its own."""
    made = [law_of(spec, scale) for spec in specs]
    table = laws_table(made)
    rows = np.array([row % len(made) for row, *_ in wanted], dtype=np.int64)
    subjects, occasions, keys = (words([one[place] for one in wanted]) for place in (1, 2, 3))
    expected = [draw(made[row % len(made)], own, subject, occasion) for row, subject, occasion, own in wanted]
    assert bits(draws(table, rows, keys, subjects, occasions)) == bits(expected)
    expected = [draw(made[row % len(made)], KEY, subject, 7) for row, subject, *_ in wanted]
    assert bits(draws(table, rows, KEY, subjects, 7)) == bits(expected)
    ticks = draws_ticks(table, rows, KEY, subjects, 7)
    assert ticks.dtype == np.int64
    assert ticks.tolist() == [draw_ticks(made[row % len(made)], KEY, subject, 7) for row, subject, *_ in wanted]


def test_no_form_is_left_out() -> None:
    """One law of each form in one table, three hundred draws of each; among them gammas that took several attempts."""
    forms = [
        4.5,
        {"law": "uniform", "low": 1, "high": 4},
        {"law": "exponential", "mean": 8},
        {"law": "gamma", "mean": 8, "cv": 2},
        {"law": "hyperexponential", "mean": 8, "cv": 2},
        {"law": "lognormal", "mean": 20, "cv": 0.5},
        {"law": "triangular", "low": 1, "mode": 2, "high": 6},
        {"law": "table", "values": [1, 2, 8], "weights": [1, 0, 3]},
        {"law": "poisson", "mean": 2.3},
    ]
    made = [law_of(form) for form in forms]
    assert [law.code for law in made] == list(range(len(NAMES)))
    rows = np.tile(np.arange(len(made)), 300)
    found = draws(laws_table(made), rows, KEY, np.arange(len(rows), dtype=np.uint64), 1)
    assert bits(found) == bits([draw(made[row], KEY, subject, 1) for subject, row in enumerate(rows.tolist())])
    assert {law: len(set(found[rows == law].tolist())) > 1 for law in range(1, len(made))} == dict.fromkeys(
        range(1, len(made)), True
    )


def test_a_gamma_that_is_tried_again_reads_on_at_its_own_address() -> None:
    law = law_of({"law": "gamma", "mean": 1, "cv": 2})
    subjects = np.arange(5000, dtype=np.uint64)
    found = draws(laws_table([law]), np.zeros(5000, dtype=np.int64), KEY, subjects)
    assert law.code == GAMMA
    assert bits(found) == bits([draw(law, KEY, subject, 0) for subject in range(5000)])


@pytest.mark.parametrize("average", [0.01, 0.5, 2.3, 40.0, 500.0])
def test_the_sums_of_a_poisson_law_end_where_the_search_for_one_number_ends(average: float) -> None:
    """Also at the very end of the uniform numbers, where the sum of the probabilities may stay below them."""
    (steps,) = laws_table([Law(laws.POISSON, average, 1.0)]).steps
    chances = [2.0**-53, *np.linspace(0.001, 0.999, 200).tolist(), 1.0 - 1e-12, 1.0 - 2.0**-52, 1.0 - 2.0**-53]
    chances += [float(step) for step in steps if step < 1.0]  # a number that meets a sum belongs to the next count
    found = _counts(steps, np.array(chances))
    assert found.tolist() == [laws._count(average, chance) for chance in chances]


@given(st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=8), st.lists(st.floats(2.0**-53, 1.0 - 2.0**-53)))
def test_the_sums_of_a_table_are_those_of_the_search_for_one_number(weights: list[float], chances: list[float]) -> None:
    values = tuple(float(n) for n in range(len(weights)))
    (steps,) = laws_table([Law(laws.TABLE, values=values, weights=tuple(weights))]).steps
    total = 0.0
    for weight in weights:
        total = total + weight
    assert steps[-1] == total
    chances += [step / total for step in steps.tolist() if step < total]  # where one part ends the next begins
    found = _values(steps, np.array(values), np.array(chances, dtype=np.float64))
    assert found.tolist() == [laws._from_table((*values, *weights), 0, len(values), chance) for chance in chances]


def test_equal_laws_share_what_is_added_up_once() -> None:
    poisson = law_of({"law": "poisson", "mean": 1.5})
    table = laws_table([poisson, law_of(2.0), poisson])
    assert table.search.tolist() == [0, 1, 0]
    assert len(table.steps) == 2


def test_nothing_is_drawn_for_nobody() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert draws(laws_table([]), none, KEY, words([])).shape == (0,)
    assert draws(laws_table([law_of({"law": "gamma", "mean": 1, "cv": 2})]), none, KEY, words([])).shape == (0,)


def test_a_duration_beyond_64_bits_is_refused() -> None:
    law = law_of({"law": "exponential", "mean": 1e12}, 1e9)
    subject = entry(5, 5)
    assert draw_ticks(law, KEY, subject, 0) > 2**63
    with pytest.raises(OverflowError, match="below"):
        draws_ticks(laws_table([law]), np.zeros(1, dtype=np.int64), KEY, words([subject]))
