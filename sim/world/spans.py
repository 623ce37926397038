"""Spans of time on one line of ticks: which ticks several spans cover together, and which are left outside others.

A span is its first tick and the first tick after it. Many seats share the line: each has a stretch of it to itself, so
that what is done for one seat is done for all at once, and no span of one can meet a span of another.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.world.year import Column


class Spans(NamedTuple):
    """Spans: first ticks, and first ticks after; none is empty."""

    begin: Column
    end: Column


def union(spans: Spans) -> Spans:
    """The same ticks in spans that neither overlap nor touch, in order.

    Parameters
    ----------
    spans : Spans
        In any order; they may overlap.

    Returns
    -------
    Spans
    """
    order = np.argsort(spans.begin, kind="stable")
    begin, reach = spans.begin[order], np.maximum.accumulate(spans.end[order])
    new = (begin[1:] > reach[:-1]).nonzero()[0]
    return Spans(begin[np.append(0, new + 1)], reach[np.append(new, -1)]) if len(begin) else spans


def without(spans: Spans, taken: Spans) -> Spans:
    """What is left of some spans outside others.

    Parameters
    ----------
    spans, taken : Spans
        Each in order, and apart by at least one tick among themselves.

    Returns
    -------
    Spans
        In order: they begin where one of the spans does or one of the taken ends, and end likewise.
    """
    whole, gaps = _edges(spans), _edges(taken)
    begins = spans.begin[~_covered(gaps, spans.begin)], taken.end[_cut(whole, taken.end)]
    ends = spans.end[~_covered(gaps, spans.end - 1)], taken.begin[_cut(whole, taken.begin)]
    return Spans(np.sort(np.concatenate(begins)), np.sort(np.concatenate(ends)))


def _edges(spans: Spans) -> Column:
    """First ticks and first ticks after, in turn."""
    return np.stack(spans, axis=1).ravel()


def _covered(edges: Column, ticks: Column) -> NDArray[np.bool_]:
    """Whether each tick lies in a span: an odd number of edges has been passed by then."""
    return edges.searchsorted(ticks, side="right") % 2 > 0


def _cut(edges: Column, ticks: Column) -> NDArray[np.bool_]:
    """Whether each tick would cut a span in two: it and the tick before lie in one, and in the same."""
    return _covered(edges, ticks) & _covered(edges, ticks - 1)
