"""Where work passes between two people: an interface opens, is labelled by what it crosses, and ends."""

from __future__ import annotations

from sim.engines.compiled import layout as at
from sim.engines.compiled import telling
from sim.engines.compiled.agenda import INTERFACES_FULL
from sim.engines.compiled.codes import Booking, Class, Item
from sim.engines.compiled.draws import first_group
from sim.engines.compiled.making import Ints, kernel, small
from sim.vocabulary import NONE


@small
def share_a_team(m: Ints, one: int, other: int) -> bool:
    """Whether two members belong directly to the same group."""
    mine = m[at.LISTS_AT] + m[one + at.S_TEAMS]
    theirs = m[at.LISTS_AT] + m[other + at.S_TEAMS]
    for place in range(mine, mine + m[one + at.S_TEAM_COUNT]):
        for others in range(theirs, theirs + m[other + at.S_TEAM_COUNT]):
            if m[place] == m[others]:
                return True
    return False


@small
def label(m: Ints, giver: int, taker: int, task: int, other: int) -> int:
    """What an interface between two people crosses: teams, disciplines, home lines."""
    crosses = True
    value = 0
    if taker == 0:
        group = first_group(m, m[task + at.T_DISCIPLINE], m[task + at.T_LINE])
        members = m[at.LISTS_AT] + m[group + at.G_MEMBERS]
        for place in range(members, members + m[group + at.G_MEMBER_COUNT]):
            if share_a_team(m, giver, m[at.SEATS_AT] + m[place] * at.SEAT):
                crosses = False
                break
    else:
        crosses = not share_a_team(m, giver, taker)
        if m[giver + at.S_LINE] != m[taker + at.S_LINE]:
            value = 4
    if crosses:
        value += 1
    if other != 0 and m[other + at.T_DISCIPLINE] != m[task + at.T_DISCIPLINE]:
        value += 2
    return value


@kernel
def begin_interface(m: Ints, kind: int, giver: int, taker: int, task: int, other: int, detail: int) -> int:
    """Open an interface and return its row; `other` is the task on the far side, `detail` the question or request."""
    number = m[at.INTERFACES]
    if number >= m[at.INTERFACES_CAP]:
        m[at.STOP] = INTERFACES_FULL
        number = 0
    else:
        m[at.INTERFACES] = number + 1
    interface = m[at.INTERFACES_AT] + number * at.INTERFACE
    for place in range(interface, interface + at.INTERFACE):
        m[place] = 0
    m[interface] = Item.BRIEFING
    m[interface + at.W_NUMBER] = number
    m[interface + at.W_CLASS] = Class.HANDOVER
    m[interface + at.W_PRIORITY] = m[task + at.W_PRIORITY]
    m[interface + at.W_FIRST] = NONE
    m[interface + at.I_KIND] = kind
    m[interface + at.I_LABEL] = label(m, giver, taker, task, other)
    m[interface + at.I_TASK] = task
    m[interface + at.I_GIVER] = m[giver]
    m[interface + at.I_TAKER] = m[taker] if taker != 0 else NONE
    m[interface + at.I_ENDED] = NONE
    telling.interface_opens(m, interface, detail)
    return interface


@small
def let_brief(m: Ints, interface: int, giver: int, kind: int, ticks: int) -> None:
    """The giver's part of an interface becomes an item of so many ticks."""
    m[interface + at.I_BY] = giver
    m[interface + at.I_BRIEFS] = kind
    m[interface + at.W_PARTS] = 0
    if ticks > 0:
        m[interface + at.W_PARTS] = 1
        m[interface + at.W_PART] = Booking.HANDOVER
        m[interface + at.W_PART + 1] = ticks


@small
def end_interface(m: Ints, interface: int, giver: int, taker: int, task: int, missed: bool) -> None:
    """Close an interface between two members, 0 where one of them is nobody."""
    telling.interface_ends(
        m,
        interface,
        m[giver] if giver != 0 else NONE,
        m[taker] if taker != 0 else NONE,
        task,
        1 if missed else 0,
    )
