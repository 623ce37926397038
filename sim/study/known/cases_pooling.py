"""Known answers about pooling: stages in series, what a common team gains, and the handover that undoes it."""

from __future__ import annotations

from typing import Any

from sim.study.known import queues, sights
from sim.study.known.case import Case, Curve, Reading, Trial, World
from sim.study.known.luck import arrivals, work

HOURS_A_YEAR = 2000.0
LUCK = (arrivals(), work())


def cases() -> tuple[Case, ...]:
    """The cases of this file, in the order of the report."""
    return (stages(), pooling(), handover_threshold())


def lines_at(load: float, days: int) -> dict[str, Any]:
    """What differs from the files with four lines where each desk has this load."""
    settling = 2.0 * queues.settling_days(load)  # what leaves a stage must have settled before the next can
    return {"campaign.job.rate": load * HOURS_A_YEAR, **queues.horizon(settling, days)}


def stages() -> Case:
    """Tandem."""

    def trial(file: str, servers: int, load: float, days: int) -> Trial:
        reading = Reading("mean time", "h", queues.stages_time(4, servers, load), 0.02, sights.time_of())
        world = World(file, lines_at(load, days))
        name = "a desk a line" if servers == 1 else "teams of four"
        return Trial(f"{name}, load {load:g}", (world,), (reading,), LUCK, None, quick=load == 0.5 and servers == 4)

    return Case(
        "stages",
        "Stages in series: tandem queues",
        "Burke (1956); Jackson (1957)",
        "What leaves a queue in the long run is as random as what entered it, so each stage can be looked at as if "
        "it stood alone, and times add up.",
        "W = k W(M/M/n); k = 4, n = 4, rho = 0.8: 6.982",
        "Campaigns of four tasks one after the other; handovers cost nothing.",
        (
            trial("stages_own", 1, 0.5, 200),
            trial("stages_pooled", 4, 0.5, 200),
            trial("stages_own", 1, 0.8, 800),
            trial("stages_pooled", 4, 0.8, 400),
        ),
    )


def pooling() -> Case:
    """Malone and Smith."""

    def trial(load: float, days: int) -> Trial:
        expected = queues.team_time(1, load) / queues.team_time(4, load)
        reading = Reading("gain", "", expected, 0.02, sights.quotient_of_times)
        changes = lines_at(load, days)
        worlds = (World("pooling_own", changes), World("pooling_shared", changes, same_year=True))
        return Trial(f"load {load:g}", worlds, (reading,), LUCK, load, quick=load == 0.5)

    return Case(
        "pooling",
        "What pooling gains",
        "Malone (1987), Malone and Smith (1988); arithmetic re-derived",
        "Four lines are served in a quarter to a half of the time if their specialists form one team instead of "
        "sitting one in each line: production is cheaper, before coordination is paid.",
        "gain = W(M/M/1) / W(M/M/4)",
        "The same year of work, once with a desk for each line, once with one team for all lines.",
        (trial(0.5, 800), trial(0.8, 3000), trial(0.9, 4000)),
        "load",
        (0.1, 0.92),
        (Curve("gain", lambda load: queues.team_time(1, load) / queues.team_time(4, load)),),
    )


def handover_threshold() -> Case:
    """The handover delay at which pooling stops paying."""

    def trial(load: float, days: int) -> Trial:
        expected = queues.handover_threshold(4, 4, load)
        far = round(2.0 * expected + 1.0)
        changes = lines_at(load, days)
        slow = {**changes, "rules.handover.transit_across_hours": float(far)}
        pooled = "stages_pooled"
        worlds = (
            World(pooled, changes),
            World("stages_own", changes, same_year=True),
            World(pooled, slow, same_year=True),
        )
        reading = Reading("threshold", "h", expected, 0.03, sights.crossing(0.0, far, (0, 1, 2, 1)))
        return Trial(f"load {load:g}", worlds, (reading,), LUCK, load, quick=load == 0.5)

    return Case(
        "handover_threshold",
        "How slow a handover may be before pooled specialists lose",
        "After Malone and Smith (1988); threshold derived here",
        "Specialists pooled by discipline beat specialists of each line exactly as long as the extra delay of a "
        "handover between groups stays below a threshold, which rises steeply with the load.",
        "h(across) - h(inside) < k / (k - 1) x (W(M/M/1) - W(M/M/n)), k = 4 stages, n = 4 lines",
        "The same year in sixteen desks and in four teams of four, at no handover delay and at a long one "
        "(`transit_across_hours`); the threshold is where the difference of the means changes sign, on the straight "
        "line between. It is a straight line: a constant delay shifts all that follows and changes nothing else.",
        (trial(0.5, 200), trial(0.7, 250), trial(0.8, 400)),
        "load",
        (0.1, 0.85),
        (Curve("threshold", lambda load: queues.handover_threshold(4, 4, load)),),
    )
