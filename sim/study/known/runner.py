"""Runs are added until a reading can be judged: a pilot tells how many are needed, and a cap says when to give up.

All that decides how many replications a trial gets is looked at after complete rounds only, and replications are put
in order before they are added up, so neither the number of workers nor who was faster can show in a result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from functools import partial

from sim.study.known.case import Case, Trial
from sim.study.known.estimates import Estimate, estimate, judge, wanted
from sim.study.known.living import Lived, Stretch, live_through, same_on
from sim.study.known.verdicts import CaseResult, Judged, TrialResult, Verification
from sim.study.known.workers import Crew

PILOT = 32
"""Replications of the first round; as many are the least that a regression on three controls should have."""
STRETCH = 4
"""Replications that a worker does at a time."""
CAP = 1600
"""Replications after which a trial is given up."""
AHEAD = 2
"""Trials under way beyond one a worker, so that nobody is idle while a round is being looked at."""
ROUNDS = 5
"""Rounds after which a trial is given up."""
QUICK_FACTOR = 2.0
"""By which the short suite widens every tolerance; it then needs a quarter of the runs."""
Tell = Callable[[TrialResult], None]
Stored = Mapping[tuple[str, int], tuple[str, ...]]
"""Case and place of a trial -> resolved scenarios of its worlds, as text."""


@dataclass
class Progress:
    """One trial on its way: what has come back, and how many replications are asked for."""

    case: Case
    place: int
    asked: int = 0
    rounds: int = 0
    done: dict[int, list[Lived]] = field(default_factory=dict)

    @property
    def trial(self) -> Trial:
        """The trial."""
        return self.case.trials[self.place]

    def lived(self) -> list[Lived]:
        """What has come back, by replication."""
        return [one for first in sorted(self.done) for one in self.done[first]]

    @property
    def replications(self) -> int:
        """How many have come back."""
        return sum(map(len, self.done.values()))

    def estimates(self) -> list[Estimate]:
        """Of each reading, from all that has come back."""
        lived = self.lived()
        controls = [one.controls for one in lived]
        return [estimate([one.parts[place] for one in lived], controls) for place in range(len(self.trial.readings))]


def verify(
    cases: Sequence[Case],
    *,
    seed: int,
    engine: str,
    quick: bool = False,
    workers: int = 1,
    twins: Sequence[str] = (),
    tell: Tell = lambda result: None,
    stored: Stored | None = None,
) -> Verification:
    """Hold the simulator against known answers.

    Parameters
    ----------
    cases : sequence of Case
    seed : int
        Chooses the luck.
    engine : str
        Which engine simulates.
    quick : bool
        Only the short trials, with tolerances twice as wide.
    workers : int
        Processes; with 1 everything is done in this one.
    twins : sequence of str
        Engines that must run every trial alike over a short window; none where there are fewer than two.
    tell : function
        Called with each trial's result as it is finished.
    stored : mapping, optional
        Trials of a stored report, with the scenarios of their worlds: only they are run, in those scenarios.

    Returns
    -------
    Verification
        The same whatever the number of workers.
    """
    factor = widening(quick)
    found: dict[tuple[str, int], TrialResult] = {}
    with Crew(workers) as crew:
        waiting = [
            Progress(case, place)
            for case in cases
            for place, trial in enumerate(case.trials)
            if (trial.quick or not quick) and (stored is None or (case.name, place) in stored)
        ]
        alike = _ask_whether_alike(waiting, crew, seed, twins)
        for one in _finished(waiting, crew, seed, engine, quick, stored or {}):
            key = one.case.name, one.place
            result = _result(one, factor, alike[key].result() if key in alike else None)
            found[key] = result
            tell(result)
    results = [
        CaseResult(case, tuple(found[key] for key in sorted(found) if key[0] == case.name))
        for case in cases
        if any(name == case.name for name, _ in found)
    ]
    return Verification(tuple(results), seed, engine, quick, factor)


def widening(quick: bool) -> float:
    """By which tolerances are widened."""
    return QUICK_FACTOR if quick else 1.0


def _ask_whether_alike(
    waiting: Sequence[Progress], crew: Crew, seed: int, twins: Sequence[str]
) -> dict[tuple[str, int], Future[bool]]:
    """Let the engines run each trial side by side; the first one here, so that workers find compiled code ready."""
    if len(twins) < 2 or not waiting:
        return {}
    same_on(twins, seed, waiting[0].case.name, waiting[0].place)
    keys = [(one.case.name, one.place) for one in waiting]
    return {key: crew.submit(partial(same_on, tuple(twins), seed, key[0]), key[1]) for key in keys}


def _finished(
    waiting: Sequence[Progress], crew: Crew, seed: int, engine: str, quick: bool, stored: Stored
) -> Iterator[Progress]:
    """Trials as they are finished; each asks for its next round when the one before is complete."""
    under_way: dict[Future[list[Lived]], tuple[Progress, int]] = {}

    def ask(one: Progress, replications: int) -> None:
        for first in range(one.asked, replications, STRETCH):
            last, texts = min(first + STRETCH, replications), stored.get((one.case.name, one.place), ())
            stretch = Stretch(one.case.name, one.place, seed, first, last, engine, quick, texts)
            under_way[crew.submit(live_through, stretch)] = one, first
        one.asked, one.rounds = replications, one.rounds + 1

    still = list(waiting)
    while under_way or still:
        while still and len({id(one) for one, _ in under_way.values()}) < crew.workers + AHEAD:
            one = still.pop(0)
            ask(one, 1 if one.trial.exact else PILOT)
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            one, first = under_way.pop(future)
            one.done[first] = future.result()
            if one.replications < one.asked:
                continue
            more = _more(one, widening(quick))
            if more > one.asked:
                ask(one, more)
            else:
                yield one


def _more(one: Progress, factor: float) -> int:
    """How many replications the trial should have in all."""
    if one.trial.exact or one.rounds >= ROUNDS:
        return one.asked
    pairs = zip(one.trial.readings, one.estimates(), strict=True)
    most = max(wanted(reading, found, factor) for reading, found in pairs)
    return min(CAP, -(-most // STRETCH) * STRETCH)


def _result(one: Progress, factor: float, twin: bool | None) -> TrialResult:
    lived = one.lived()
    open_share = max(each.open_share for each in lived)
    judged = tuple(
        Judged(reading, found, judge(reading, found, open_share, factor))
        for reading, found in zip(one.trial.readings, one.estimates(), strict=True)
    )
    return TrialResult(one.trial, judged, len(lived), sum(each.moments for each in lived), open_share, twin)
