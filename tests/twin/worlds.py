"""Random departments for the twin, wider than those in which the identities are checked.

Some keep to whole hours, where much happens at once and only the order of ties decides; some have hours after
laws with long tails, where nothing happens at once and every rounding shows. Some have an organisation of their own, as
crooked as the tables allow; some have too much to do, or so many people that a set of them needs several words.
"""

from __future__ import annotations

from typing import Any

from engines.departments import scenarios
from hypothesis import strategies as st

from sim.errors import InfeasibleStructure, InputProblems
from sim.scenario.rules import Switches
from sim.scenario.schema import Scenario
from sim.world.architectures import architectures, organise
from sim.world.organisation import Organisation

Told = dict[str, Any]
World = tuple[Scenario, Organisation, int]
"""A department: scenario, organisation, seed."""
LAWS = st.sampled_from(
    [
        {"law": "lognormal", "mean": 3.7, "cv": 0.9},
        {"law": "lognormal", "median": 0.4, "sigma": 1.7},
        {"law": "gamma", "mean": 2.3, "cv": 1.3},
        {"law": "exponential", "mean": 1.1},
        {"law": "hyperexponential", "mean": 4.1, "cv": 2.2},
        {"law": "triangular", "low": 0.1, "mode": 0.7, "high": 9.3},
        {"law": "uniform", "low": 0.0, "high": 0.001},
        {"law": "table", "values": [0.0, 0.0001, 7.77], "weights": [1.0, 2.0, 1.0]},
        {"law": "poisson", "mean": 1.5},
        0.0003,
        5.4321,
    ]
)
"""Laws of hours in which nothing is whole."""
ORDERS = st.permutations(range(8))


def told(scenario: Scenario) -> Told:
    """A scenario as the tables it was written in."""
    return scenario.model_dump(mode="python", by_alias=True)


def world(draw: st.DrawFn, given: Told, structures: tuple[str, ...]) -> World | None:
    """A department that can be organised; None where it cannot."""
    scenario = Scenario.model_validate(given)
    try:
        organisation = organise(scenario, draw(st.sampled_from(structures)))
    except (InfeasibleStructure, InputProblems):
        return None
    return scenario, organisation, draw(st.integers(1, 9999))


@st.composite
def whole(draw: st.DrawFn) -> World | None:
    """Whole hours, any structure."""
    return world(draw, told(draw(scenarios())), architectures())


@st.composite
def fine(draw: st.DrawFn) -> World | None:
    """Hours after laws, shares that are no round numbers, any structure."""
    return world(draw, draw(in_fractions()), architectures())


@st.composite
def in_fractions(draw: st.DrawFn) -> Told:
    """The tables of a department in which nothing is whole."""
    given = told(draw(scenarios()))
    small = st.floats(0.0, 0.03)
    for kind in given["campaign"]:
        kind["amount"] = {"law": "uniform", "low": 0.0, "high": 1.0}
        kind["priority"] = draw(st.sampled_from([0.2, 0.21, 0.999]))
        kind["due_days"] = draw(st.sampled_from([None, 0.01, {"law": "exponential", "mean": 3.3}]))
        for task in kind["task"]:
            task["hours"] = draw(LAWS)
            task["complexity"] = draw(st.floats(0, 1))
            task["delay_days"] = draw(st.sampled_from([0.0, 0.0001, 0.77]))
            if task["counterpart"]:
                task["counterpart"]["response"] = draw(LAWS)
            if task["asset"]:
                task["asset"]["generic"] = draw(st.floats(0, 1))
    given["staffing"]["talent"] = {"law": "lognormal", "mean": 1.0, "cv": draw(st.floats(0.05, 0.6))}
    given["absences"]["days"] = draw(LAWS)
    given["absences"]["vacancy_days"] = draw(LAWS)
    if given["messages"]:
        given["messages"] |= {"hours": draw(LAWS), "reading": draw(LAWS)}
    given["chores"]["hours"] = draw(st.sampled_from([{"law": "exponential", "mean": 1.1}, 0.77]))
    rules = given["rules"]
    rules["decisions"] |= {
        "deciding": draw(LAWS),
        "reading": draw(LAWS),
        "transit_hours": draw(small),
        "patience_hours": draw(st.sampled_from([0.01, 1.37, 33.3])),
        "authority": draw(st.sampled_from([(1.0, 0.6, 0.2), (0.5,), (0.9, 0.1, 0.3, 0.0)])),
    }
    rules["exchange"] |= {
        "answer_hours": draw(st.sampled_from([0.0, 0.017, 1.51])),
        "transit": draw(LAWS),
        "lost": draw(st.floats(0, 1)),
        "patience_hours": draw(st.sampled_from([0.01, 3.3, 77.7])),
    }
    rules["handover"] |= {
        "brief_hours": draw(st.sampled_from([0.0, 0.003, 1.7])),
        "read_in_hours": draw(st.sampled_from([0.0, 0.003, 2.9])),
        "clarify_hours": draw(st.sampled_from([0.0, 0.11])),
        "transit_inside_hours": draw(small),
        "transit_across_hours": draw(st.sampled_from([0.0, 0.02, 3.9])),
    }
    rules["reuse"] |= {
        "search_hours": draw(st.sampled_from([0.0, 0.07, 2.3])),
        "review_hours": draw(st.sampled_from([0.05, 7.7])),
        "fresh_days": draw(st.sampled_from([0.5, 60.0])),
        "candidates_max": draw(st.integers(1, 8)),
        "visibility": draw(st.floats(0, 1)),
        "adaptation": draw(st.floats(0, 1)),
    }
    rules["attention"] |= {
        "slice_hours": draw(st.sampled_from([0.21, 1.9])),
        "switching_hours": draw(st.sampled_from([0.0, 0.013, 0.9])),
        "ranks": draw(ranks()),
        "chore_patience_hours": draw(st.sampled_from([0.0, 1.3])),
    }
    rules["closeness"] |= {
        "gain": draw(st.floats(0, 1)),
        "floor": draw(st.floats(0, 1)),
        "decay": draw(st.floats(0, 1)),
    }
    rules["learning"] |= {"spill_over": draw(st.floats(0, 1)), "begin": draw(st.sampled_from(["settled", "fresh"]))}
    rules["meetings"] |= {"base_hours": draw(small), "per_member_hours": draw(small), "supervision_hours": draw(small)}
    rules["absence"] |= {"hold_hours": draw(st.sampled_from([0.0, 0.5, 9.9])), "loss": draw(st.floats(0, 2))}
    rules["gates"] |= {"versions": draw(LAWS), "revise_share": draw(st.floats(0, 1))}
    rules["exceptions"] |= {
        "severity": {"law": "uniform", "low": 0.0, "high": 1.0},
        "rework_share": draw(st.floats(0, 1)),
        "quick_fix_share": draw(small),
    }
    return given


