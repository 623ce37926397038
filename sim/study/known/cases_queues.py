"""Known answers about waiting: a desk, a team, attention, rework, and the network plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.study.known import queues, sights
from sim.study.known.case import Case, Curve, Reading, Trial, World
from sim.study.known.luck import arrivals, squared_work, work

HOURS_A_YEAR = 2000.0
LUCK = (arrivals(), work())
"""Arrivals and work beyond what was expected explain most of the luck of a queue."""


def cases() -> tuple[Case, ...]:
    """The cases of this file, in the order of the report."""
    return (
        network_plan(),
        one_desk(),
        general_work(),
        team(),
        attention(),
        rework(),
    )


def network_plan() -> Case:
    """Friction off: the critical path."""
    reading = Reading("hours off the plan", "h", 0.0, 0.0, sights.off_plan(74.0), absolute=True)
    return Case(
        "critical_path",
        "Critical path: a baseline without friction",
        "Kelley and Walker (1959); the acceptance test of the SimVision method",
        "With all friction off and a person for every task, a campaign ends on the day of its network plan, under "
        "every structure. Not nearly: to the second.",
        "lead time = length of the longest path = 4 + 16 + 20 + 0 + 31 + 3 = 74 h",
        "Twenty campaigns of nine tasks with whole hours, one of them 0, and 45 people; every rule is switched off.",
        (Trial("all structures", (World("critical_path"),), (reading,), quick=True, exact=True),),
    )


def desk(rate: float, **changes: Any) -> World:
    """One desk with so many arrivals in a mean work."""
    days = changes.pop("days", 2500)
    given: Mapping[str, Any] = {
        "campaign.job.rate": rate * HOURS_A_YEAR,
        **queues.horizon(queues.settling_days(rate), days),
        **changes,
    }
    return World("mm1", given)


def one_desk() -> Case:
    """M/M/1."""

    def trial(load: float, days: int) -> Trial:
        reading = Reading("mean time", "h", queues.team_time(1, load), 0.02, sights.time_of())
        return Trial(f"load {load:g}", (desk(load, days=days),), (reading,), LUCK, load, quick=load == 0.5)

    return Case(
        "one_desk",
        "One desk: M/M/1",
        "Erlang (1917)",
        "Work that arrives by chance and takes a random time waits the longer the fuller the desk, without bound as "
        "the load comes near 1.",
        "W = 1 / (mu - lambda)",
        "One line, one kind of campaign with one task of exponential hours, one seat, attention first come first "
        "served.",
        (trial(0.5, 2500), trial(0.7, 2500), trial(0.8, 10000)),
        "load",
        (0.1, 0.85),
        (Curve("mean time", lambda load: queues.team_time(1, load)),),
    )


def general_work() -> Case:
    """M/G/1."""
    laws: tuple[tuple[str, float, dict[str, Any]], ...] = (
        ("always alike", 0.0, {"law": "constant", "value": 1.0}),
        ("gamma, cv 0.5", 0.5, {"law": "gamma", "mean": 1.0, "cv": 0.5}),
        ("lognormal, cv 1", 1.0, {"law": "lognormal", "mean": 1.0, "cv": 1.0}),
        ("hyperexponential, cv 2", 2.0, {"law": "hyperexponential", "mean": 1.0, "cv": 2.0}),
    )

    def trial(name: str, cv: float, law: dict[str, Any], load: float) -> Trial:
        reading = Reading("mean wait", "h", queues.general_wait(load, cv), 0.02 if cv < 1.0 else 0.03, sights.wait)
        world = desk(load, days=5000, **{"campaign.job.task.do.hours": law})
        quick = load == 0.5 and cv < 1.0
        return Trial(f"load {load:g}, {name}", (world,), (reading,), (arrivals(),), cv, quick)

    return Case(
        "general_work",
        "One desk, any law of work: M/G/1",
        "Pollaczek (1930), Khinchine (1932)",
        "What matters of the law of work is its mean and its spread: the wait grows with the square of the "
        "coefficient of variation, and no other detail counts.",
        "Wq = rho / (1 - rho) x (1 + cv^2) / 2 mean works",
        "As M/M/1, with another law under `hours`.",
        tuple(trial(*law, load=0.5) for law in laws),
        "coefficient of variation of the work",
        (0.0, 2.2),
        (Curve("mean wait", lambda cv: queues.general_wait(0.5, cv)),),
    )


def team() -> Case:
    """M/M/c."""

    def trial(servers: int, load: float, days: int) -> Trial:
        reading = Reading("mean time", "h", queues.team_time(servers, load), 0.02, sights.time_of())
        changes = {
            "staffing.seats": servers,
            "custom.group.desk.members": list(range(servers)),
            "campaign.job.rate": servers * load * HOURS_A_YEAR,
            **queues.horizon(queues.settling_days(load), days),
        }
        return Trial(f"{servers} members, load {load:g}", (World("mmc", changes),), (reading,), LUCK, None, load == 0.5)

    return Case(
        "team",
        "A team with one backlog: M/M/c",
        "Erlang (1917)",
        "Members who pull from one backlog wait only when all are busy; the larger the team, the closer it can be "
        "run to its limit.",
        "W = 1 / mu + C(c, a) / (c mu - lambda), C by Erlang",
        "One group whose members pull from its backlog; all are equally fast.",
        (trial(4, 0.5, 400), trial(2, 0.8, 2500), trial(3, 0.8, 1200), trial(4, 0.8, 1000), trial(8, 0.9, 800)),
    )


def attention() -> Case:
    """Laws of attention."""

    def trial(law: str, load: float, days: int) -> Trial:
        readings = [Reading("mean wait", "h", queues.team_wait(1, load), 0.02 if load > 0.5 else 0.03, sights.wait)]
        if law != "mix":
            expected = queues.wait_squared(load, law)
            readings.append(Reading("mean squared wait", "h^2", expected, 0.05, sights.wait_squared))
        world = desk(load, days=days, **{"rules.attention.law": law})
        luck = (arrivals(), work(), squared_work())
        return Trial(
            f"{law}, load {load:g}", (world,), tuple(readings), luck, None, quick=load == 0.5 and law == "lifo"
        )

    laws = ("fifo", "random", "lifo", "mix")
    return Case(
        "attention",
        "Attention: what comes next moves the tail, not the mean",
        "Kleinrock (1976); Kingman (1962) for random order; Takács (1963) for last come first served",
        "Any law of attention that does not look at the length of the work leaves the mean wait as it is and "
        "changes its spread: last come first served has five times the second moment at load 0.8.",
        "Wq = rho / (1 - rho); E Wq^2 = 2 rho / (1 - rho)^2 x 1 (fifo), 2 / (2 - rho) (random), 1 / (1 - rho) (lifo)",
        "One desk under each law of `rules.attention`. For the mix of laws (after Jin and Levitt 1996) only the "
        "mean has a closed form.",
        (
            *(trial(law, 0.5, 4000) for law in laws),
            *(trial(law, 0.8, 20000) for law in laws),
        ),
    )


def rework() -> Case:
    """Work that comes back."""
    time = Reading("mean time", "h", queues.feedback_time(0.6, 0.4, 0.5), 0.02, sights.time_of())
    drawn = Reading("work done for work asked", "", queues.rework_multiplier(0.4, 0.5), 0.02, sights.multiplier)
    expected = queues.correction_multiplier(0.3, 0.5, 0.4, 0.6, 0.25)
    share = Reading("work done for work asked", "", expected, 0.01, sights.multiplier)
    without = Reading("mean time", "h", queues.team_time(1, 0.6), 0.02, sights.time_of())
    shares = {
        "rules.exceptions.base": 0.3,
        "rules.exceptions.rework": "share",
        "rules.exceptions.rework_share": 0.6,
        "rules.exceptions.quick_fix_share": 0.25,
        "rules.exceptions.ignore_by_level": [0.1],
        "campaign.job.rate": 1000.0,
    }
    settled = queues.horizon(queues.settling_days(0.75), 5000)
    return Case(
        "rework",
        "Rework: a desk whose work comes back",
        "Bernoulli feedback, Takács (1963); shares derived here",
        "Work that fails its check with probability q and is then redone with probability r costs 1 / (1 - q r) of "
        "what was asked; a desk at 60 % that redoes a fifth of its work takes twice as long for each job.",
        "work 1 / (1 - q r); W = 1 / (mu (1 - q r) - lambda); with shares 1 + q (r a + f b) / (1 - q (r + f))",
        "One desk that decides alone about its failures, at once. A redo lies on the maker's own desk and so comes "
        "before new work; as it is drawn anew, its place in the queue does not change the mean. Quick fixes are "
        "checked again, as redos are.",
        (
            Trial("redone anew", (World("rework", settled),), (time, drawn), LUCK),
            Trial(
                "shares, with quick fixes",
                (World("rework", {**shares, **queues.horizon(40, 500)}),),
                (share,),
                quick=True,
            ),
            Trial(
                "no failures",
                (World("rework", {"rules.exceptions.base": 0.0, **queues.horizon(40, 2500)}),),
                (without,),
                LUCK,
            ),
        ),
    )
