"""Search and reuse: what has been made on the topic, who finds it, and what is made twice.

Beside `engines/reference/assets.py`. A task leaves at most one asset, so an asset is a few places in its task's row;
those of a topic are chained from the newest to the oldest.
"""

from __future__ import annotations

from typing import Any

from sim.behaviour import decisions
from sim.behaviour.reuse import avoidable_ticks
from sim.behaviour.style import in_millionths
from sim.behaviour.work import adapted_ticks
from sim.engines.compiled import layout as at
from sim.engines.compiled import telling
from sim.engines.compiled.codes import Stream
from sim.engines.compiled.draws import closeness, uniform
from sim.engines.compiled.making import Floats, Ints, kernel
from sim.vocabulary import MILLION, NONE


@kernel
def whole_work(m: Ints, x: Floats, b: Any, task: int, member: int) -> int:
    """Ticks of all the work at this member's speed; known from now on, and the craft with it."""
    skill = x[m[at.SKILL_AT] + m[member] * m[at.DISCIPLINES] + m[task + at.T_DISCIPLINE]]
    familiarity = x[m[at.FAMILIAR_AT] + m[member] * m[at.LINES] + m[task + at.T_LINE]]
    m[task + at.T_CRAFT] = min(MILLION, int(skill * MILLION + 0.5))
    whole = decisions.effort(b, m[task + at.T_STANDARD], skill, familiarity)
    m[task + at.T_WHOLE] = whole
    return whole


@kernel
def begin_asset(m: Ints, b: Any, task: int, member: int) -> None:
    """An asset is in the making."""
    topic = m[task + at.T_TOPIC]
    if topic == NONE:
        return
    age = m[at.NOW] - m[m[at.INSIGHT_AT] + m[task + at.T_LINE]]
    m[task + at.T_IDEA] = decisions.idea(b, m[task + at.T_IDEA_DRAWN], m[task + at.T_SEEN_IDEA], age)
    m[task + at.T_MAKER] = member
    m[task + at.T_BEGUN] = m[at.NOW]
    m[task + at.T_FINISHED] = NONE
    newest = m[at.TOPICS_AT] + topic
    m[task + at.T_OLDER] = m[newest]
    m[newest] = task


@kernel
def make_new(m: Ints, x: Floats, b: Any, task: int, member: int, best_seen: int) -> None:
    """All of the work is done afresh."""
    m[task + at.T_DIRECT] = whole_work(m, x, b, task, member)
    m[task + at.T_TWICE] = 0
    m[task + at.T_KNOWN] = 1
    m[task + at.T_SEEN_IDEA] = best_seen
    begin_asset(m, b, task, member)


@kernel
def search(m: Ints, x: Floats, b: Any, task: int, member: int) -> bool:
    """Decide between taking, making and waiting; False means waiting for an asset in the making."""
    found, found_usable, equivalent, equivalent_usable = 0, 0.0, 0, 0.0
    in_the_making = False
    best_idea, looked_at = 0, 0
    now, number = m[at.NOW], m[task + at.W_NUMBER]
    asset = m[m[at.TOPICS_AT] + m[task + at.T_TOPIC]]
    while asset != 0:
        other, older = asset, m[asset + at.T_OLDER]
        asset = older
        if m[other + at.T_CAMPAIGN] == m[task + at.T_CAMPAIGN]:
            continue
        finished = m[other + at.T_FINISHED]
        if now - (finished if finished != NONE else m[other + at.T_BEGUN]) > b.fresh:
            continue
        if looked_at >= b.candidates_max:
            break
        looked_at += 1
        mine, theirs = m[task + at.T_LINE], m[other + at.T_LINE]
        usable, p = decisions.candidate(
            b,
            1 if mine == theirs else 0,
            m[other + at.T_GENERIC],
            x[m[at.ALIKE_AT] + mine * m[at.LINES] + theirs],
            closeness(m, x, m[other + at.T_MAKER], member),
        )
        if usable <= 0.0:
            continue
        if equivalent == 0 or usable > equivalent_usable:
            equivalent, equivalent_usable = other, usable
        if uniform(m, Stream.VISIBILITY, number, m[other + at.W_NUMBER]) >= p:
            continue
        if finished == NONE:
            in_the_making = True
        else:
            best_idea = max(best_idea, m[other + at.T_IDEA])
            if found == 0 or usable > found_usable:
                found, found_usable = other, usable
    m[task + at.T_SEEN_IDEA] = max(m[task + at.T_SEEN_IDEA], best_idea)
    a = b.adaptation
    if found != 0:
        whole = whole_work(m, x, b, task, member)
        m[task + at.T_DIRECT] = adapted_ticks(whole, found_usable, a)
        m[task + at.T_TWICE] = 0
        m[task + at.T_KNOWN] = 1
        saved = avoidable_ticks(m[task + at.T_STANDARD], found_usable, a)
        maker = m[m[found + at.T_MAKER]]
        telling.asset_found(m, task, m[member], maker, in_millionths(found_usable), m[found + at.W_NUMBER], saved)
        begin_asset(m, b, task, member)
        return True
    if in_the_making:
        starts = b.start_probability
        if starts < 1.0 and uniform(m, Stream.START, number, m[task + at.T_REVIEWS]) >= starts:
            m[task + at.T_REVIEWS] += 1
            return False
    make_new(m, x, b, task, member, m[task + at.T_SEEN_IDEA])
    if equivalent != 0:
        whole = m[task + at.T_DIRECT]
        twice = avoidable_ticks(whole, equivalent_usable, a)
        m[task + at.T_DIRECT] = whole - twice
        m[task + at.T_TWICE] = twice
        telling.asset_missed(
            m,
            task,
            m[member],
            m[m[equivalent + at.T_MAKER]],
            in_millionths(equivalent_usable),
            m[equivalent + at.W_NUMBER],
            avoidable_ticks(m[task + at.T_STANDARD], equivalent_usable, a),
        )
    return True


@kernel
def finish(m: Ints, x: Floats, b: Any, task: int, owner: int) -> None:
    """The task is done: its asset can be reused, and if customers see it its style counts and drifts."""
    if m[task + at.T_TOPIC] == NONE:
        return
    m[task + at.T_FINISHED] = m[at.NOW]
    visible = m[task + at.T_VISIBLE]
    place = m[at.STYLE_AT] + m[owner]
    telling.asset_shown(m, task, m[owner], in_millionths(x[place]), visible)
    if visible != 0:
        x[place] = decisions.style_after_asset(b, x[place], m[task + at.T_DRIFT])
