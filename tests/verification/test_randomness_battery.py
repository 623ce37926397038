"""Catches a way of folding addresses into numbers whose draws are not independent and uniform as the model uses them.

The model never reads a long sequence from one state: it walks along subjects, occasions, replications, seeds and
streams which are small, adjacent integers. So the numbers are tested along walks through each part of the address and
over small grids, by the classical tests (Knuth, The Art of Computer Programming 2, section 3.3; Marsaglia's birthday
spacings) and by the avalanche criterion.

Rejection level: 1e-6 for the whole of one test function, divided by the number of its p-values (Bonferroni) and, as a
number that is too regular is as wrong as one that is too rough, by the two sides. Addresses are fixed, so the verdict
is the same on each run. Three weak ways of folding go through the same battery, which must reject them.
"""

import math

import numpy as np
import pytest
from scipy import stats

from sim.randomness import GAMMA, MASK, Stream, entry, key, mix, uniform, uniforms_at

LEVEL = 1e-6
PARTS = ("seed", "replication", "stream", "subject", "occasion")
BASES = ((1, 0, 6, 0, 0), (20260618, 3, 48, 17, 2), (0, 29, 1, 1500, 64), (2**31 - 1, 7, 57, 2**32 + 5, 3))


def verdict(p_values):
    """The names of the tests that reject, at a level shared by all of them."""
    level = LEVEL / len(p_values) / 2.0
    assert all(0.0 <= p <= 1.0 for p in p_values.values())
    return sorted(name for name, p in p_values.items() if not level <= p <= 1.0 - level)


def words(part):
    """An address part as an array of 64-bit words."""
    return np.atleast_1d(np.asarray(part, dtype=np.int64)).astype(np.uint64)


def chain(seed, replication, stream, subject, occasion):
    """The last state at each of many addresses: the text of sim.randomness, on arrays."""
    parts = np.broadcast_arrays(*(words(part) for part in (seed, replication, stream, subject, occasion)))
    return entry(entry(key(*parts[:3]), parts[3]), parts[4])


def unit(states):
    return ((states >> np.uint64(12)) + 0.5) / 2.0**52


def along(part, base, n):
    """A base address of which one part takes the next n values."""
    address = list(base)
    address[PARTS.index(part)] = base[PARTS.index(part)] + np.arange(n)
    return address


# Tests of one sequence; each gives p-values by name.


def chi2(observed, expected):
    return float(stats.chi2.sf(((observed - expected) ** 2 / expected).sum(), observed.size - 1))


def cells(u, parts):
    return (u * parts).astype(np.int64)


def sequence_tests(states):
    u = unit(states)
    n = u.size
    p = {"kolmogorov-smirnov": float(stats.kstest(u, "uniform").pvalue)}
    side = 256 if n >= 2**16 else 64
    low = ((states >> np.uint64(12)) & np.uint64(side - 1)).astype(np.int64)
    p["high bits"] = chi2(np.bincount(cells(u, side), minlength=side), n / side)
    p["low bits"] = chi2(np.bincount(low, minlength=side), n / side)
    side = 64 if n >= 2**16 else 16
    for lag in (1, 2, 5):
        first, second = cells(u[:-lag], side), cells(u[lag:], side)
        keep = np.arange(first.size) % (2 * lag) < lag  # pairs that share no number
        pairs = np.bincount(first[keep] * side + second[keep], minlength=side * side)
        p[f"pairs at lag {lag}"] = chi2(pairs, keep.sum() / side**2)
        z = 12.0 * ((u[:-lag] - 0.5) * (u[lag:] - 0.5)).sum() / math.sqrt(n - lag)
        p[f"correlation at lag {lag}"] = float(stats.norm.sf(z))
    ones = [int(((states >> np.uint64(bit)) & np.uint64(1)).sum()) for bit in range(12, 64)]
    for bit, count in zip(range(12, 64), ones, strict=True):
        p[f"balance of bit {bit}"] = float(stats.norm.sf((count - n / 2) / math.sqrt(n / 4)))
    p["gaps"] = gap_test(u)
    return p


def gap_test(u, share=0.1):
    """Lengths between visits to [0, share) are geometric; the last class holds all the longer ones."""
    gaps = np.diff(np.flatnonzero(u < share)) - 1
    longest = int(math.log(20.0 / gaps.size) / math.log(1.0 - share))
    expected = gaps.size * share * (1.0 - share) ** np.arange(longest)
    observed = np.bincount(np.minimum(gaps, longest), minlength=longest + 1)
    return chi2(observed, np.append(expected, gaps.size * (1.0 - share) ** longest))