@st.composite
def ranks(draw: st.DrawFn) -> dict[str, int]:
    """Classes of work in any order."""
    names = ("decision", "answer", "handover", "rework", "supervision", "dated_task", "chore", "undated_task")
    return dict(zip(names, draw(ORDERS), strict=True))


@st.composite
def own(draw: st.DrawFn) -> World | None:
    """An organisation of its own: members of several groups, deep chains, dotted lines, signers from anywhere."""
    given = draw(st.one_of(scenarios().map(told), in_fractions()))
    seats = given["staffing"]["seats"]
    given["custom"] = draw(tables(seats, given["disciplines"], given["lines"]["names"]))
    for kind in given["campaign"]:
        for task in kind["task"]:
            if task["gate"] and draw(st.booleans()):
                signers = draw(st.lists(st.integers(0, seats - 1), min_size=1, max_size=5))
                task["gate"]["signers"] = signers
                task["gate"]["needed"] = draw(st.integers(0, len(signers)))
    return world(draw, given, ("custom",))


@st.composite
def tables(draw: st.DrawFn, seats: int, disciplines: list[str], lines: list[str]) -> Told:
    """Groups, coverage and reporting lines: everybody is below a seat of a lower number, in up to three groups."""
    count = draw(st.integers(1, min(seats, 6)))
    groups: list[Told] = [{"name": "g0", "lead": 0, "members": [], "weights": []}]
    leads = draw(st.lists(st.integers(1, seats - 1), min_size=count - 1, max_size=count - 1, unique=True))
    for number, lead in enumerate(sorted(leads), start=1):
        parent = f"g{draw(st.integers(0, number - 1))}"
        given = {"name": f"g{number}", "parent": parent, "members": [], "weights": []}
        groups.append(given | ({"lead": lead} if draw(st.integers(0, 3)) else {}))
    deep = draw(st.booleans())
    reports: list[Told] = []
    for seat in range(seats):
        leading = [number for number, group in enumerate(groups) if group.get("lead") == seat]
        others = draw(st.lists(st.integers(0, count - 1), max_size=2))
        chosen = list(dict.fromkeys([*leading, *others])) or [draw(st.integers(0, count - 1))]
        weights = draw(st.sampled_from({1: [[1.0]], 2: [[0.5, 0.5], [0.3, 0.7]], 3: [[0.2, 0.3, 0.5]]}[len(chosen)]))
        for group, weight in zip(chosen, weights, strict=True):
            groups[group]["members"].append(seat)
            groups[group]["weights"].append(weight)
        if seat:
            above = seat - 1 if deep and draw(st.integers(0, 3)) else draw(st.integers(0, seat - 1))
            solid = draw(st.sampled_from([1.0, 1.0, 0.5, 0.3]))
            reports.append({"member": seat, "to": above, "relation": "reports_to", "weight": solid})
            beside = draw(st.integers(0, seat - 1))
            if beside != above and draw(st.booleans()):
                weight = draw(st.sampled_from([0.1, 0.3, 0.5, 0.9]))
                reports.append({"member": seat, "to": beside, "relation": "dotted_to", "weight": weight})
            beyond = draw(st.integers(0, seats - 1))
            if beyond != seat and draw(st.integers(0, 2)) == 0:
                reports.append({"member": seat, "to": beyond, "relation": "liaison"})
    coverage = [{"groups": draw(orders(count)), "disciplines": [discipline]} for discipline in disciplines]
    if draw(st.booleans()):
        coverage.insert(0, {"groups": draw(orders(count)), "lines": [draw(st.sampled_from(lines))]})
    return {"group": groups, "report": reports, "coverage": [*coverage, {"groups": ["g0"]}]}


