"""The two structures between which a study is decided: those that lead at the most points.

Most of what is worth explaining lies between them; what the rest of the field does is told by the map of winners. Ties
are broken by the mean over the points at which they contend.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sim.errors import InputProblems, Problem, nearest
from sim.study.analysis.landscape import Landscape
from sim.study.analysis.verdicts import Verdict, verdict


def leaders(land: Landscape, verdicts: Sequence[Verdict] | None = None) -> list[str]:
    """Structures by the number of points at which they have the best mean, most first; all that ever ran.

    Parameters
    ----------
    land : Landscape
    verdicts : sequence of Verdict, optional
        One a point, where they are known already.

    Returns
    -------
    list of str
    """
    given = verdicts or [verdict(land, [place]) for place in range(len(land.points))]
    led = Counter(found.best for found in given if found.best)
    second = Counter(found.rival for found in given if found.rival)
    ran = [place for place in range(len(land.structures)) if land.runs[:, place].any()]

    def rank(place: int) -> tuple[int, int, float]:
        name, values = land.structures[place], land.values[:, place]
        known = values[np.isfinite(values)]
        mean = land.direction * float(known.mean()) if len(known) else -np.inf
        return -led[name], -second[name], -mean

    return [land.structures[place] for place in sorted(ran, key=rank)]


def pair_of(land: Landscape, pair: Sequence[str] | None = None) -> tuple[str, str]:
    """The two structures to be contrasted: those asked for, else the two leaders.

    Raises
    ------
    InputProblems
        One asked for is unknown, or the study has fewer than two structures.
    """
    ran = [name for place, name in enumerate(land.structures) if land.runs[:, place].any()]
    known = ran if pair else leaders(land)
    problems = [
        Problem("study", 0, 0, "pair", f'there is no structure "{name}"{nearest(name, known)}')
        for name in pair or ()
        if name not in known
    ]
    chosen = tuple(pair or known[:2])
    if not problems and len(set(chosen)) != 2:
        problems = [Problem("study", 0, 0, "pair", f"expected two different structures, found {len(set(chosen))}")]
    if problems:
        raise InputProblems(problems)
    return chosen[0], chosen[1]
