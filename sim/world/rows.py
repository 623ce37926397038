"""Rows of tables: rows that belong to a row of another table, all of an owner's together, and rows put in order."""

from __future__ import annotations

import math

import numpy as np

from sim.world.year import Column

LARGEST = 2**63 - 1


def in_turn(counts: Column) -> tuple[Column, Column]:
    """Number what several owners have, all of one owner's together.

    Parameters
    ----------
    counts : ndarray of int64
        How much each owner has.

    Returns
    -------
    owner, place : ndarray of int64
        For each thing, whose it is, and how many of its owner's come before it.
    """
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)


def in_order(first: Column, *more: Column) -> Column:
    """Order of rows by a first column, then by a second, and so on; rows that are equal in all of them stay in turn.

    Parameters
    ----------
    first, *more : ndarray of int64
        Not negative.

    Returns
    -------
    ndarray of int64
        Rows, in order.
    """
    columns = (first, *more, np.arange(len(first)))
    sizes = [int(column.max(initial=0)) + 1 for column in columns]
    if math.prod(sizes) > LARGEST:
        return np.lexsort(columns[::-1])
    whole = first
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        whole = whole * size + column
    return np.sort(whole) % sizes[-1]  # sorting numbers is several times faster than sorting rows
