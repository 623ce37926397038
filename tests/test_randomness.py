"""Catches a draw that depends on anything but its address, or that differs between machines, scalars and arrays.

The published outputs of SplitMix64 are the witness for the generator, exact values for the way in which an address is
folded. Whether the numbers look random is another question, asked in ``verification/test_randomness_battery.py``.
"""

import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import randomness
from sim.randomness import Stream, entries, entry, key, keys, mix, uniform, uniform_at, uniforms, uniforms_at, word

WORDS = st.integers(0, 2**64 - 1)
INT64 = st.integers(-(2**63), 2**63 - 1)

# Steele, Lea and Flood's generator from state 1234567, as published with the reference programs of SplitMix64.
PUBLISHED = (
    6457827717110365317,
    3203168211198807973,
    9817491932198370423,
    4593380528125082431,
    16408922859458223821,
)


def test_entries_are_the_published_sequence_of_splitmix64():
    assert tuple(entry(1234567, n) for n in range(5)) == PUBLISHED


def test_an_address_is_folded_part_after_part():
    state = 0
    for part in (7, 3, Stream.HOURS, 12, 5):
        state = mix((state + (part + 1) * 0x9E3779B97F4A7C15) % 2**64)
    assert uniform(7, 3, Stream.HOURS, 12, 5) == ((state >> 12) + 0.5) / 2**52


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ((0, 0, 1, 0, 0), "0x1.3c192dd8e499ep-2"),
        ((1, 0, 6, 0, 0), "0x1.b6c3d0f803afbp-1"),
        ((1, 0, 6, 0, 1), "0x1.d902a2abbde92p-2"),
        ((1, 0, 6, 1, 0), "0x1.c764c590fc3bep-2"),
        ((20260618, 29, 57, 10_000, 63), "0x1.d56e1e5214b76p-2"),
        ((-1, 0, 40, -1, 2**62), "0x1.85ed0679a9873p-1"),
    ],
)
def test_golden_values(address, expected):
    assert uniform(*address).hex() == expected


def test_each_part_of_the_address_counts():
    base = (1, 2, 3, 4, 5)
    draws = {uniform(*base)}
    for place in range(5):
        draws.add(uniform(*(part + (place == at) for at, part in enumerate(base))))
        draws.add(uniform(*(part + 2**40 * (place == at) for at, part in enumerate(base))))
    assert len(draws) == 11


def test_the_order_of_the_parts_counts():
    assert len({uniform(*address) for address in [(1, 2, 3, 4, 5), (2, 1, 3, 4, 5), (1, 2, 3, 5, 4)]}) == 3


def test_a_draw_does_not_depend_on_the_draws_before_it():
    alone = uniform(5, 1, Stream.DUE, 8, 2)
    for subject in range(100):
        uniform(5, 1, Stream.DUE, subject, 0)
    assert uniform(5, 1, Stream.DUE, 8, 2) == alone


def inverse_mix(z):
    """Undo the finaliser, step by step, to find the word that it turns into z."""
    z = z ^ (z >> 31) ^ (z >> 62)
    z = z * pow(0x94D049BB133111EB, -1, 2**64) % 2**64
    z = z ^ (z >> 27) ^ (z >> 54)
    z = z * pow(0xBF58476D1CE4E5B9, -1, 2**64) % 2**64
    return z ^ (z >> 30) ^ (z >> 60)


def occasion_that_gives(key_, subject, wanted):
    """The occasion at which the last state is the wanted word."""
    gamma = 0x9E3779B97F4A7C15
    return ((inverse_mix(wanted) - entry(key_, subject)) * pow(gamma, -1, 2**64) - 1) % 2**64


def test_the_extreme_words_stay_strictly_inside_the_unit_interval():
    """With 53 bits the largest n + 0.5 would be rounded to 2**53, and log(1 - u) would fail once in 10**16 draws."""
    lowest = uniform_at(1, 2, occasion_that_gives(1, 2, 0))
    highest = uniform_at(1, 2, occasion_that_gives(1, 2, 2**64 - 1))
    assert lowest == 2.0**-53
    assert highest == 1.0 - 2.0**-53


@given(WORDS)
def test_mix_loses_nothing(z):
    assert 0 <= mix(z) < 2**64
    assert inverse_mix(mix(z)) == z


@given(WORDS, INT64, INT64)
def test_arrays_equal_scalars_bit_for_bit(key_, subject, occasion):
    subjects = np.array([subject, 0, -1, 2**62], dtype=np.int64)
    expected = [uniform_at(key_, int(one), occasion) for one in subjects]
    assert uniforms_at(key_, subjects, occasion).tolist() == expected
    assert uniforms_at(key_, subjects, np.full(4, occasion)).tolist() == expected


