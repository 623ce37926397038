"""Catches an address, an order or a rounding of the year that the page describes otherwise than the program draws it.

The year of a scenario is made again here from submodel 2 of the page, one number at a time: processes by the names of
what arrives, campaigns and tasks by their addresses, each quality on its own stream. Laws are taken from the program;
`test_rebuild.py` has made them again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

import sim
from sim.arithmetic import log, normal_quantile
from sim.randomness import Stream, entry, key, uniform_at
from sim.scenario.calendar import Calendar
from sim.scenario.laws import Law, draw
from sim.scenario.people import Grade
from sim.scenario.schema import CampaignKind, Scenario, TaskSpec
from sim.world.staff import members
from sim.world.workload import draw_year
from sim.world.year import Year

SEED, REPLICATION = 3, 2
HOUR, DAY = 3600, 8 * 3600
NAMES = ("multi_category_618", "tech_group")


def named(*names: str) -> int:
    state = 0
    for name in names:
        for byte in [*name.encode(), 256]:
            state = entry(state, byte)
    return state >> 24


def u(stream: Stream, subject: int, occasion: int) -> float:
    return uniform_at(key(SEED, REPLICATION, stream), subject, occasion)


def law(what: Law, stream: Stream, subject: int, occasion: int = 0) -> float:
    return draw(what, key(SEED, REPLICATION, stream), subject, occasion)


def whole(x: float) -> int:
    return math.floor(x + 0.5)


class World:
    """What of a scenario the page's submodel 2 speaks of."""

    def __init__(self, scenario: Scenario) -> None:
        self.s = scenario
        h = scenario.horizon
        self.opens = whole(h.warm_up * DAY)
        self.closes = self.opens + whole(h.window * DAY)
        self.end = self.closes + whole(h.drain * DAY)
        self.calendar = Calendar(scenario.calendar.starts, 0, frozenset(scenario.calendar.holidays))
        weights = scenario.lines.weights or (1.0,) * len(scenario.lines.names)
        self.factor = [weight * len(weights) / sum(weights) for weight in weights]

    def speed(self, tick: int) -> float:
        """Speed of the clock of the seasons."""
        speed, date = 1.0, self.calendar.date_of(tick - self.opens)
        for season in self.s.seasons:
            if season.start <= date <= season.end:
                speed *= season.factor
        return speed

    def poisson(self, stream: Stream, home: int, rate: float, seasons: bool) -> list[int]:
        """Arrivals: where the running sum of gaps falls on the clock."""
        found: list[int] = []
        if rate <= 0:
            return found
        shown, clock, day = 0.0, 0.0, 0
        while True:
            shown -= log(u(stream, home, len(found))) * (250 * DAY / rate)
            while day * DAY < self.end:
                speed = self.speed(day * DAY) if seasons else 1.0
                if clock + DAY * speed > shown:
                    break
                clock, day = clock + DAY * speed, day + 1
            if day * DAY >= self.end:
                return found
            found.append(day * DAY + int((shown - clock) / speed))

    def signals(self) -> list[tuple[int, int, bool, int]]:
        """Arrival, line, whether a crisis, number on the line."""
        found = []
        for line, name in enumerate(self.s.lines.names):
            home = named("signal", name)
            rate = self.s.signals.turbulence * self.factor[line]
            for number, tick in enumerate(self.poisson(Stream.SIGNAL_ARRIVAL, home, rate, seasons=False)):
                crisis = u(Stream.SIGNAL_KIND, home, number) < self.s.signals.crisis_share
                found.append((tick, line, crisis, number))
        return sorted(found)

    def campaigns(self) -> list[tuple[int, int, int, int, int, str]]:
        """Arrival, kind, line, address, tick of its date (-1 none), date."""
        found = []
        for number, kind in enumerate(self.s.campaign):
            for line, name in enumerate(self.s.lines.names):
                if not kind.lines or name in kind.lines:
                    home = named("campaign", kind.name, name)
                    found += [(one[0], number, line, *one[1:]) for one in self.starts(kind, home, line)]
        return sorted((one for one in found if 0 <= one[0] < self.end), key=lambda one: one[:3])

    def starts(self, kind: CampaignKind, home: int, line: int) -> Iterator[tuple[int, int, int, str]]:
        if kind.answers == "none":
            rate = kind.rate * self.s.volume * self.factor[line]
            for n, tick in enumerate(self.poisson(Stream.ARRIVAL, home, rate, seasons=True)):
                yield tick, entry(home, n), -1, ""
        for written in kind.dates:
            date = self.s.calendar.dates[written]
            address, tick = entry(home, named(written)), self.opens + self.calendar.tick_of(date)
            if u(Stream.PARTICIPATION, address, 0) < kind.participation * self.s.volume:
                ahead = kind.lead_days + kind.lead_spread_days * u(Stream.PARTICIPATION, address, 1)
                yield tick - whole(ahead * DAY), address, tick, str(date)
        for tick, there, crisis, number in self.signals():
            if there == line and kind.answers == ("crisis" if crisis else "competitor"):
                yield tick, entry(home, number), -1, ""


