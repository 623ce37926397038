"""A random number is looked up by its address, never by the order in which code happens to run.

A draw is addressed by (seed, replication, stream, subject, occasion). The *stream* is one decision point of the
model; the *subject* is always an entity of the world (campaign, task, pair, asset, request, or seat for absences),
never a position in a queue; the *occasion* counts that subject's own draws on that stream. So every structure faces
the same year (common random numbers by construction), and a new stream disturbs no other. The one exception is the
attention law ``random``, whose subject is a team or a seat and whose occasion is the number of the pick.

The generator is SplitMix64 (Steele, Lea and Flood 2014) with the finaliser "variant 13" of Stafford (2011), used as
a counter-based generator (Salmon, Moraes, Dror and Shaw 2011): entry n of the SplitMix64 sequence that begins at
state s is ``mix(s + (n + 1) * GAMMA)``, and the five parts of an address are folded one after the other, each state
being the entry which its part selects. Seed, replication and stream are folded once into a key, so a draw costs two
mixes. Philox, the usual choice, was four times dearer compiled and is about ten times dearer in plain Python, and this
chain passes the battery of ``tests/verification/test_randomness_battery.py`` on addresses as the model uses them.
It is not a cipher, and its 64 bits of state bound it to far fewer than 2**32 draws for a study of one quantity.

The same text runs on Python integers, on arrays of ``numpy.uint64`` and when compiled; a compiling engine must only
replace :func:`word` by a cast to an unsigned 64-bit integer, and hand over keys as such.
"""

from __future__ import annotations

import enum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

MASK = 0xFFFFFFFFFFFFFFFF
GAMMA = 0x9E3779B97F4A7C15
FIRST = 0xBF58476D1CE4E5B9
SECOND = 0x94D049BB133111EB
CELL = 1.0 / 4503599627370496.0

Words = npt.NDArray[np.uint64]


class Stream(enum.IntEnum):
    """One number for each decision point that draws; the numbers are part of every result ever published.

    Numbers are never reused or changed; a new decision point takes a new number. Those below 40 draw the world,
    which no structure can alter; those from 40 on are drawn at the decision points of the rules.
    """

    ARRIVAL = 1
    PARTICIPATION = 2
    DUE = 3
    PRIORITY = 4
    AMOUNT = 5
    HOURS = 6
    COMPLEXITY = 7
    GENERIC = 8
    TOPIC = 9
    COUPLING = 10
    QUESTION = 11
    COUNTERPART = 12
    CHORE_ARRIVAL = 13
    CHORE_HOURS = 14
    CHORE_PLACE = 15
    SIGNAL_ARRIVAL = 16
    SIGNAL_KIND = 17
    VOLATILITY = 18
    ABSENCE = 19
    ABSENCE_LENGTH = 20
    OUTSIDE = 21
    DEPARTURE = 22
    VACANCY = 23
    TALENT = 24
    IDEA = 25
    STYLE = 26
    VERSIONS = 27
    STOCK = 28
    MESSAGE_ARRIVAL = 29
    MESSAGE_RECEIVER = 30

    ATTENTION = 40
    CLARIFICATION = 41
    VISIBILITY = 42
    START = 43
    EXCEPTION = 44
    SEVERITY = 45
    CENTRALISATION = 46
    AUTHORITY_SIDE = 47
    OUTCOME = 48
    DECIDING = 49
    READING = 50
    JUDGEMENT = 51
    QUESTION_TRANSIT = 52
    TRANSIT = 53
    OVERSELL = 54
    REWORK_HOURS = 55
    ANSWERING = 56
    PRIORITY_RULE = 57
    FORMALISATION = 58
    MESSAGE_HOURS = 59


def word(n: int) -> int:
    """Read any integer as a 64-bit word (modulo 2**64).

    Parameters
    ----------
    n : int
        Any integer; a negative one is read in two's complement.

    Returns
    -------
    int
        In 0..2**64 - 1.
    """
    return n & MASK


def mix(z: int) -> int:
    """Scramble a 64-bit word so that each bit of the argument matters to each bit of the result.

    Parameters
    ----------
    z : int
        In 0..2**64 - 1.

    Returns
    -------
    int
        In 0..2**64 - 1; a bijection with ``mix(0) == 0``.

    Notes
    -----
    The finaliser "variant 13" of Stafford (2011), "Better bit mixing", as used by SplitMix64.
    """
    z = (z ^ (z >> 30)) * FIRST & MASK
    z = (z ^ (z >> 27)) * SECOND & MASK
    return z ^ (z >> 31)


def entry(state: int, number: int) -> int:
    """Read one entry of the SplitMix64 sequence that begins at a state.

    Parameters
    ----------
    state : int
        In 0..2**64 - 1.
    number : int
        Place in the sequence, counted from 0, modulo 2**64.

    Returns
    -------
    int
        In 0..2**64 - 1.
    """
    return mix(word(number) * GAMMA + GAMMA + state & MASK)


