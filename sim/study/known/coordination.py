"""Decisions on their way up: how centralisation, levels and a busy boss turn into delay.

Deciding takes one unit of time on average and exponentially; a desk that is asked at Poisson rate x answers after
1 / (1 - x). What is passed on from such a desk is again Poisson (Burke 1956), so delays along a line add up.
"""

from __future__ import annotations

from collections.abc import Sequence


def _time(rate: float) -> float:
    if not 0.0 <= rate < 1.0:
        raise ValueError(f"expected a load of at least 0 and below 1, got {rate:g}: the queue has no long run")
    return 1.0 / (1.0 - rate)


def central_delay(teams: int, rate: float, central: float) -> float:
    """Mean time to a decision when a share of the exceptions goes to the head.

    Parameters
    ----------
    teams : int
        n teams, each with a lead, under one head.
    rate : float
        x, exceptions a team raises in the time of one decision.
    central : float
        c, share that goes to the head instead of the team's lead.

    Returns
    -------
    float
        (1 - c) / (1 - x (1 - c)) + c / (1 - n x c), in mean decisions.

    Notes
    -----
    Derived here, after the centralisation parameter of Jin and Levitt (1996).
    """
    return (1.0 - central) * _time(rate * (1.0 - central)) + central * _time(teams * rate * central)


def best_centralisation(teams: int, rate: float) -> float:
    """The share c at which `central_delay` is least; strictly between 0 and 1 whenever the leads have work.

    Notes
    -----
    The delay is a sum of two convex functions of c. Its derivative is 1 / (1 - n x c)^2 - 1 / (1 - x (1 - c))^2, so the
    least is where both desks are equally loaded: n x c = x (1 - c), c = 1 / (n + 1). There the delay is that of a desk
    with load n x / (n + 1): the head is one more desk among n + 1 (derived here).
    """
    return 1.0 / (teams + 1)


def level_delay(rates: Sequence[float], reaching: Sequence[float]) -> float:
    """Mean time to a decision that climbs level by level until somebody may decide.

    Parameters
    ----------
    rates : sequence of float
        Requests that reach a desk of each level in the time of one reading or deciding.
    reaching : sequence of float
        Probability that a request reaches the level; 1 for the first.

    Returns
    -------
    float
        Sum over levels of P(reach) / (1 - rate). Exact: a level passes on a thinned Poisson stream.
    """
    return sum(share * _time(rate) for rate, share in zip(rates, reaching, strict=True))


def boss_delay(makers: int, tasks: float, asking: float, help_time: float) -> float:
    """Mean time to an answer of one boss whose people bring the exceptions.

    Parameters
    ----------
    makers : int
        n.
    tasks : float
        Tasks a maker finishes in a unit of time.
    asking : float
        Share of the tasks that are brought to the boss.
    help_time : float
        Mean time of one answer.

    Returns
    -------
    float
        h / (1 - n lambda e h), in the same unit of time. The largest span is the largest n below 1 / (lambda e h).

    Notes
    -----
    Management by exception after Garicano (2000), with the boss as a queue (derived here).
    """
    return help_time * _time(makers * tasks * asking * help_time)