@pytest.fixture(scope="module", params=NAMES)
def worlds(request: pytest.FixtureRequest) -> tuple[World, Year]:
    scenario = sim.load(request.param)
    return World(scenario), draw_year(scenario, SEED, REPLICATION)


def test_signals_and_campaigns(worlds: tuple[World, Year]) -> None:
    world, year = worlds
    signals = world.signals()
    assert year.signals.arrival.tolist() == [tick for tick, _, _, _ in signals]
    assert year.signals.crisis.tolist() == [crisis for _, _, crisis, _ in signals]
    campaigns = world.campaigns()
    assert year.campaigns.arrival.tolist() == [one[0] for one in campaigns]
    assert year.campaigns.kind.tolist() == [one[1] for one in campaigns]
    assert year.campaigns.line.tolist() == [one[2] for one in campaigns]
    assert len(campaigns) > 50
    for row, (arrival, kind, _, address, date, written) in enumerate(campaigns):
        spec = world.s.campaign[kind]
        due = date
        if spec.due_days is not None:
            due = (date if written else arrival) + whole(law(spec.due_days.lower(DAY), Stream.DUE, address))
        assert year.campaigns.due[row] == due
        amount = min(1_000_000, whole(law(spec.amount.lower(1e6), Stream.AMOUNT, address)))
        assert year.campaigns.amount[row] == amount


def test_tasks(worlds: tuple[World, Year]) -> None:
    world, year = worlds
    versions, tasks, row = world.s.rules.gates.versions.lower(), year.tasks, 0
    topics: dict[tuple[str, str, int], int] = {}
    for _, kind, _, campaign, date, written in world.campaigns():
        for spec in world.s.campaign[kind].task:
            address = entry(named("task", spec.name), campaign)
            assert tasks.ticks[row] == max(0, whole(law(spec.hours.lower(HOUR), Stream.HOURS, address)))
            assert tasks.idea[row] == 1 + math.floor(u(Stream.IDEA, address, 0) * 999_999)
            assert tasks.drift[row] == whole(1e6 * normal_quantile(u(Stream.STYLE, address, 0)))
            assert tasks.date[row] == (date if spec.on_date else -1)
            if spec.counterpart is not None:
                reply = law(spec.counterpart.response.lower(HOUR), Stream.COUNTERPART, address)
                assert tasks.counterpart[row] == whole(reply)
            if spec.gate is not None and spec.gate.good is None:
                assert (tasks.fit_version[row], tasks.craft_version[row]) == good_from(spec, versions, address)
            if spec.asset is not None:
                assert tasks.generic[row] == (u(Stream.GENERIC, address, 0) < spec.asset.generic)
                subject = entry(named("topic", spec.asset.topic), campaign)
                one = (spec.asset.topic, written, math.floor(u(Stream.TOPIC, subject, 0) * spec.asset.pool))
                assert topics.setdefault(one, tasks.topic[row]) == tasks.topic[row]
            row += 1
    assert row == len(tasks.ticks)
    assert len(set(topics.values())) == len(topics), "two topics have one number"


def good_from(spec: TaskSpec, versions: Law, address: int) -> tuple[int, int]:
    """First good version of fit and of craft."""
    assert spec.gate is not None
    needed = whole(law(versions, Stream.VERSIONS, address))
    part = math.floor(needed * u(Stream.VERSIONS, address, 128))
    fit_needs_all = u(Stream.VERSIONS, address, 64) < 0.5
    if len(set(spec.gate.faces)) == 1:
        fit_needs_all = spec.gate.faces[0] == "fit"
    return (needed, part) if fit_needs_all else (part, needed)