def orders(count: int) -> st.SearchStrategy[list[str]]:
    """One to three groups, in order."""
    return st.lists(st.integers(0, count - 1).map("g{}".format), min_size=1, max_size=3, unique=True)


@st.composite
def pressed(draw: st.DrawFn) -> World | None:
    """Too much work, long absences, and things that take no time at all."""
    given = draw(st.one_of(scenarios().map(told), in_fractions()))
    structures = architectures()
    if draw(st.booleans()):
        seats = given["staffing"]["seats"]
        given["custom"] = draw(tables(seats, given["disciplines"], given["lines"]["names"]))
        structures = ("custom",)
    given["volume"] = draw(st.sampled_from([1.0, 3.0, 10.0]))
    if draw(st.booleans()):
        given["absences"] |= {"days": draw(st.sampled_from([0.0, 15.0])), "spells": 25.0, "turnover": 12.0}
        given["rules"]["absence"]["hold_hours"] = draw(st.sampled_from([0.0, 8.0]))
    if draw(st.booleans()):
        for kind in given["campaign"]:
            for task in kind["task"]:
                task["hours"] = 0
        nothing(given)
    return world(draw, given, structures)


def nothing(given: Told) -> None:
    """Whatever can take no time takes none."""
    given["chores"]["hours"] = 0
    rules = given["rules"]
    rules["decisions"] |= {"deciding": 0, "reading": 0, "transit_hours": 0}
    rules["exchange"] |= {"answer_hours": 0, "transit": 0}
    rules["handover"] |= {"brief_hours": 0, "read_in_hours": 0, "clarify_hours": 0}
    rules["handover"] |= {"transit_inside_hours": 0, "transit_across_hours": 0}
    rules["reuse"]["search_hours"] = 0
    rules["attention"] |= {"switching_hours": 0, "chore_patience_hours": 0}
    rules["meetings"] |= {"base_hours": 0, "per_member_hours": 0, "supervision_hours": 0}
    rules["gates"]["revise_share"] = 0
    rules["exceptions"] |= {"rework_share": 0, "quick_fix_share": 0}


@st.composite
def large(draw: st.DrawFn) -> World | None:
    """Thirty to seventy people, or up to forty groups, in two short weeks."""
    given = draw(st.one_of(scenarios().map(told), in_fractions()))
    seats = draw(st.integers(30, 70))
    given["staffing"]["seats"] = seats
    given["horizon"] |= {"warm_up": 0, "window": 8, "drain": 2}
    structures = architectures()
    if draw(st.booleans()):
        given["custom"] = draw(tables(seats, given["disciplines"], given["lines"]["names"]))
        structures = ("custom",)
    return world(draw, given, structures)


@st.composite
def switched(draw: st.DrawFn) -> World | None:
    """Every rule off but one, or on but one."""
    given = draw(st.one_of(scenarios().map(told), in_fractions()))
    names = tuple(Switches.model_fields)
    odd, rest = draw(st.sampled_from(names)), draw(st.booleans())
    given["rules"]["switches"] = dict.fromkeys(names, rest) | {odd: not rest}
    return world(draw, given, architectures())


def anything() -> st.SearchStrategy[World | None]:
    """A department of any kind but the large ones."""
    return st.one_of(whole(), fine(), own(), pressed(), switched())


@st.composite
def formal(draw: st.DrawFn) -> World | None:
    """Tasks side by side that ask each other much, in people who meet often: most questions are kept for meetings."""
    given = draw(st.one_of(scenarios().map(told), in_fractions()))
    given["horizon"] |= {"window": 30, "drain": 10}
    structures = architectures()
    if draw(st.booleans()):
        seats = given["staffing"]["seats"]
        given["custom"] = draw(tables(seats, given["disciplines"], given["lines"]["names"]))
        structures = ("custom",)
    for kind in given["campaign"]:
        tasks = kind["task"]
        for place, task in enumerate(tasks):
            task["after"] = task["after"] if draw(st.integers(0, 3)) == 0 else []
            task["hours"] = draw(st.sampled_from([0, 8, 20, 40, 3.3333]))
            others = [other["name"] for other in tasks[:place]]
            task["asks"] = [{"with": other, "questions": draw(st.integers(1, 4))} for other in others]
    rules = given["rules"]
    rules["exchange"] |= {
        "formalisation": draw(st.sampled_from([0.5, 0.9, 1.0])),
        "patience_hours": draw(st.sampled_from([8.0, 33.3, 80.0, 200.0])),
    }
    rules["meetings"] |= {"every_weeks": 1, "base_hours": draw(st.sampled_from([0.0, 1.0, 0.37]))}
    rules["switches"] |= {"exchange": True, "meetings": True}
    return world(draw, given, structures)
