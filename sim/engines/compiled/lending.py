"""Lending: which backlogs hold items that another group may take, and which groups these are."""

from __future__ import annotations

from sim.engines.compiled import layout as at
from sim.engines.compiled import sets
from sim.engines.compiled.making import Ints, small
from sim.vocabulary import NONE


@small
def is_lent(m: Ints, desk: int, donor: int) -> None:
    """One more item lies here that another group may take."""
    group = m[desk + at.D_GROUP]
    if group == NONE:
        return
    m[desk + at.D_LENT] += 1
    sets.include(m, m[at.LENT_GROUPS_AT], group)
    sets.include(m, m[at.DONORS_AT] + group * m[at.GROUP_WORDS], donor)


@small
def is_not_lent(m: Ints, desk: int) -> None:
    """One item fewer lies here that another group may take; with the last, its donors are forgotten."""
    group = m[desk + at.D_GROUP]
    if group == NONE:
        return
    m[desk + at.D_LENT] -= 1
    if m[desk + at.D_LENT] == 0:
        sets.exclude(m, m[at.LENT_GROUPS_AT], group)
        donors = m[at.DONORS_AT] + group * m[at.GROUP_WORDS]
        for word in range(donors, donors + m[at.GROUP_WORDS]):
            m[word] = 0