def birthday_spacings(states, births=2048):
    """Marsaglia: among the births of a year of 2**32 days, the number of equal spacings is Poisson.

    A day is the upper or the lower 32 of the 52 bits that a number is made of; counts are summed over groups of births.
    """
    groups = states.size // births
    expected = groups * births**3 / (4.0 * 2.0**32)
    p = {}
    for name, shift in (("upper", 32), ("lower", 12)):
        days = (states[: groups * births] >> np.uint64(shift)) & np.uint64(2**32 - 1)
        spacings = np.sort(np.diff(np.sort(days.reshape(groups, births), axis=1), axis=1), axis=1)
        repeats = int((np.diff(spacings, axis=1) == 0).sum())
        # Mid-p: a count has no continuous p-value, so the probability of the count itself goes half to either side.
        p[f"birthday spacings, {name} bits"] = float(
            stats.poisson.sf(repeats, expected) + 0.5 * stats.poisson.pmf(repeats, expected)
        )
    return p


def birthdays(fold, n, bases):
    return {
        f"{test}, along {part} from {base}": p
        for base in bases
        for part in PARTS
        for test, p in birthday_spacings(fold(*along(part, base, n))).items()
    }


def grid_tests(states):
    """Neighbours in a grid of addresses: along rows, along columns, and row against row."""
    u = unit(states)
    rows, columns = u.shape
    p = {"kolmogorov-smirnov": float(stats.kstest(u.ravel(), "uniform").pvalue)}
    for name, first, second in (
        ("rows", u[:, : columns // 2 * 2 : 2], u[:, 1::2]),
        ("columns", u[: rows // 2 * 2 : 2], u[1::2]),
        ("diagonals", u[: rows // 2 * 2 : 2, :-1], u[1::2, 1:]),
    ):
        pairs = np.bincount((cells(first, 16) * 16 + cells(second, 16)).ravel(), minlength=256)
        p[f"pairs along {name}"] = chi2(pairs, first.size / 256)
    centred = (u - 0.5) * math.sqrt(12.0)
    for name, block in (("rows", centred), ("columns", centred.T)):
        length = block.shape[1]
        directions = block / np.linalg.norm(block, axis=1, keepdims=True)
        squares = length * (directions @ directions.T)[np.triu_indices(len(block), 1)] ** 2
        # Between independent directions the squares are uncorrelated, with mean 1 and variance 2 - 6 / (length + 2).
        z = (squares.sum() - squares.size) / math.sqrt((2.0 - 6.0 / (length + 2)) * squares.size)
        p[f"correlations between {name}"] = float(stats.norm.sf(z))
        sums = block.sum(axis=1) / math.sqrt(length)
        p[f"sums of {name}"] = float(stats.kstest(sums, "norm").pvalue)
    return p


def walks(fold, n, bases):
    return {
        f"{test}, along {part} from {base}": p
        for base in bases
        for part in PARTS
        for test, p in sequence_tests(fold(*along(part, base, n))).items()
    }


def grids(fold, side):
    """Small-integer grids over the pairs of parts that the model walks together, seeds 1 to 60 among them."""
    small, seeds = np.arange(side), np.arange(1, 61)
    row, column = small[:, np.newaxis], small[np.newaxis, :]
    given = {
        "subject by occasion": fold(1, 0, 6, row, column),
        "replication by subject": fold(1, row, 6, column, 0),
        "seed 1..60 by subject": fold(seeds[:, np.newaxis], 0, 6, column, 0),
        "seed 1..60 by replication": fold(seeds[:, np.newaxis], column, 6, 0, 0),
        "stream by subject": fold(1, 0, np.array(Stream)[:, np.newaxis], column, 0),
        "stream by seed 1..60": fold(seeds[np.newaxis, :], 0, np.arange(1, 61)[:, np.newaxis], 0, 0),
        "stream by occasion": fold(1, 0, np.array(Stream)[:, np.newaxis], 0, column),
    }
    return {f"{test}, {name}": p for name, states in given.items() for test, p in grid_tests(states).items()}


def avalanche(fold, n):
    """Each flipped bit of each part must flip each bit of the number with probability 1/2."""
    counter = np.arange(n)
    # Addresses in the range in which the model uses them, spread over it without a pattern.
    base = [counter % 61, counter // 61 % 30, 1 + counter % 57, counter * 7919 % 100_003, counter % 64]
    before = fold(*base)
    p = {}
    for place, part in enumerate(PARTS):
        for bit in range(63):
            flipped = list(base)
            flipped[place] = base[place] ^ (1 << bit)
            changed = before ^ fold(*flipped)
            for out in range(12, 64):
                count = int(((changed >> np.uint64(out)) & np.uint64(1)).sum())
                p[part, bit, out] = (count - n / 2) / math.sqrt(n / 4)
    tails = stats.norm.sf(np.array(list(p.values())))
    return {f"{part} bit {bit} to bit {out}": float(tail) for (part, bit, out), tail in zip(p, tails, strict=True)}


# The verdicts


def test_the_battery_reads_the_numbers_that_the_model_reads():
    seed, replication, stream, subject = 5, 2, 48, np.arange(100)
    states = chain(seed, replication, stream, subject, 3)
    assert unit(states).tolist() == uniforms_at(key(seed, replication, stream), subject, 3).tolist()
    assert unit(chain(9, 8, 7, 6, 5)).tolist() == [uniform(9, 8, 7, 6, 5)]


def test_walks_through_each_part_of_the_address():
    assert verdict(walks(chain, 2**14, BASES[:2])) == []


def test_small_grids_of_addresses():
    assert verdict(grids(chain, 128)) == []


def test_birthday_spacings_along_each_part():
    assert verdict(birthdays(chain, 2**17, BASES[:1])) == []


def test_each_bit_of_an_address_matters_to_each_bit_of_the_number():
    assert verdict(avalanche(chain, 512)) == []


def test_no_two_addresses_share_a_number():
    """A sum of parts would give (1, 2) and (2, 1) one state; among 224 000 fair states an equal pair has p = 1e-9."""
    small = np.arange(400)
    states = chain(1, 0, 6, small[:, np.newaxis], small[np.newaxis, :])
    others = chain(np.arange(2, 42)[:, np.newaxis, np.newaxis], np.arange(40)[:, np.newaxis], np.arange(40), 0, 0)
    assert np.unique(np.concatenate([states.ravel(), others.ravel()])).size == 400 * 400 + 40 * 40 * 40


def summed(seed, replication, stream, subject, occasion):
    """Weak: parts are added before they are mixed, so that addresses of equal sum share their number."""
    parts = np.broadcast_arrays(*(words(part) for part in (seed, replication, stream, subject, occasion)))
    return mix(sum(parts[1:], parts[0]) * GAMMA + GAMMA)


def unmixed(seed, replication, stream, subject, occasion):
    """Weak: the counter is multiplied, and not mixed."""
    parts = np.broadcast_arrays(*(words(part) for part in (seed, replication, stream, subject, occasion)))
    return (entry(key(*parts[:3]), parts[3]) + parts[4] * GAMMA) & MASK


def half_mixed(seed, replication, stream, subject, occasion):
    """Weak: the last part is mixed with one multiplication instead of two."""
    state = unmixed(seed, replication, stream, subject, occasion)
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9
    return state ^ (state >> 31)


def test_the_battery_rejects_a_sum_of_the_parts():
    assert any("subject by occasion" in name for name in verdict(grids(summed, 128)))


def test_the_battery_rejects_a_counter_that_is_not_mixed():
    rejected = verdict(walks(unmixed, 2**12, BASES[:1]))
    assert rejected
    assert all("along occasion" in name for name in rejected)
    spacings = verdict(birthdays(unmixed, 2**13, BASES[:1]))
    assert spacings
    assert all("along occasion" in name for name in spacings)


def test_the_battery_rejects_a_counter_that_is_half_mixed():
    rejected = verdict(avalanche(half_mixed, 512))
    assert rejected
    assert all(name.startswith("occasion") for name in rejected)


@pytest.mark.slow
def test_long_walks_through_each_part_of_the_address():
    assert verdict(walks(chain, 2**20, BASES)) == []


@pytest.mark.slow
def test_large_grids_of_addresses():
    assert verdict(grids(chain, 1500)) == []


@pytest.mark.slow
def test_birthday_spacings_over_long_walks():
    assert verdict(birthdays(chain, 2**22, BASES)) == []


@pytest.mark.slow
def test_each_bit_matters_over_many_addresses():
    assert verdict(avalanche(chain, 2**15)) == []


@pytest.mark.slow
def test_any_two_streams_are_uncorrelated():
    """All pairs, at the same subjects and at neighbouring ones: a campaign's hours do not tell its due time."""
    n = 2**18
    u = {stream: unit(chain(11, 4, int(stream), np.arange(n), 0)) - 0.5 for stream in Stream}
    p = {}
    for first in Stream:
        for second in Stream:
            if first != second:
                z = 12.0 * float(u[first][:-1] @ u[second][1:]) / math.sqrt(n - 1)
                p[f"{first.name} and the next {second.name}"] = float(stats.norm.sf(z))
            if first < second:
                z = 12.0 * float(u[first] @ u[second]) / math.sqrt(n)
                p[f"{first.name} and {second.name}"] = float(stats.norm.sf(z))
    assert len(p) == 46 * 45 * 3 // 2
    assert verdict(p) == []
