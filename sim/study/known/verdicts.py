"""What came of the trials: each reading with its estimate and verdict, gathered by case."""

from __future__ import annotations

from dataclasses import dataclass

from sim.study.known.case import Case, Reading, Trial
from sim.study.known.estimates import Estimate, Verdict


@dataclass(frozen=True)
class Judged:
    """A reading and what came of it."""

    reading: Reading
    found: Estimate
    verdict: Verdict


@dataclass(frozen=True)
class TrialResult:
    """A trial and what came of it.

    Attributes
    ----------
    trial : Trial
    judged : tuple of Judged
    replications, moments : int
    open_share : float
        Largest share of a cohort that was still open at the end of a run.
    twin : bool or None
        Whether the engines ran alike step by step; None where only one was asked for.
    """

    trial: Trial
    judged: tuple[Judged, ...]
    replications: int
    moments: int
    open_share: float
    twin: bool | None = None

    @property
    def holds(self) -> bool:
        """Whether every reading agrees, and the engines with each other."""
        return self.twin is not False and all(judged.verdict == "holds" for judged in self.judged)


@dataclass(frozen=True)
class CaseResult:
    """A case and what came of its trials."""

    case: Case
    trials: tuple[TrialResult, ...]

    @property
    def holds(self) -> bool:
        """Whether all trials agree with theory."""
        return all(trial.holds for trial in self.trials)


@dataclass(frozen=True)
class Verification:
    """All results, and what they were asked with.

    Attributes
    ----------
    results : tuple of CaseResult
    seed : int
    engine : str
    quick : bool
    factor : float
        By which tolerances were widened.
    """

    results: tuple[CaseResult, ...]
    seed: int
    engine: str
    quick: bool
    factor: float

    @property
    def holds(self) -> bool:
        """Whether everything agrees with theory."""
        return all(result.holds for result in self.results)
