"""The shape of an organisation, and how much hangs on one seat.

Spans and layers come from its tables, the concentration of decisions from the run. Vulnerability is what is lost with
one seat (after Malone 1987, whose third cost it is, beside production and coordination).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.facts import Facts
from sim.measures.about import About
from sim.measures.cohort import percent
from sim.measures.latency import asked
from sim.measures.registry import measure
from sim.vocabulary import NONE

_shape = partial(measure, direction=0, source="spans: Gallup 2025; SHRM 2016")
_vulnerable = partial(measure, direction=-1, source="vulnerability: Malone 1987")


@_shape(title="Layers", title_zh="管理层级", unit="layers", unit_zh="层")
def layers(facts: Facts, about: About) -> float:
    """Seats from the top to the lowest seat, both counted, along solid lines."""
    return float(about.layers)


@_shape(title="Mean span of control", title_zh="平均管理幅度", unit="direct reports", unit_zh="人")
def span_mean(facts: Facts, about: About) -> float:
    """Direct reports on solid lines, mean of those who have any."""
    return about.mean_span


@_shape(title="Largest span of control", title_zh="最大管理幅度", unit="direct reports", unit_zh="人")
def span_max(facts: Facts, about: About) -> float:
    """Most direct reports on solid lines that one seat has."""
    return float(about.max_span)


@_shape(title="Leads", title_zh="负责人数", unit="seats", unit_zh="人")
def leads(facts: Facts, about: About) -> float:
    """Seats that lead a group."""
    return float(about.leads)


@_shape(title="Two superiors", title_zh="双线汇报比例", unit="%", unit_zh="%")
def two_superiors(facts: Facts, about: About) -> float:
    """Share of seats with a dotted line besides their solid one."""
    return percent(about.two_superiors, about.seats)


@_vulnerable(title="Decisions of the busiest decider", title_zh="最忙决策者占比", unit="%", unit_zh="%")
def decider_concentration(facts: Facts, about: About) -> float:
    """Share of the cohort's answered needs, put to others, that one seat answered last."""
    deciders = facts.needs.decider[asked(facts)]
    nobody, *answered = np.bincount(deciders - NONE, minlength=2).tolist()
    return percent(max(answered), len(deciders) - nobody)


@_vulnerable(title="Lines stopped by one absence", title_zh="单岗缺席致停产品线", unit="lines", unit_zh="条")
def lines_stopped(facts: Facts, about: About) -> float:
    """Largest number of lines on which some work is left without anybody if one seat is gone."""
    return float(about.lines_stopped)
