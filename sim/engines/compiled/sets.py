"""Sets of seats, groups and classes: bits in words, so that whole sets are looked through a word at a time."""

from __future__ import annotations

import numpy as np

from sim.engines.compiled.making import Ints, small

WORD = 32
"""Seats or groups in one word of a set."""
MODULUS = 37


def _bit_of() -> Ints:
    places = np.zeros(MODULUS, dtype=np.int64)
    for bit in range(WORD):
        places[(1 << bit) % MODULUS] = bit
    return places


BIT_OF = _bit_of()
"""Place of the only bit of a word, by the word modulo 37 (powers of two below 2**36 differ modulo 37)."""


@small
def include(m: Ints, words: int, number: int) -> None:
    """Put a number into a set."""
    m[words + number // WORD] |= 1 << (number % WORD)


@small
def exclude(m: Ints, words: int, number: int) -> None:
    """Take a number out of a set."""
    m[words + number // WORD] &= ~(1 << (number % WORD))


@small
def contains(m: Ints, words: int, number: int) -> bool:
    """Whether a number is in a set."""
    return (m[words + number // WORD] >> (number % WORD)) & 1 == 1


@small
def meet(m: Ints, one: int, other: int, words: int) -> bool:
    """Whether two sets of so many words have a number in common."""
    for word in range(words):
        if m[one + word] & m[other + word] != 0:
            return True
    return False


@small
def holds_any(m: Ints, one: int, words: int) -> bool:
    """Whether a set of so many words holds any number."""
    for word in range(one, one + words):
        if m[word] != 0:
            return True
    return False


@small
def lowest(word: int) -> int:
    """Place of the lowest bit of a word that is not 0."""
    return BIT_OF[(word & -word) % MODULUS]
