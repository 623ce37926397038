"""A plan is all that an engine needs of a scenario and an organisation, lowered once and shared by every replication.

Nothing in it is drawn; a year is added for each run.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.behaviour.approval import COUNT, PRIORITY_SIDE, REFUSAL_WINS, SUPERIOR
from sim.behaviour.numbers import Numbers, lower
from sim.scenario.laws import Law
from sim.scenario.schema import GateSpec, Messages, Scenario
from sim.vocabulary import TICK_PER_HOUR
from sim.world.canonical import canonical
from sim.world.derived import Derived, derive
from sim.world.load import expected_load
from sim.world.organisation import Organisation
from sim.world.practice import Practice, fresh_practice, settled_practice, similarity

FIT, CRAFT = 1, 2
SPLITS = {"count": COUNT, "refusal": REFUSAL_WINS, "priority": PRIORITY_SIDE, "superior": SUPERIOR}


@dataclass(frozen=True, slots=True)
class Gate:
    """A sign-off, lowered."""

    faces: int
    needed: int
    serial: bool
    stop_early: bool
    on_split: int
    on_refusal: str
    rounds_max: int
    good: float
    signers: tuple[int, ...]


@dataclass(frozen=True)
class Mail:
    """How messages are carried.

    Attributes
    ----------
    hours, reading : Law
        Ticks of the sender and of everybody who passes a message on, and of the receiver.
    by_line : bool
        From neighbour to neighbour, not straight to the receiver.
    """

    hours: Law
    reading: Law
    by_line: bool


@dataclass(frozen=True)
class Plan:
    """Scenario and organisation, lowered.

    Attributes
    ----------
    gates : tuple of tuple of Gate or None
        By campaign kind and task of the kind.
    hours : tuple of tuple of Law
        Law of the work in ticks, by campaign kind and task, for rework that is drawn anew.
    practice : tuple
        Ticks of practice at the start by (seat, discipline) and by (seat, line).
    fresh : tuple
        The same for a seat that is newly filled.
    routes : Routes
        The same facts of the organisation, in the shape in which they are looked up most often.
    mail : Mail
        How messages are carried, if the year brings any.
    """

    organisation: Organisation
    derived: Derived
    b: Numbers
    gates: tuple[tuple[Gate | None, ...], ...]
    hours: tuple[tuple[Law, ...], ...]
    similarity: tuple[tuple[float, ...], ...]
    volatility: float
    learns: bool
    disciplines: int
    lines: int
    practice: Practice
    fresh: Practice
    routes: Routes
    mail: Mail


@dataclass(frozen=True)
class Routes:
    """Look-up tables made from what `world.derived` knows.

    Attributes
    ----------
    closeness : list of list of float
        Closeness that groups give, by seat and seat.
    above : tuple of list of frozenset of int
        By mode and seat: all superiors, the seat itself included.
    hop : tuple of list of dict
        By mode and seat: to whom one goes first on the shortest way to a superior.
    backlogs : list of dict
        By seat: the groups whose backlog is the seat's own, with belonging weights in millionths.
    later : list of list of tuple of frozenset of int
        By discipline and line: who pulls of the groups that come later in coverage.
    later_seats : frozenset of int
        All of them.
    pullers : list of frozenset of int
        By group: its members who produce.
    chooses : bool
        Whether somebody may pull from several backlogs.
    """

    closeness: list[list[float]]
    above: tuple[list[frozenset[int]], ...]
    hop: tuple[list[dict[int, int]], ...]
    backlogs: list[dict[int, int]]
    later: list[list[tuple[frozenset[int], ...]]]
    later_seats: frozenset[int]
    pullers: list[frozenset[int]]
    chooses: bool


def make_routes(derived: Derived) -> Routes:
    """Lay out the look-up tables."""
    own = set(derived.backlogs)
    backlogs = [{group: weight for group, weight in pulls if group in own} for pulls in derived.pulls]
    later = [[tuple(frozenset(seats) for seats in order[1:]) for order in row] for row in derived.pullers]
    return Routes(
        closeness=derived.closeness.tolist(),
        above=tuple([frozenset(one for one, _, _ in above) for above in mode] for mode in derived.above),
        hop=tuple([{one: first for one, steps, first in above if steps} for above in mode] for mode in derived.above),
        backlogs=backlogs,
        chooses=any(len(choices) > 1 for choices in backlogs),
        later=later,
        later_seats=frozenset(seat for row in later for order in row for seats in order for seat in seats),
        pullers=[frozenset(filter(derived.organisation.produces, members)) for members in derived.members_of],
    )


def _gate(spec: GateSpec) -> Gate:
    return Gate(
        faces=(FIT if "fit" in spec.faces else 0) + (CRAFT if "craft" in spec.faces else 0),
        needed=spec.needed,
        serial=spec.order == "serial",
        stop_early=spec.stop_early,
        on_split=SPLITS[spec.on_split],
        on_refusal=spec.on_refusal,
        rounds_max=spec.rounds_max,
        good=-1.0 if spec.good is None else spec.good,
        signers=spec.signers,
    )


def _mail(told: Messages) -> Mail:
    return Mail(told.hours.lower(TICK_PER_HOUR), told.reading.lower(TICK_PER_HOUR), told.channel == "line")


def make_plan(scenario: Scenario, organisation: Organisation) -> Plan:
    """Lower a scenario under an organisation.

    Parameters
    ----------
    scenario : Scenario
        Validated.
    organisation : Organisation
        Verified.

    Returns
    -------
    Plan
        Ready for any year of the same scenario.
    """
    organisation = canonical(organisation)
    derived = derive(scenario, organisation)
    load = expected_load(scenario)
    fresh = fresh_practice(scenario, derived)
    settled = settled_practice(scenario, derived, load) if scenario.rules.learning.begin == "settled" else fresh
    rules = scenario.rules
    return Plan(
        organisation=organisation,
        derived=derived,
        b=lower(rules),
        gates=tuple(tuple(_gate(task.gate) if task.gate else None for task in kind.task) for kind in scenario.campaign),
        hours=tuple(tuple(task.hours.lower(TICK_PER_HOUR) for task in kind.task) for kind in scenario.campaign),
        similarity=similarity(scenario),
        volatility=scenario.signals.volatility if rules.switches.signals else 0.0,
        learns=rules.switches.learning and scenario.structure.skill == "learning",
        disciplines=len(scenario.disciplines),
        lines=len(scenario.lines.names),
        practice=settled,
        fresh=fresh,
        routes=make_routes(derived),
        mail=_mail(scenario.messages or Messages()),
    )
