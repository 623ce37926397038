"""Search and reuse: what has been made on the topic, who finds it, and what is made twice (specification section 6,
step 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.behaviour import decisions
from sim.behaviour.reuse import avoidable_ticks
from sim.behaviour.style import in_millionths
from sim.behaviour.work import adapted_ticks
from sim.log import Verb
from sim.randomness import Stream
from sim.vocabulary import MILLION, NONE, Booking, Kind

if TYPE_CHECKING:
    from sim.engines.reference.agents import Member, Task
    from sim.engines.reference.department import Department


@dataclass(slots=True)
class Asset:
    """Something made, or being made, on a topic."""

    task: int
    campaign: int
    maker: int
    line: int
    generic: int
    begun: int
    finished: int
    idea: int


@dataclass(slots=True)
class Sighting:
    """What a search came to."""

    found: Asset | None = None
    found_usable: float = 0.0
    in_the_making: Asset | None = None
    equivalent: Asset | None = None
    usable: float = 0.0
    best_idea: int = 0


def look_around(d: Department, task: Task, member: Member) -> Sighting:
    """Go through the candidates on the task's topic, newest first; one draw for each that is usable."""
    seen = Sighting()
    topic = d.year_rows["tasks"]["topic"][task.number]
    looked_at = 0
    for asset in reversed(d.assets.get(topic, [])):
        if asset.campaign == task.campaign.number or asset.task == task.number:
            continue
        if d.clock.now - (asset.finished if asset.finished != NONE else asset.begun) > d.b.fresh:
            continue
        if looked_at >= d.b.candidates_max:
            break
        looked_at += 1
        usable, p = decisions.candidate(
            d.b,
            int(asset.line == task.line),
            asset.generic,
            d.plan.similarity[task.line][asset.line],
            d.closeness(asset.maker, member.seat),
        )
        if usable <= 0.0:
            continue
        if seen.equivalent is None or usable > seen.usable:
            seen.equivalent, seen.usable = asset, usable
        if d.uniform(Stream.VISIBILITY, task.number, asset.task) >= p:
            continue
        if asset.finished == NONE:
            seen.in_the_making = seen.in_the_making or asset
        else:
            seen.best_idea = max(seen.best_idea, asset.idea)
            if seen.found is None or usable > seen.found_usable:
                seen.found, seen.found_usable = asset, usable
    return seen


def search(d: Department, task: Task, member: Member) -> bool:
    """Decide between taking, making and waiting; False means waiting for an asset in the making."""
    seen = look_around(d, task, member)
    task.seen_idea = max(task.seen_idea, seen.best_idea)
    a = d.b.adaptation
    if seen.found is not None:
        u = seen.found_usable
        whole = _whole(d, task, member)
        task.direct = [(Booking.DIRECT, adapted_ticks(whole, u, a))]
        saved = avoidable_ticks(task.standard, u, a)
        d.log(Verb.ASSET_FOUND, task.number, member.seat, seen.found.maker, in_millionths(u), seen.found.task, saved)
        _begin(d, task, member)
        return True
    if seen.in_the_making is not None:
        starts = d.b.start_probability
        if starts < 1.0 and d.uniform(Stream.START, task.number, task.reviews) >= starts:
            task.reviews += 1
            return False
    make_new(d, task, member, task.seen_idea)
    if seen.equivalent is not None:
        whole = sum(ticks for _, ticks in task.direct)
        twice = avoidable_ticks(whole, seen.usable, a)
        task.direct = [(Booking.DIRECT, whole - twice), (Booking.DUPLICATED, twice)]
        d.log(
            Verb.ASSET_MISSED,
            task.number,
            member.seat,
            seen.equivalent.maker,
            in_millionths(seen.usable),
            seen.equivalent.task,
            avoidable_ticks(task.standard, seen.usable, a),
        )
    return True


def review(d: Department, task: Task) -> None:
    """The asset in the making is looked at again."""
    from sim.engines.reference import life

    owner = task.owner
    if owner is None or owner.away_long or not search(d, task, owner):
        d.clock.set(d.clock.now + d.b.review, Kind.ARRIVAL, 4 * task.number)
        return
    life.read_and_work(d, task, [])
    life.to_owner(d, task)


def make_new(d: Department, task: Task, member: Member, best_seen: int) -> None:
    """All of the work is done afresh."""
    task.direct = [(Booking.DIRECT, _whole(d, task, member))]
    task.seen_idea = best_seen
    _begin(d, task, member)


def _whole(d: Department, task: Task, member: Member) -> int:
    skill = d.skill[member.seat][task.discipline]
    task.craft = min(MILLION, int(skill * MILLION + 0.5))
    task.whole = decisions.effort(d.b, task.standard, skill, d.familiarity[member.seat][task.line])
    return task.whole


def _begin(d: Department, task: Task, member: Member) -> None:
    columns = d.year_rows["tasks"]
    topic = columns["topic"][task.number]
    if topic == NONE:
        return
    age = d.clock.now - d.insight[task.line]
    task.idea = decisions.idea(d.b, columns["idea"][task.number], task.seen_idea, age)
    d.assets.setdefault(topic, []).append(
        Asset(
            task.number,
            task.campaign.number,
            member.seat,
            task.line,
            columns["generic"][task.number],
            d.clock.now,
            NONE,
            task.idea,
        )
    )


def finish(d: Department, task: Task, owner: Member) -> None:
    """The task is done: its asset can be reused, and if customers see it its style counts and drifts."""
    columns = d.year_rows["tasks"]
    topic = columns["topic"][task.number]
    if topic == NONE:
        return
    for asset in reversed(d.assets.get(topic, [])):
        if asset.task == task.number:
            asset.finished = d.clock.now
            break
    visible = columns["visible"][task.number]
    d.log(Verb.ASSET_SHOWN, task.number, owner.seat, NONE, in_millionths(owner.style), visible)
    if visible:
        owner.style = decisions.style_after_asset(d.b, owner.style, columns["drift"][task.number])
