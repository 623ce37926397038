"""What it costs that work passes between people: hours of work at interfaces, and time for which work stands still.

The two are never added, for one is paid by people and the other by campaigns. Every interface counts, inside a team or
across teams; a border on paper moves the split and not the total.
"""

from __future__ import annotations

from functools import partial

from sim.facts import Facts
from sim.measures.about import About
from sim.measures.cohort import Mask, cohort_interfaces, cohort_tasks, count, percent, ratio, size, standard, total
from sim.measures.once import once
from sim.measures.registry import measure
from sim.measures.scalars import CROSS_TEAM, HANDOVER, QUESTION, ZERO
from sim.vocabulary import TICK_PER_DAY

_friction = partial(measure, direction=-1)
_across = partial(measure, unit="%", unit_zh="%", direction=0, source="messages across units: Malone 1987")


@once
def _work(facts: Facts) -> int:
    return total(facts.interfaces.work, cohort_interfaces(facts))


@once
def _wait(facts: Facts) -> int:
    return total(facts.interfaces.wait, cohort_interfaces(facts))


@once
def _across_teams(facts: Facts) -> Mask:
    cross: Mask = cohort_interfaces(facts) & ((facts.interfaces.label & CROSS_TEAM) != ZERO)
    return cross


@_friction(
    title="Friction work",
    title_zh="协作摩擦工时",
    unit="%",
    unit_zh="%",
    source="coordination cost: Malone 1987; Jin & Levitt 1996",
    headline=True,
)
def friction_work(facts: Facts, about: About) -> float:
    """Hours of work at interfaces between people, in percent of the standard work of the cohort.

    Briefing, reading in, clarifying, answering, arbitrating, and rework after missed exchanges.
    """
    rework = total(facts.tasks.rework_missed, cohort_tasks(facts))
    return percent(_work(facts) + rework, standard(facts))


@_friction(
    title="Friction wait",
    title_zh="协作摩擦等待",
    unit="days per campaign",
    unit_zh="天/活动",
    source="coordination delay: Malone & Smith 1988",
    headline=True,
)
def friction_wait(facts: Facts, about: About) -> float:
    """Working days for which interfaces between people held tasks of the cohort up, per campaign of the cohort."""
    return ratio(_wait(facts), size(facts) * TICK_PER_DAY)


@_across(title="Friction work across teams", title_zh="跨团队摩擦工时占比")
def cross_team_work(facts: Facts, about: About) -> float:
    """Share of the work at interfaces (rework apart) at those between people who share no team."""
    return percent(total(facts.interfaces.work, _across_teams(facts)), _work(facts))


@_across(title="Friction wait across teams", title_zh="跨团队摩擦等待占比")
def cross_team_wait(facts: Facts, about: About) -> float:
    """Share of the wait at interfaces at those between people who share no team."""
    return percent(total(facts.interfaces.wait, _across_teams(facts)), _wait(facts))


@_friction(title="Handovers", title_zh="交接次数", unit="per campaign", unit_zh="次/活动")
def handovers(facts: Facts, about: About) -> float:
    """Times that one person took over from another, per campaign of the cohort."""
    rows = cohort_interfaces(facts) & (facts.interfaces.kind == HANDOVER)
    return ratio(count(rows), size(facts))


@_friction(title="Missed exchanges", title_zh="未获答复比例", unit="%", unit_zh="%", source="Jin & Levitt 1996")
def missed_exchanges(facts: Facts, about: About) -> float:
    """Share of questions between people that stayed without an answer."""
    rows = cohort_interfaces(facts) & (facts.interfaces.kind == QUESTION)
    return percent(total(facts.interfaces.missed, rows), count(rows))


@_friction(
    title="Informal questions",
    title_zh="非正式提问次数",
    unit="per campaign",
    unit_zh="次/活动",
    direction=0,
    source="formalisation: Jin & Levitt 1996",
)
def informal_questions(facts: Facts, about: About) -> float:
    """Questions put to a colleague at once and not kept for a meeting, per campaign of the cohort."""
    rows = cohort_interfaces(facts) & (facts.interfaces.kind == QUESTION) & (facts.interfaces.kept == ZERO)
    return ratio(count(rows), size(facts))
