"""What the world sends: releases of campaigns, dated tasks, chores and signals, arrivals of what was on its way,
patience that ends.

Item numbers carry their type: 4 x row + type (specification section 2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.engines.reference import assets, dispatch, exchange, life, needs
from sim.engines.reference.agents import Campaign, Chore, Task
from sim.log import Verb
from sim.randomness import Stream
from sim.vocabulary import NONE, Cause, Class, Kind, State

if TYPE_CHECKING:
    from sim.engines.reference.department import Department
    from sim.world.year import Year

CAMPAIGN, DATED_TASK, CHORE, SIGNAL = 0, 1, 2, 3
TASK, REQUEST, QUESTION, QUESTION_ON_ITS_WAY = 0, 1, 2, 3


def plain_rows(year: Year) -> dict[str, dict[str, list[int]]]:
    """The year's columns as lists of Python integers, which the reference engine reads one by one."""
    tables: dict[str, Any] = {
        "campaigns": year.campaigns,
        "tasks": year.tasks,
        "questions": year.questions,
        "chores": year.chores,
        "signals": year.signals,
        "spells": year.spells,
        "messages": year.messages,
    }
    rows = {name: {column: getattr(table, column).tolist() for column in vars(table)} for name, table in tables.items()}
    rows["predecessors"] = {"task": year.predecessors.tolist()}
    return rows


def begin(d: Department) -> None:
    """Set the releases of the year on the clock."""
    year = d.year_rows
    clock, end = d.clock, d.year.end
    for row, tick in enumerate(year["campaigns"]["arrival"]):
        if tick < end:
            clock.set(tick, Kind.RELEASE, 4 * row + CAMPAIGN)
    if d.b.on.chores:
        for row, tick in enumerate(year["chores"]["arrival"]):
            if tick < end:
                clock.set(tick, Kind.RELEASE, 4 * row + CHORE)
    for row, tick in enumerate(year["signals"]["arrival"]):
        if tick < end:
            clock.set(tick, Kind.RELEASE, 4 * row + SIGNAL)
    if d.b.on.messages:
        for row, tick in enumerate(year["messages"]["arrival"]):
            clock.set(tick, Kind.MESSAGE, row)


def releases(d: Department, item: int) -> None:
    """A world item begins."""
    row, kind = divmod(item, 4)
    if kind == CAMPAIGN:
        campaign_arrives(d, row)
    elif kind == DATED_TASK:
        life.date_has_come(d, d.tasks[row])
    elif kind == CHORE:
        chores = d.year_rows["chores"]
        chore = Chore(row, chores["discipline"][row], chores["line"][row], chores["ticks"][row])
        dispatch.to_backlog(d, chore)
    else:
        signal_arrives(d, row)


def arrives(d: Department, item: int) -> None:
    """What was on its way is there."""
    row, kind = divmod(item, 4)
    if kind == TASK:
        task = d.tasks[row]
        if task.state is State.COUNTERPART:
            life.counterpart_has_replied(d, task)
        elif task.state is State.ASSET:
            assets.review(d, task)
        else:
            life.transit_is_over(d, task)
    elif kind == REQUEST:
        needs.lands(d, d.requests[row])
    elif kind == QUESTION:
        exchange.comes_up(d, row)
    else:
        exchange.lands(d, row)


def patience_ends(d: Department, item: int) -> None:
    """A finished task or a request has waited long enough."""
    row, kind = divmod(item, 4)
    if kind == TASK:
        exchange.gives_up(d, d.tasks[row])
    else:
        needs.defaults(d, d.requests[row])


def campaign_arrives(d: Department, row: int) -> None:
    """A campaign arrives with its tasks; those without predecessors are released."""
    table = d.year_rows["campaigns"]
    due = table["due"][row]
    campaign = Campaign(d, row, table["line"][row], table["priority"][row], table["amount"][row], due)
    d.campaigns[row] = campaign
    d.log(Verb.CAMPAIGN_ARRIVES, row)
    klass = Class.UNDATED_TASK if due == NONE else Class.DATED_TASK
    columns = d.year_rows["tasks"]
    first = table["first_task"][row]
    rows = range(first, first + table["tasks"][row])
    for number in rows:
        task = Task(
            number,
            campaign,
            klass,
            columns["discipline"][number],
            columns["ticks"][number],
            columns["complexity"][number],
        )
        campaign.stock_open += columns["stock"][number]
        d.tasks[number] = task
        campaign.tasks.append(task)
    predecessors = d.year_rows["predecessors"]["task"]
    for task in campaign.tasks:
        start = columns["predecessor_from"][task.number]
        before = predecessors[start : start + columns["predecessor_count"][task.number]]
        task.open_predecessors = len(before)
        for number in before:
            d.tasks[number].successors.append(task)
    exchange.attach(d, campaign)
    campaign.open_tasks = len(campaign.tasks)
    for task in campaign.tasks:
        if task.open_predecessors == 0:
            life.release(d, task, None)


def signal_arrives(d: Department, row: int) -> None:
    """A signal: open plans of its line may go back to their deciders, and the line's insight may age."""
    line = d.year_rows["signals"]["line"][row]
    unsettled = d.year_rows["campaigns"]["unsettled"]
    volatility = d.plan.volatility
    sent_back = 0
    if volatility > 0.0:
        for number in sorted(d.campaigns):
            campaign = d.campaigns[number]
            is_open_plan = not campaign.over and campaign.line == line and unsettled[number] == 1 and campaign.makers
            if not is_open_plan or campaign.unsettled_need != NONE:
                continue
            if d.uniform(Stream.VOLATILITY, 2 * number + 1, row) < volatility:
                maker = d.members[campaign.makers[-1]]
                need = needs.Need(d, Cause.SIGNAL, maker, None, campaign, campaign.amount)
                campaign.unsettled_need = need.number
                needs.raise_prepared(d, need)
                sent_back += 1
        if d.uniform(Stream.VOLATILITY, 2 * row, 0) < volatility:
            d.insight[line] -= d.b.signal_ages
    d.log(Verb.SIGNAL, row, a=sent_back)