def key(seed: int, replication: int, stream: int) -> int:
    """Fold what stays fixed during a run into one word, once for each run and stream.

    Parameters
    ----------
    seed, replication : int
        Which year is drawn; any integers, modulo 2**64.
    stream : int
        A member of :class:`Stream`.

    Returns
    -------
    int
        In 0..2**64 - 1.
    """
    return entry(entry(entry(0, seed), replication), stream)


@lru_cache(maxsize=64)
def keys(seed: int, replication: int) -> tuple[int, ...]:
    """Keys of all streams of a run, each at the number of its stream; remembered for the runs asked for last.

    Parameters
    ----------
    seed, replication : int
        See :func:`key`.

    Returns
    -------
    tuple of int
        ``keys(seed, replication)[stream] == key(seed, replication, stream)``.
    """
    state = entry(entry(0, seed), replication)
    return tuple(entries(state, np.arange(max(Stream) + 1, dtype=np.uint64)).tolist())


def uniform_at(key: int, subject: int, occasion: int) -> float:
    """Look up the uniform number of a subject and an occasion under a key.

    Parameters
    ----------
    key : int
        From :func:`key`.
    subject : int
        Id of the world's entity that the draw is about.
    occasion : int
        Which of the entity's draws on this stream, counted by the entity itself.

    Returns
    -------
    float
        ``(n + 0.5) / 2**52`` with n the upper 52 bits: strictly inside (0, 1), symmetric about 1/2 and exact. (With
        53 bits the sum n + 0.5 is rounded, and the largest n would give 1.)
    """
    return ((entry(entry(key, subject), occasion) >> 12) + 0.5) * CELL


def uniform(seed: int, replication: int, stream: int, subject: int, occasion: int) -> float:
    """Look up the uniform number at a full address.

    Parameters
    ----------
    seed, replication, stream, subject, occasion : int
        See :func:`key` and :func:`uniform_at`.

    Returns
    -------
    float
        Strictly inside (0, 1).
    """
    return uniform_at(key(seed, replication, stream), subject, occasion)


def uniforms_at(
    key: int, subjects: npt.NDArray[np.int64], occasions: npt.NDArray[np.int64] | int
) -> npt.NDArray[np.float64]:
    """Look up many uniform numbers at once, equal to :func:`uniform_at` bit for bit.

    Parameters
    ----------
    key : int
        From :func:`key`.
    subjects : ndarray of int64, at least one dimension
        Ids of entities.
    occasions : ndarray of int64, or int
        Occasions; broadcast against the subjects.

    Returns
    -------
    ndarray of float64
        In the broadcast shape, each strictly inside (0, 1).
    """
    rows, columns = np.broadcast_arrays(np.asarray(subjects, dtype=np.int64), np.asarray(occasions, dtype=np.int64))
    words = rows.astype(np.uint64), columns.astype(np.uint64)
    return np.asarray(uniform_at(key, *words))  # type: ignore[arg-type]  # the same text, on arrays of words


def entries(states: Words | int, numbers: Words | int) -> Words:
    """Read one entry of each of many sequences, equal to :func:`entry` bit for bit.

    Parameters
    ----------
    states, numbers : ndarray of uint64, or int
        Broadcast against each other; at least one of them an array of one dimension or more.

    Returns
    -------
    ndarray of uint64
    """
    if isinstance(numbers, int):
        z = np.asarray(states) + np.uint64(numbers * GAMMA + GAMMA & MASK)
    elif isinstance(states, int):
        z = numbers * _GAMMA
        z += np.uint64(states + GAMMA & MASK)
    else:
        z = numbers * _GAMMA + states
        z += _GAMMA
    shifted = z >> _30
    z ^= shifted
    z *= _FIRST
    np.right_shift(z, _27, out=shifted)
    z ^= shifted
    z *= _SECOND
    np.right_shift(z, _31, out=shifted)
    z ^= shifted
    return z


# The numbers of the generator as arrays without a dimension, with which arrays compute fastest.
_GAMMA, _FIRST, _SECOND = (np.array(n, dtype=np.uint64) for n in (GAMMA, FIRST, SECOND))
_30, _27, _31, _12 = (np.array(n, dtype=np.uint64) for n in (30, 27, 31, 12))


def uniforms(states: Words | int, occasions: Words | int) -> npt.NDArray[np.float64]:
    """Look up the uniform numbers of subjects whose state is known, equal to :func:`uniform_at` bit for bit.

    Parameters
    ----------
    states : ndarray of uint64, or int
        ``entries(key, subjects)``: what a key and each subject come to.
    occasions : ndarray of uint64, or int
        See :func:`uniform_at`.
    """
    upper = entries(states, occasions)
    upper >>= _12
    found = upper.view(np.int64).astype(np.float64)
    found += 0.5
    found *= CELL
    return found
