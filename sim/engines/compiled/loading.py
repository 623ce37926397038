"""A year as a block of memory that stands behind the header, made once for all organisations that face it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.engines.compiled import layout as at
from sim.engines.compiled.making import Ints, as_stored
from sim.log import Item
from sim.randomness import Stream, key
from sim.vocabulary import MILLION, NONE, Class
from sim.world.year import Year

KEYS = 64


@dataclass(frozen=True)
class Loaded:
    """A year as a block.

    Attributes
    ----------
    year : Year
    block : ndarray of int64
        All its tables; it must stand behind the header, since rows point at rows.
    header : dict of int to int
        Sizes, and where the tables begin.
    """

    year: Year
    block: Ints
    header: dict[int, int]

    @cached_property
    def of_campaigns(self) -> dict[str, Ints]:
        """Facts of campaigns that are the same for every organisation."""
        campaigns, tasks = self.year.campaigns, self.year.tasks
        count = len(campaigns.arrival)
        answers = campaigns.signal >= 0
        arrival = self.year.signals.arrival
        complexity, standard = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        np.add.at(complexity, tasks.campaign, tasks.complexity)
        np.add.at(standard, tasks.campaign, tasks.ticks)
        signal_tick = np.full(count, NONE, dtype=np.int64)
        signal_tick[answers] = arrival[campaigns.signal[answers]]
        return {
            "cohort": self._in_window(campaigns.arrival),
            "signal_tick": signal_tick,
            "complexity": complexity // np.maximum(campaigns.tasks, 1),
            "standard": standard,
        }

    @cached_property
    def asset(self) -> Ints:
        """Which tasks leave an asset."""
        return (self.year.tasks.topic >= 0).astype(np.int64)

    @cached_property
    def cohort_of_chores(self) -> Ints:
        """Which chores arrive in the window."""
        return self._in_window(self.year.chores.arrival)

    def _in_window(self, ticks: Ints) -> Ints:
        inside: Ints = ((ticks >= self.year.window_from) & (ticks < self.year.window_to)).astype(np.int64)
        return inside


def load(year: Year) -> Loaded:
    """Lay a year out as the engine wants it."""
    campaigns, tasks, questions = year.campaigns, year.tasks, year.questions
    counts = (len(campaigns.arrival), len(tasks.campaign), len(questions.asker))
    others = (len(year.chores.arrival), len(year.signals.arrival), len(year.spells.seat))
    order = np.argsort(year.predecessors, kind="stable")  # successors of a task, in the order of their numbers
    after = np.repeat(np.arange(counts[1]), tasks.predecessor_count)
    topics = int(tasks.topic.max(initial=-1)) + 1
    sizes = {
        at.CAMPAIGNS_AT: counts[0] * at.CAMPAIGN,
        at.TASKS_AT: counts[1] * at.TASK,
        at.QUESTIONS_AT: counts[2] * at.QUESTION,
        at.CHORES_AT: others[0] * at.CHORE,
        at.SIGNALS_AT: others[1] * at.SIGNAL,
        at.SPELLS_AT: others[2] * at.SPELL,
        at.PREDECESSORS_AT: len(year.predecessors),
        at.SUCCESSORS_AT: len(year.predecessors),
        at.TOPICS_AT: topics,
        at.KEYS_AT: KEYS,
        at.MESSAGES_AT: len(year.messages.arrival) * at.MESSAGE,
    }
    header: dict[int, int] = {}
    end = at.HEADER
    for place, size in sizes.items():
        header[place] = end
        end += size
    block = np.zeros(end - at.HEADER, dtype=np.int64)

    def rows(place: int, width: int) -> Ints:
        begin = header[place] - at.HEADER
        return block[begin : begin + sizes[place]].reshape(-1, width)

    _campaigns(year, rows(at.CAMPAIGNS_AT, at.CAMPAIGN), header[at.TASKS_AT])
    _tasks(year, rows(at.TASKS_AT, at.TASK), header[at.CAMPAIGNS_AT], order)
    table = rows(at.QUESTIONS_AT, at.QUESTION)
    table[:, at.W_ITEM] = Item.QUESTION
    table[:, at.W_NUMBER] = np.arange(counts[2])
    table[:, at.Q_ASKER] = header[at.TASKS_AT] + questions.asker * at.TASK
    table[:, at.Q_PARTNER] = header[at.TASKS_AT] + questions.partner * at.TASK
    table[:, at.Q_FRACTION] = questions.fraction
    table[:, at.Q_COMES_AT] = table[:, at.Q_LANDS_AT] = NONE
    table = rows(at.CHORES_AT, at.CHORE)
    table[:, at.K_ARRIVAL] = year.chores.arrival
    table[:, at.K_DISCIPLINE] = year.chores.discipline
    table[:, at.K_LINE] = year.chores.line
    table[:, at.K_TICKS] = year.chores.ticks
    table[:, at.K_ENDED] = NONE
    table = rows(at.SIGNALS_AT, at.SIGNAL)
    table[:, at.N_ARRIVAL] = year.signals.arrival
    table[:, at.N_LINE] = year.signals.line
    table = rows(at.SPELLS_AT, at.SPELL)
    table[:, at.P_SEAT] = year.spells.seat
    table[:, at.P_BEGIN] = year.spells.begin
    table[:, at.P_END] = year.spells.end
    table[:, at.P_CAUSE] = year.spells.cause
    rows(at.PREDECESSORS_AT, 1)[:, 0] = year.predecessors
    rows(at.SUCCESSORS_AT, 1)[:, 0] = after[order]
    _messages(year, rows(at.MESSAGES_AT, at.MESSAGE))
    keys = rows(at.KEYS_AT, 1)
    for stream in Stream:
        keys[stream, 0] = as_stored(key(year.seed, year.replication, stream))
    quarter = max(1, (year.window_to - year.window_from) // 4)
    header |= {
        at.END: year.end,
        at.FROM: year.window_from,
        at.TO: year.window_to,
        at.QUARTER: quarter,
        at.CAMPAIGNS: counts[0],
        at.TASKS: counts[1],
        at.QUESTIONS: counts[2],
        at.CHORES: others[0],
        at.SIGNALS: others[1],
        at.SPELLS: others[2],
        at.TOPICS: topics,
        at.MESSAGES: len(year.messages.arrival),
    }
    return Loaded(year, block, header)


def _campaigns(year: Year, table: Ints, tasks_at: int) -> None:
    given = year.campaigns
    for place, column in (
        (at.C_NUMBER, np.arange(len(given.kind))),
        (at.C_KIND, given.kind),
        (at.C_LINE, given.line),
        (at.C_ARRIVAL, given.arrival),
        (at.C_DUE, given.due),
        (at.C_PRIORITY, given.priority),
        (at.C_AMOUNT, given.amount),
        (at.C_UNSETTLED, given.unsettled),
        (at.C_FIRST_TASK, tasks_at + given.first_task * at.TASK),
        (at.C_TASKS, given.tasks),
    ):
        table[:, place] = column
    table[:, at.C_ENDED] = NONE


def _tasks(year: Year, table: Ints, campaigns_at: int, order: Ints) -> None:
    given = year.tasks
    count = len(given.campaign)
    numbers = np.arange(count)
    followed = np.bincount(year.predecessors, minlength=count)
    asked = np.searchsorted(year.questions.asker, [*numbers, count])
    for place, column in (
        (at.W_NUMBER, numbers),
        (at.W_PRIORITY, year.campaigns.priority[given.campaign]),
        (at.T_CAMPAIGN, campaigns_at + given.campaign * at.CAMPAIGN),
        (at.T_SPEC, given.spec),
        (at.T_DISCIPLINE, given.discipline),
        (at.T_LINE, year.campaigns.line[given.campaign]),
        (at.T_STANDARD, given.ticks),
        (at.T_COMPLEXITY, given.complexity),
        (at.T_DATE, given.date),
        (at.T_DELAY, given.delay),
        (at.T_LIVE, given.live),
        (at.T_INSIGHT, given.insight),
        (at.T_TOPIC, given.topic),
        (at.T_GENERIC, given.generic),
        (at.T_VISIBLE, given.visible),
        (at.T_COUNTERPART, given.counterpart),
        (at.T_STOCK, given.stock),
        (at.T_GATE, given.gate),
        (at.T_FIT_VERSION, given.fit_version),
        (at.T_CRAFT_VERSION, given.craft_version),
        (at.T_IDEA_DRAWN, given.idea),
        (at.T_DRIFT, given.drift),
        (at.T_PREDECESSORS, given.predecessor_from),
        (at.T_PREDECESSOR_COUNT, given.predecessor_count),
        (at.T_OPEN_PREDECESSORS, given.predecessor_count),
        (at.T_SUCCESSORS, np.cumsum(followed) - followed),
        (at.T_SUCCESSOR_COUNT, followed),
        (at.T_QUESTION, asked[:-1]),
        (at.T_QUESTION_END, asked[1:]),
    ):
        table[:, place] = column
    table[:, at.W_ITEM] = Item.TASK
    for place in (
        *(at.W_FIRST, at.T_GRANTED, at.T_IDEA, at.T_ARRIVES_AT, at.T_RELEASES_AT, at.T_PATIENCE_AT),
        *(at.T_FINISHED, at.T_RELEASED, at.T_ENDED, at.T_LAST_OWNER),
    ):
        table[:, place] = NONE


def _messages(year: Year, table: Ints) -> None:
    table[:, at.W_ITEM] = Item.MESSAGE
    table[:, at.W_NUMBER] = np.arange(len(table))
    table[:, at.W_CLASS] = Class.ANSWER
    table[:, at.W_PRIORITY] = MILLION // 2
    table[:, at.M_ARRIVAL] = year.messages.arrival
    table[:, at.M_SENDER] = year.messages.sender
    table[:, at.M_RECEIVER] = year.messages.receiver
    table[:, at.M_SENT] = table[:, at.M_DELIVERED] = NONE