@pytest.mark.filterwarnings("error")
def test_arrays_are_broadcast_without_a_warning():
    key_ = key(1, 2, Stream.TALENT)
    table = uniforms_at(key_, np.arange(3)[:, np.newaxis], np.arange(4))
    assert table.shape == (3, 4)
    assert table.dtype == np.float64
    assert table.tolist() == [[uniform_at(key_, row, column) for column in range(4)] for row in range(3)]
    assert uniforms_at(key_, np.array([], dtype=np.int64), 0).shape == (0,)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=20))
def test_entries_of_many_sequences_are_those_of_each(pairs):
    states, numbers = (np.array(column, dtype=np.uint64) for column in zip(*pairs, strict=True))
    state, number = pairs[0]
    assert entries(states, numbers).tolist() == [entry(*pair) for pair in pairs]
    assert entries(state, numbers).tolist() == [entry(state, each) for _, each in pairs]
    assert entries(states, number).tolist() == [entry(each, number) for each, _ in pairs]
    assert uniforms(entries(state, numbers), number).tolist() == [uniform_at(state, each, number) for _, each in pairs]
    assert (states.tolist(), numbers.tolist()) == tuple(map(list, zip(*pairs, strict=True)))  # left as they were


def test_the_extreme_words_stay_strictly_inside_the_unit_interval_in_arrays_too():
    for wanted, expected in ((0, 2.0**-53), (2**64 - 1, 1.0 - 2.0**-53)):
        occasion = np.array([occasion_that_gives(1, 2, wanted)], dtype=np.uint64)
        assert uniforms(entries(1, np.array([2], dtype=np.uint64)), occasion).tolist() == [expected]


@given(st.integers(), st.integers())
def test_the_keys_of_a_run_are_those_of_its_streams(seed, replication):
    assert [keys(seed, replication)[stream] for stream in Stream] == [key(seed, replication, one) for one in Stream]


@given(st.integers(), st.integers(), st.integers(0, 60))
def test_integers_beyond_64_bits_are_read_modulo_2_64(seed, replication, stream):
    assert key(seed, replication, stream) == key(seed % 2**64, replication % 2**64, stream)
    assert 0 <= key(seed, replication, stream) < 2**64
    assert word(seed) == seed % 2**64


def test_stream_numbers_never_change():
    """A published result is drawn with these numbers; add one, but never alter one."""
    assert {stream.name: stream.value for stream in Stream} == {
        "ARRIVAL": 1, "PARTICIPATION": 2, "DUE": 3, "PRIORITY": 4, "AMOUNT": 5, "HOURS": 6, "COMPLEXITY": 7,
        "GENERIC": 8, "TOPIC": 9, "COUPLING": 10, "QUESTION": 11, "COUNTERPART": 12, "CHORE_ARRIVAL": 13,
        "CHORE_HOURS": 14, "CHORE_PLACE": 15, "SIGNAL_ARRIVAL": 16, "SIGNAL_KIND": 17, "VOLATILITY": 18,
        "ABSENCE": 19, "ABSENCE_LENGTH": 20, "OUTSIDE": 21, "DEPARTURE": 22, "VACANCY": 23, "TALENT": 24, "IDEA": 25,
        "STYLE": 26, "VERSIONS": 27, "STOCK": 28, "ATTENTION": 40, "CLARIFICATION": 41, "VISIBILITY": 42, "START": 43,
        "EXCEPTION": 44, "SEVERITY": 45, "CENTRALISATION": 46, "AUTHORITY_SIDE": 47, "OUTCOME": 48, "DECIDING": 49,
        "READING": 50, "JUDGEMENT": 51, "QUESTION_TRANSIT": 52, "TRANSIT": 53, "OVERSELL": 54, "REWORK_HOURS": 55,
        "ANSWERING": 56, "PRIORITY_RULE": 57, "FORMALISATION": 58, "MESSAGE_ARRIVAL": 29, "MESSAGE_RECEIVER": 30,
        "MESSAGE_HOURS": 59,
    }  # fmt: skip


def test_no_stream_hides_behind_another():
    """Two names with one number would be aliases of an enumeration, and two decision points would share their luck."""
    assert len(Stream.__members__) == len({stream.value for stream in Stream})


def test_the_lookup_imports_nothing_of_ours_and_no_other_generator():
    tree = ast.parse(Path(randomness.__file__).read_text("utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert modules == {"__future__", "enum", "functools", "numpy", "numpy.typing"}
