"""The expected load: how many standard hours a week each discipline of each line is asked for, by arithmetic alone.

No draw and no organisation enter. It is what a planner could know beforehand, and it says how many seats a group gets,
where seats are at home, and what the members have practised when a run begins. Rework, handovers and reuse depend on
who is organised how, and are left out; revision asked for at gates is not, because the versions a proposal needs are
part of the world. The switches that take a rule out of a run do not change the plan.
"""

from __future__ import annotations

from sim.scenario.laws import mean
from sim.scenario.schema import CampaignKind, Scenario, TaskSpec
from sim.vocabulary import TICK_PER_DAY, TICK_PER_HOUR, TICK_PER_WEEK
from sim.world.arrivals import seasonal
from sim.world.frame import YEAR, bounds, dates_of, line_factors, lines_of, tick_of
from sim.world.remembering import once_a_scenario

HOURS_A_YEAR = 2000.0
"""Working hours of a seat in a year of 250 days."""


def seat_count(scenario: Scenario) -> int:
    """How many seats a scenario has: those listed, or the number given."""
    return len(scenario.staffing.seat) or scenario.staffing.seats


def chore_weights(scenario: Scenario) -> list[float]:
    """Share of the chores that each discipline gets; sums to 1, or all 0 where every weight is 0."""
    given = scenario.chores.disciplines
    weights = [given.get(name, 0.0) if given else 1.0 for name in scenario.disciplines]
    total = 0.0
    for weight in weights:
        total = total + weight
    return [weight / total for weight in weights] if total else weights


def chore_hours(scenario: Scenario, seats: int) -> list[list[float]]:
    """Hours of chores a year, by discipline and line, in a season like any other."""
    factors = line_factors(scenario)
    hours = scenario.chores.share * seats * HOURS_A_YEAR / len(factors)
    return [[hours * weight * factor for factor in factors] for weight in chore_weights(scenario)]


def expected_work(scenario: Scenario, task: TaskSpec) -> float:
    """Ticks at skill 1 that a task is expected to take, revision asked for at its gate included."""
    work = mean(task.hours.lower(TICK_PER_HOUR))
    gate = task.gate
    if gate is None or gate.on_refusal != "revise":
        return work
    rounds = mean(scenario.rules.gates.versions.lower())
    if gate.good is not None:
        rounds, refused = 0.0, 1.0
        for _ in range(gate.rounds_max):
            refused = refused * (1.0 - gate.good)
            rounds = rounds + refused
    return work * (1.0 + scenario.rules.gates.revise_share * rounds)


def dates_in_window(scenario: Scenario, kind: CampaignKind) -> int:
    """Dates of a kind that lie in the window and for which its campaigns are expected to arrive after tick 0."""
    opens, closes, _ = bounds(scenario)
    ahead = (kind.lead_days + kind.lead_spread_days / 2.0) * TICK_PER_DAY
    ticks = [tick_of(scenario, date) for _, date in dates_of(scenario, kind)]
    return sum(opens <= tick < closes and tick >= ahead for tick in ticks)


def expected_load(scenario: Scenario) -> list[list[float]]:
    """Expected work of an average week of the window, before anyone is organised.

    Parameters
    ----------
    scenario : Scenario
        Resolved.

    Returns
    -------
    list of list of float
        ``[discipline][line]``: ticks at skill 1 for each working week of 5 days: campaigns (rates with their seasons,
        dates of the window times participation, responses to signals) and chores.
    """
    return [list(row) for row in _expected_load(scenario)]


@once_a_scenario
def _expected_load(scenario: Scenario) -> tuple[tuple[float, ...], ...]:
    """The same as one value."""
    opens, closes, _ = bounds(scenario)
    pace = seasonal(scenario)
    season = (pace.clock(closes) - pace.clock(opens)) / (closes - opens)
    factors = line_factors(scenario)
    years = YEAR / TICK_PER_WEEK
    place = {name: number for number, name in enumerate(scenario.disciplines)}
    crises = scenario.signals.crisis_share
    called = {"none": 0.0, "crisis": crises, "competitor": 1.0 - crises}
    load = [
        [hours * TICK_PER_HOUR * season / years for hours in row] for row in chore_hours(scenario, seat_count(scenario))
    ]
    for kind in scenario.campaign:
        joining = min(1.0, kind.participation * scenario.volume)
        dated = dates_in_window(scenario, kind) * joining * TICK_PER_WEEK / (closes - opens)
        rate = scenario.signals.turbulence * called[kind.answers]
        if kind.answers == "none":
            rate = kind.rate * scenario.volume * season
        for task in kind.task:
            work, row = expected_work(scenario, task), load[place[task.discipline]]
            for line in lines_of(scenario, kind):
                row[line] = row[line] + work * (rate * factors[line] / years + dated)
    return tuple(tuple(row) for row in load)
