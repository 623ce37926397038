"""Questions kept for a meeting: formalisation moves them from a colleague's desk to the next meeting that both attend.

After the Virtual Design Team (Jin & Levitt 1996), where formalisation turns informal exchange into formal meetings. A
kept question costs nobody an interruption, and its asker the time until the meeting ends (specification section 6,
step 4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour import decisions
from sim.log import Verb
from sim.randomness import Stream

if TYPE_CHECKING:
    from sim.engines.reference.agents import Member, Team
    from sim.engines.reference.department import Department
    from sim.engines.reference.exchange import Asked


def keep(d: Department, row: int, asked: Asked, asker: Member, answerer: Member) -> bool:
    """Keep a question for a meeting of the two, as often as formalisation has it; False: it is to be asked at once."""
    if not decisions.keeps(d.b, d.uniform(Stream.FORMALISATION, row, 0)):
        return False
    team = common_meeting(d, asker.seat, answerer.seat)
    if team is None:
        return False
    asked.kept = team
    team.kept.append(row)
    d.log(Verb.KEPT, row, asker.seat, team.number, b=asked.asker.number)
    return True


def common_meeting(d: Department, one: int, other: int) -> Team | None:
    """The group with the fewest attendants whose meetings both seats attend, of several that of the lowest number."""
    held = [
        (len(attendants), group)
        for group, attendants in d.derived.meetings
        if one in attendants and other in attendants and decisions.meeting_ticks(d.b, len(attendants)) > 0
    ]
    return d.teams[min(held)[1]] if held else None


def ripe(d: Department, team: Team) -> list[int]:
    """Questions kept for a meeting that is about to end, of which both owners are there; in the order of keeping."""
    return [row for row in team.kept if _both_present(d.questions[row], team)]


def _both_present(asked: Asked, team: Team) -> bool:
    owners = (asked.asker.owner, asked.partner.owner)
    return all(owner is not None and owner.meeting is team for owner in owners)


def let_go(asked: Asked, row: int) -> None:
    """A question is kept no longer."""
    if asked.kept is not None:
        asked.kept.kept.remove(row)
        asked.kept = None