def test_questions(worlds: tuple[World, Year]) -> None:
    world, year = worlds
    rows, first = [], 0
    for _, kind, _, campaign, _, _ in world.campaigns():
        specs = world.s.campaign[kind].task
        place = {spec.name: first + number for number, spec in enumerate(specs)}
        for spec in specs:
            for ask in spec.asks:
                pair = entry(named("question", spec.name, ask.with_), campaign)
                if u(Stream.COUPLING, pair, 0) >= ask.probability:
                    continue
                for way, (asker, partner) in enumerate(((spec.name, ask.with_), (ask.with_, spec.name))):
                    for number in range(whole(law(ask.questions.lower(), Stream.QUESTION, pair, way))):
                        fraction = 1 + math.floor(u(Stream.COUPLING, pair, 1 + way + 2 * number) * 999_999)
                        rows.append((place[asker], fraction, place[partner]))
        first += len(specs)
    found = zip(year.questions.asker, year.questions.fraction, year.questions.partner, strict=True)
    assert [tuple(map(int, row)) for row in found] == sorted(rows)
    assert len(rows) > 20


def test_chores(worlds: tuple[World, Year]) -> None:
    world, year = worlds
    given, lines = world.s.chores, world.s.lines.names
    weights = [given.disciplines.get(name, 0.0) if given.disciplines else 1.0 for name in world.s.disciplines]
    size, rows = given.hours.lower(HOUR), []
    assert given.hours.law == "constant", "the mean of a constant law is its value"
    for discipline, weight in enumerate(weights):
        for line, name in enumerate(lines):
            hours = given.share * world.s.staffing.seats * 2000 / len(lines) * (weight / sum(weights))
            rate = hours * world.factor[line] / given.hours.parameters()["value"]
            home = named("chore", world.s.disciplines[discipline], name)
            for n, tick in enumerate(world.poisson(Stream.CHORE_ARRIVAL, home, rate, seasons=True)):
                rows.append((tick, discipline, line, max(1, whole(law(size, Stream.CHORE_HOURS, home, n)))))
    rows.sort(key=lambda row: row[:3])
    found = zip(year.chores.arrival, year.chores.discipline, year.chores.line, year.chores.ticks, strict=True)
    assert [tuple(map(int, row)) for row in found] == rows
    assert len(rows) > 100


def test_spells_and_talent(worlds: tuple[World, Year]) -> None:
    world, year = worlds
    rules, away = world.s.absences, np.zeros((4, world.end + 1), dtype=bool)
    for seat, grade in enumerate(_grades(world)):
        away[:] = False
        for row, (rate, arrivals, length, days) in enumerate(
            (
                (rules.turnover, Stream.DEPARTURE, Stream.VACANCY, rules.vacancy_days),
                (rules.spells, Stream.ABSENCE, Stream.ABSENCE_LENGTH, rules.days),
            )
        ):
            for n, tick in enumerate(world.poisson(arrivals, seat, rate, seasons=False)):
                away[row, tick : tick + max(HOUR, whole(law(days.lower(DAY), length, seat, n)))] = True
        share, block = grade.outside_share, whole(grade.outside_block_hours * HOUR)
        tick = n = 0
        while share > 0:
            tick += whole(-log(u(Stream.OUTSIDE, seat, n)) * (block * (1 - share) / share))
            if tick >= world.end:
                break
            away[2, tick : tick + block] = True
            tick, n = tick + block, n + 1
        vacant, absent, outside = away[0], away[1] & ~away[0], away[2] & ~away[1] & ~away[0]
        told = np.zeros((3, world.end + 1), dtype=bool)
        for row in np.flatnonzero(year.spells.seat == seat):
            told[year.spells.cause[row], year.spells.begin[row] : year.spells.end[row]] = True
        for mine, theirs in ((absent, told[0]), (outside, told[1]), (vacant, told[2])):
            apart = np.flatnonzero(mine[: world.end] != theirs[: world.end])
            assert len(apart) <= 12, "only the first tick of a spell that follows another may differ"
            assert all(mine[tick] and not mine[tick - 1] for tick in apart)
        if world.s.staffing.seat == ():
            assert year.talent[seat] == law(world.s.staffing.talent.lower(), Stream.TALENT, seat)


def _grades(world: World) -> list[Grade]:
    return [world.s.staffing.grades[member.grade] for member in members(world.s)]
