"""Waiting lines with closed forms: one desk, a team with one backlog, desks in series, feedback, and two signatures.

Time is measured in mean works (1 / mu = 1) unless said otherwise; arrivals are Poisson. Every function gives an
expected value in the long run, so a simulation must be past its warm-up before it is compared.
"""

from __future__ import annotations

from math import isclose, sqrt


def _stable(load: float) -> None:
    if not 0.0 <= load < 1.0:
        raise ValueError(f"expected a load of at least 0 and below 1, got {load:g}: the queue has no long run")


def settling_days(load: float) -> float:
    """Working days of 8 hours after which a queue of this load has forgotten that it began empty; works take an hour.

    Ten relaxation times 1 / (1 - sqrt(rho))^2 of M/M/1 (Morse 1958), which is the slowest of the queues compared here.
    """
    _stable(load)
    return 5.0 + round(10.0 / (1.0 - sqrt(load)) ** 2 / 8.0)


def horizon(settling: float, window: float) -> dict[str, float]:
    """Changes of a scenario: settle first, then look for so many days, then let what is late finish."""
    return {"horizon.warm_up": settling, "horizon.window": window, "horizon.drain": settling}


def erlang_c(servers: int, offered: float) -> float:
    """Probability that an arrival must wait in M/M/c.

    Parameters
    ----------
    servers : int
        c, 1 or more.
    offered : float
        Offered load a = lambda / mu, below c.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        Where a >= c.

    Notes
    -----
    Erlang (1917), through the recursion of his loss formula, which is stable for large c.
    """
    _stable(offered / servers)
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = offered * blocked / (k + offered * blocked)
    return blocked / (1.0 - offered / servers * (1.0 - blocked))


def team_wait(servers: int, load: float) -> float:
    """Mean wait before work in M/M/c, in mean works; `load` is rho = lambda / (c mu)."""
    return erlang_c(servers, servers * load) / (servers * (1.0 - load))


def team_time(servers: int, load: float) -> float:
    """Mean wait and work together in M/M/c, in mean works; for one server 1 / (1 - rho)."""
    return 1.0 + team_wait(servers, load)


def general_wait(load: float, cv: float) -> float:
    """Mean wait before work in M/G/1, in mean works.

    Parameters
    ----------
    load : float
        rho, below 1.
    cv : float
        Coefficient of variation of the work; 0 where all works are alike, 1 for exponential ones.

    Notes
    -----
    Pollaczek (1930) and Khinchine (1932): rho / (1 - rho) x (1 + cv^2) / 2.
    """
    _stable(load)
    return load / (1.0 - load) * (1.0 + cv * cv) / 2.0


def stages_time(stages: int, servers: int, load: float) -> float:
    """Mean time through stages in series, each M/M/c: by Burke (1956) every stage sees Poisson arrivals."""
    return stages * team_time(servers, load)


def handover_threshold(stages: int, lines: int, load: float) -> float:
    """Extra delay of a handover at which pooled specialists are as slow as specialists of one's own.

    Parameters
    ----------
    stages : int
        k stages in series; k - 1 handovers.
    lines : int
        n lines; each stage is served by one desk a line, or by one team of n for all lines.
    load : float
        rho of each desk.

    Returns
    -------
    float
        In mean works: k / (k - 1) x (W of M/M/1 - W of M/M/n). Pooling wins below it.

    Notes
    -----
    From the structures compared by Malone (1987) and Malone and Smith (1988); the threshold is derived here.
    """
    return stages / (stages - 1) * (team_time(1, load) - team_time(lines, load))


def both_sign_time(load: float) -> float:
    """Mean time until two bosses, asked at the same moment, have both signed.

    Parameters
    ----------
    load : float
        rho of each boss; both are fed by the same Poisson stream and sign in exponential time.

    Notes
    -----
    Flatto and Hahn (1984), Nelson and Tantawi (1988): (12 - rho) / 8 of what one boss takes.
    """
    return (12.0 - load) / 8.0 * team_time(1, load)


def signs_in_turn_time(signers: int, load: float) -> float:
    """Mean time until bosses asked one after the other have all signed."""
    return stages_time(signers, 1, load)


def rework_multiplier(failing: float, redone: float) -> float:
    """Work done for each unit of work proper, where every redo is drawn anew and checked again.

    Parameters
    ----------
    failing : float
        q, probability that a check fails.
    redone : float
        r, probability that a failure is redone.

    Notes
    -----
    A geometric number of rounds: 1 / (1 - q r).
    """
    return 1.0 / (1.0 - failing * redone)


def correction_multiplier(failing: float, redone: float, fixed: float, redo_share: float, fix_share: float) -> float:
    """Work done for each unit of work proper, where redo and fix take a share of it and both are checked again.

    Parameters
    ----------
    failing : float
        q, probability that a check fails.
    redone, fixed : float
        Probabilities that a failure is redone or quickly fixed; the rest is ignored.
    redo_share, fix_share : float
        Share of the first work that either takes.

    Notes
    -----
    Derived here: rounds are geometric with ratio q (redone + fixed).
    """
    return 1.0 + failing * (redone * redo_share + fixed * fix_share) / (1.0 - failing * (redone + fixed))


def feedback_time(load: float, failing: float, redone: float) -> float:
    """Mean time in the system of one desk whose work may come back (Bernoulli feedback): 1 / (mu (1 - q r) - lambda).

    `load` is lambda / mu without the feedback. As each round is drawn anew, all rounds of a job together are
    exponential with mean 1 / (1 - q r), and it does not matter whether a redo is done at once or queues again.
    """
    kept = 1.0 - failing * redone
    _stable(load / kept)
    return 1.0 / (kept - load)


def wait_squared(load: float, law: str) -> float:
    """Mean of the squared wait in M/M/1 under a law of attention that is blind to the length of the work.

    Parameters
    ----------
    load : float
        rho.
    law : {"fifo", "random", "lifo"}
        First come first served, a fresh draw at every pick, last come first served.

    Returns
    -------
    float
        In squared mean works. The mean of the wait itself is the same under all three.

    Notes
    -----
    Kleinrock (1976); random order after Kingman (1962), last come first served after Takács (1963): the second moment
    is that of first come first served, 2 rho / (1 - rho)^2, times 1, 2 / (2 - rho) and 1 / (1 - rho).
    """
    _stable(load)
    factor = {"fifo": 1.0, "random": 2.0 / (2.0 - load), "lifo": 1.0 / (1.0 - load)}[law]
    return 2.0 * load / (1.0 - load) ** 2 * factor


def default_share(load: float, patience: float) -> float:
    """Share of the requests that nobody has started on when patience ends, so that the asker decides alone.

    Parameters
    ----------
    load : float
        lambda / mu of the boss; may be 1 or more, since those who lose patience leave the queue.
    patience : float
        tau, in mean works, the same for all.

    Notes
    -----
    M/M/1 with deterministic patience until the start of service; Barrer (1957). Derived again here by level crossing:
    (1 - rho) rho e / (1 - rho^2 e) with e = exp(-(1 - rho) tau), and 1 / (2 + tau) at rho = 1.
    """
    from sim.arithmetic import exp

    if isclose(load, 1.0, abs_tol=1e-9):
        return 1.0 / (2.0 + patience)
    left = exp(-(1.0 - load) * patience)
    return (1.0 - load) * load * left / (1.0 - load * load * left)
