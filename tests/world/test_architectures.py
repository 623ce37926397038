"""The ways to organise: these tests exist to catch a structure that wins or loses by how it was built.

Thirteen people in two disciplines on two lines are small enough to see every table by eye; the ends of the matrix are
compared with the structures they ought to reproduce; then properties over many staffings ask what must hold for every
registered structure, unasked: each seat used once, all work answered for, nobody with too many reports. Last, a sound
organisation is broken row by row, because a verification that cannot fail would guard nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import BrokenInvariant, InfeasibleStructure, InputProblems
from sim.scenario.schema import Lines, Scenario, Structure
from sim.vocabulary import NONE
from sim.world.architectures import Design, architecture, architectures, arrange, organise, registry
from sim.world.derived import derive
from sim.world.faults import faults, verify
from sim.world.organisation import Group, Member, Organisation, Relation

NAMES = ("lean", "functional", "matrix", "divisional")


def design(
    homes: Sequence[tuple[int, int, int]],
    load: Sequence[Sequence[float]] = ((40.0, 40.0), (40.0, 40.0)),
    **options: Any,
) -> Design:
    """Seats by (grade, discipline, line); as many disciplines and lines as the load has."""
    scenario = Scenario(
        title="A small department",
        question="Who sits where?",
        disciplines=("brand", "digital", "crm", "events", "data")[: len(load)],
        lines=Lines(names=("face", "hair", "nails", "scent")[: len(load[0])]),
        structure=Structure(**options),
    )
    members = tuple(Member(grade, discipline, line, None, 200.0) for grade, discipline, line in homes)
    return Design(scenario, members, load)


def thirteen(**options: Any) -> Design:
    """A director; then a manager at home in each discipline on each line, and two specialists, by turns."""
    homes = [(grade, d, k) for grade in (1, 0, 0) for d in (0, 1) for k in (0, 1)]
    return design([(2, 0, 0), *homes], **options)


def seats_of(organisation: Organisation, name: str) -> tuple[int, ...]:
    """Who belongs to a group directly, by its name."""
    number = [group.name for group in organisation.groups].index(name)
    return tuple(row.member for row in organisation.relations if row.relation == "belongs_to" and row.to == number)


def lines_of(organisation: Organisation, relation: str) -> dict[int, int]:
    return {row.member: row.to for row in organisation.relations if row.relation == relation}


def routes(organisation: Organisation, scenario: Scenario) -> list[int]:
    """Who decides, for any two seats and any level of authority."""
    derived = derive(scenario, organisation)
    pairs = combinations(range(len(organisation.members)), 2)
    return [
        derived.decider({one, other}, one, amount, mode)
        for one, other in pairs
        for amount in (100_000, 500_000, 900_000)
        for mode in (0, 1)
    ]


# One department, every way.


def test_everybody_in_one_group_under_one_head() -> None:
    made = arrange(thirteen(span_max=12), "lean")
    assert made.groups == (Group("department", -1, 0),)
    assert made.coverage == (((0,), (0,)), ((0,), (0,)))
    assert lines_of(made, "reports_to") == dict.fromkeys(range(1, 13), 0)
    assert made.notes == ()


def test_a_group_for_each_discipline_under_a_director_who_takes_what_is_left() -> None:
    made = arrange(thirteen(), "functional")
    assert made.groups == (
        Group("department", -1, 0),
        Group("direction", 0, 0),
        Group("brand", 0, 1),
        Group("digital", 0, 3),
    )
    assert seats_of(made, "direction") == (0,)
    assert seats_of(made, "brand") == (1, 2, 5, 6, 9, 10)
    assert seats_of(made, "digital") == (3, 4, 7, 8, 11, 12)
    assert made.coverage == (((2, 1), (2, 1)), ((3, 1), (3, 1)))
    brand, digital = dict.fromkeys((2, 5, 6, 9, 10), 1), dict.fromkeys((4, 7, 8, 11, 12), 3)
    assert lines_of(made, "reports_to") == {1: 0, 3: 0, **brand, **digital}
    assert lines_of(made, "dotted_to") == {}


def test_a_group_for_each_line_under_a_thin_headquarters() -> None:
    made = arrange(thirteen(), "divisional")  # 8 % of thirteen is one seat
    assert [group.name for group in made.groups] == ["department", "headquarters", "face", "hair"]
    assert seats_of(made, "headquarters") == (0,)
    assert seats_of(made, "face") == (1, 3, 5, 7, 9, 11)
    assert seats_of(made, "hair") == (2, 4, 6, 8, 10, 12)
    assert made.coverage == (((2, 1), (3, 1)), ((2, 1), (3, 1)))
    larger = arrange(thirteen(headquarters_share=0.2), "divisional")
    assert seats_of(larger, "headquarters") == (0, 1, 2)
    assert {seat: to for seat, to in lines_of(larger, "reports_to").items() if to == 0} == dict.fromkeys(
        (1, 2, 3, 4), 0
    )


def test_functions_and_lines_cross_in_cells() -> None:
    made = arrange(thirteen(matrix_strength=0.4), "matrix")
    assert made.groups == (
        Group("department", -1, 0),
        Group("direction", 0, 0),
        Group("brand", 0, 1),
        Group("digital", 0, 3),
        Group("face", 0, 5),  # the managers of the line lead a function already
        Group("hair", 0, 2),
        Group("brand, face", 2, -1),
        Group("brand, hair", 2, -1),
        Group("digital, face", 3, -1),
        Group("digital, hair", 3, -1),
    )
    assert [seats_of(made, name) for name in ("brand, face", "brand, hair")] == [(1, 5, 9), (2, 6, 10)]
    assert [seats_of(made, name) for name in ("digital, face", "digital, hair")] == [(3, 7, 11), (4, 8, 12)]
    assert seats_of(made, "face") == (1, 3, 5, 7, 9, 11)
    assert made.coverage == (((6, 1), (7, 1)), ((8, 1), (9, 1)))
    of_nine = [row for row in made.relations if row.member == 9]
    assert of_nine == [
        Relation(9, "belongs_to", 4, 0.4),
        Relation(9, "belongs_to", 6, 0.6),
        Relation(9, "reports_to", 1, 0.6),
        Relation(9, "dotted_to", 5, 0.4),
    ]
    assert {seat for seat, to in lines_of(made, "reports_to").items() if to == 0} == {1, 2, 3, 5}
    assert {1, 2, 3, 5}.isdisjoint(lines_of(made, "dotted_to"))


def test_the_heavier_side_is_the_solid_one() -> None:
    for strength, solid, dotted in ((0.5, 1, 5), (0.6, 5, 1)):
        made = arrange(thirteen(matrix_strength=strength), "matrix")
        assert lines_of(made, "reports_to")[9] == solid
        assert lines_of(made, "dotted_to")[9] == dotted


def test_the_ends_of_the_matrix_are_the_other_two() -> None:
    for strength, name in ((0.0, "functional"), (1.0, "divisional")):
        end, other = (arrange(thirteen(matrix_strength=strength), one) for one in ("matrix", name))
        assert lines_of(end, "reports_to") == lines_of(other, "reports_to")
        assert lines_of(end, "dotted_to") == {}
        assert routes(end, thirteen().scenario) == routes(other, thirteen().scenario)
    assert routes(arrange(thirteen(), "matrix"), thirteen().scenario) != routes(end, thirteen().scenario)


def test_a_cell_without_work_gets_nobody_and_its_work_goes_to_the_function() -> None:
    made = arrange(replace(thirteen(), load=((60.0, 0.0), (40.0, 60.0))), "matrix")
    assert "brand, hair" not in [group.name for group in made.groups]
    brand = [group.name for group in made.groups].index("brand")
    assert made.coverage[0][1] == (brand, 1)
    assert made.coverage[0][0] != (brand, 1)


def test_wide_cells_make_no_more_layers_than_wide_groups() -> None:
    """Four cells of forty: one sub-lead each, not one for two of them and another each."""
    load = [[40.0] * 4] * 2
    wide = design([(1, 0, 0), *[(0, d, k) for d in (0, 1) for k in range(4) for _ in range(40)]], load)
    depths = {name: max(derive(wide.scenario, arrange(wide, name)).depth) for name in NAMES}
    assert depths == {"lean": 3, "functional": 4, "matrix": 4, "divisional": 3}


def test_leads_who_do_not_produce_are_left_out_of_production_only() -> None:
    made = arrange(thirteen(lead_production=False), "functional")
    assert [seat for seat in range(11) if not made.produces(seat)] == [0, 1, 3]
    assert made.coverage == arrange(thirteen(), "functional").coverage
    assert all(arrange(thirteen(), name).produces(0) for name in NAMES)
    with pytest.raises(InfeasibleStructure, match="nobody else is left"):
        arrange(design([(0, 0, 0)], lead_production=False), "lean")


def test_where_nobody_in_a_cell_produces_the_function_does() -> None:
    homes = [(0, 0, 0)] + [(0, d, k) for d in (0, 1) for k in (0, 1) for _ in range(2)]
    made = arrange(design(homes, lead_production=False), "matrix")
    assert [seat for seat in range(9) if not made.produces(seat)] == [0, 1, 2, 3, 5]
    brand = [group.name for group in made.groups].index("brand")
    assert made.coverage[0] == ((brand, 1), (brand + 5, 1))


# Too few seats, too few lines, too many people.


def test_neighbours_are_merged_where_seats_are_fewer_than_two_a_group() -> None:
    load = [[10.0], [20.0], [30.0], [40.0]]
    made = arrange(design([(0, seat % 4, 0) for seat in range(7)], load), "functional")
    assert made.notes == ("brand and digital are one group",)
    assert [group.name for group in made.groups[2:]] == ["brand and digital", "crm", "events"]
    assert made.coverage == (((2, 1),), ((2, 1),), ((3, 1),), ((4, 1),))


def test_a_matrix_merges_disciplines_first_then_lines() -> None:
    load = [[10.0, 20.0, 30.0]] * 3
    homes = [(0, seat % 3, seat % 2) for seat in range(19)]
    assert arrange(design(homes, load), "matrix").notes == ()  # nine cells of two
    assert arrange(design(homes[:18], load), "matrix").notes == ("brand and digital are one group",)
    assert arrange(design(homes[:12], load), "matrix").notes == (
        "brand and digital are one group",
        "face and hair are one group",
    )


@pytest.mark.parametrize("name", ["functional", "matrix", "divisional"])
def test_refused_only_where_two_groups_of_two_cannot_be_formed(name: str) -> None:
    homes = [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 1, 1)]
    made = arrange(design(homes), name)
    sizes = [len(inside) for inside in derive(design(homes).scenario, made).members_of]
    assert sizes[2:4] == [2, 2]
    with pytest.raises(InfeasibleStructure, match=f"{name}: 4 seats; .* and 2 groups of two need 5"):
        arrange(design(homes[:4]), name)


def test_a_headquarters_never_takes_the_seats_that_two_groups_of_two_need() -> None:
    homes = [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 1, 1), (1, 0, 0)]
    made = arrange(design(homes, headquarters_share=0.5), "divisional")
    assert seats_of(made, "headquarters") == (4, 5)
    assert [seats_of(made, name) for name in ("face", "hair")] == [(0, 2), (1, 3)]


def test_one_person_is_enough_for_one_group() -> None:
    made = arrange(design([(0, 0, 0)]), "lean")
    assert made.relations == (Relation(0, "belongs_to", 0), Relation(0, "leads", 0))


def test_with_one_line_two_structures_are_not_distinct() -> None:
    one_line = design([(0, seat % 2, 0) for seat in range(9)], [[40.0], [40.0]])
    made = {name: arrange(one_line, name) for name in NAMES}
    assert [name for name in NAMES if made[name].distinct] == ["lean", "functional"]
    assert all("not distinct" in made[name].notes[0] for name in ("matrix", "divisional"))
    assert routes(made["matrix"], one_line.scenario) == routes(made["functional"], one_line.scenario)
    one_discipline = design([(0, 0, seat % 2) for seat in range(9)], [[40.0, 40.0]])
    made = {name: arrange(one_discipline, name) for name in NAMES}
    assert [name for name in NAMES if made[name].distinct] == ["lean", "divisional"]
    assert routes(made["matrix"], one_discipline.scenario) == routes(made["divisional"], one_discipline.scenario)


def test_too_many_reports_make_sub_teams_while_work_stays_with_the_group() -> None:
    made = arrange(thirteen(span_max=5), "functional")  # five reports each: nobody is split
    assert len(made.groups) == 4
    made = arrange(thirteen(span_max=4), "functional")
    assert [(group.name, group.parent, group.lead) for group in made.groups[4:]] == [
        *[("brand 1", 2, 5), ("brand 2", 2, 2)],
        *[("digital 1", 3, 7), ("digital 2", 3, 4)],
    ]
    assert [seats_of(made, name) for name in ("brand", "brand 1", "brand 2")] == [(1,), (5, 9), (2, 6, 10)]
    assert made.coverage == (((2, 1), (2, 1)), ((3, 1), (3, 1)))
    assert made.notes[0] == "brand is split into 2 sub-teams, so that at most 4 report to one lead"
    assert lines_of(made, "reports_to")[9] == 5
    assert lines_of(made, "reports_to")[5] == 1


def test_a_function_is_split_by_whole_cells_and_a_line_by_seats() -> None:
    homes = [(1, 0, 0), *[(0, d, k) for d in (0, 1) for k in (0, 1) for _ in range(5)]]
    by_function = arrange(design(homes, span_max=5, matrix_strength=0.3), "matrix")
    cell = [group.name for group in by_function.groups].index("brand, face")
    lead = by_function.groups[cell].lead
    assert lead in seats_of(by_function, "brand, face")
    solid = lines_of(by_function, "reports_to")
    assert {solid[seat] for seat in seats_of(by_function, "brand, face")} == {0, 1, lead}
    by_line = arrange(design(homes, span_max=5, matrix_strength=0.7), "matrix")
    assert seats_of(by_line, "face") == (1, 2, 11)  # its lead and both functions'; the others are in sub-teams
    last = len(by_line.groups) - 1
    assert {row.weight for row in by_line.relations if row.relation == "belongs_to" and row.to == last} == {0.7}
    assert set(lines_of(by_line, "dotted_to").values()) == {group.lead for group in by_line.groups[2:4]}


# Every registered structure, whatever the staffing.


@st.composite
def designs(draw: st.DrawFn) -> Design:
    disciplines, lines = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    home = st.tuples(st.integers(0, 2), st.integers(0, disciplines - 1), st.integers(0, lines - 1))
    row = st.lists(st.sampled_from([0.0, 10.0, 40.0, 200.0]), min_size=lines, max_size=lines)
    return design(
        draw(st.lists(home, min_size=1, max_size=draw(st.sampled_from([8, 30, 120])))),
        draw(st.lists(row, min_size=disciplines, max_size=disciplines)),
        matrix_strength=draw(st.sampled_from([0.0, 0.1, 0.5, 0.7, 1.0])),
        headquarters_share=draw(st.sampled_from([0.0, 0.08, 0.5])),
        span_max=draw(st.sampled_from([2, 3, 10])),
        lead_production=draw(st.booleans()),
    )


@settings(max_examples=150, deadline=None)
@given(designs())
def test_every_structure_keeps_what_all_must_keep(given_design: Design) -> None:
    scenario, seats = given_design.scenario, len(given_design.members)
    for name in architectures():
        try:
            made = arrange(given_design, name)
        except InfeasibleStructure:
            assert seats < 5 or not scenario.structure.lead_production
            continue
        assert made.members is given_design.members
        assert made.name == name
        derived = derive(scenario, made)
        span = scenario.structure.span_max
        wide = [seat for seat in range(seats) if len(derived.reports[seat]) > span]
        assert wide in ([], [derived.top]), name  # the leads of functions, lines and units may be many
        for number, group in enumerate(made.groups):
            if group.lead != NONE and (number in derived.backlogs or group.parent != NONE):
                assert sum(derived.superior[seat] == group.lead for seat in derived.members_of[number]) <= span


def test_a_thousand_seats_are_arranged_each_in_one_place() -> None:
    homes = [(2 if not seat else seat % 5 // 4, seat % 5, seat % 4) for seat in range(1000)]
    large = design(homes, [[40.0] * 4] * 5)
    for name in NAMES:
        made = arrange(large, name)
        assert len(made.members) == 1000
        assert {seat for inside in made.member_weights() for seat in inside} == set(range(1000)), name


# The registry.


def test_the_order_in_which_structures_are_shown() -> None:
    assert architectures() == NAMES


def test_a_further_structure_is_one_registered_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_REGISTERED", dict(registry._REGISTERED))
    build: Callable[[Design], Organisation] = registry._REGISTERED["lean"][1]
    architecture("pods")(build)
    assert architectures() == (*NAMES, "pods")
    assert arrange(thirteen(), "pods") == arrange(thirteen(), "lean")


def test_an_unknown_structure_is_refused_with_the_nearest_word() -> None:
    with pytest.raises(InputProblems, match=r'"matrx" is unknown; expected .*did you mean "matrix"'):
        arrange(thirteen(), "matrx")


def test_a_scenario_is_organised_with_its_own_staff_and_load() -> None:
    scenario = thirteen().scenario
    made = [organise(scenario, name) for name in NAMES]
    assert {len(one.members) for one in made} == {scenario.staffing.seats}
    assert len({one.members for one in made}) == 1
    assert {one.authority for one in made} == {(1_000_000, 600_000, 200_000)}


# What verification finds.


def broken(change: Callable[[Organisation], Organisation]) -> list[str]:
    """Faults of the thirteen in a matrix, after a change."""
    made = change(arrange(thirteen(), "matrix"))
    return [str(fault) for fault in faults(made, ("brand", "digital"), ("face", "hair"))]


def with_rows(*rows: Relation, without: Callable[[Relation], bool] = lambda row: False) -> Any:
    def change(made: Organisation) -> Organisation:
        return replace(made, relations=(*(row for row in made.relations if not without(row)), *rows))

    return change


def with_group(number: int, **change: Any) -> Any:
    def changed(made: Organisation) -> Organisation:
        groups = list(made.groups)
        groups[number] = replace(groups[number], **change)
        return replace(made, groups=tuple(groups))

    return changed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            with_rows(without=lambda row: row.member == 9 and row.relation == "reports_to"),
            ["members[9]: it reports to nobody, and neither does seat 0"],
        ),
        (with_rows(Relation(9, "reports_to", 3)), ["members[9]: it reports to 2 seats on solid lines"]),
        (with_rows(Relation(0, "reports_to", 9)), ["members[1]: its reporting lines run in a loop: 1 -> 0 -> 9 -> 1"]),
        (with_rows(Relation(1, "dotted_to", 9)), ["members[1]: its reporting lines run in a loop: 1 -> 9 -> 1"]),
        (with_rows(Relation(9, "belongs_to", 3, 0.5)), ["members[9]: its belonging weights sum to 1.5"]),
        (
            with_rows(without=lambda row: row.member == 9 and row.relation == "belongs_to"),
            ["members[9]: in no group"],
        ),
        (with_rows(Relation(9, "leads", 3)), ["groups[3]: the relations name other leads"]),
        (with_rows(Relation(9, "helps", 3)), ['relations[51]: "helps" is unknown']),
        (with_rows(Relation(9, "reports_to", 13)), ["relations[51]: 9 reports_to 13 points nowhere"]),
        (with_rows(Relation(9, "dotted_to", 3, 1.5)), ["relations[51]: the weight 1.5"]),
        (with_group(2, lead=3), ["groups[2]: its lead, seat 3,", "groups[2]: the relations name other leads"]),
        (with_group(2, parent=6), ["groups[2]: it stands above itself: 2 -> 6 -> 2"]),
        (with_group(2, parent=10), ["groups[2]: there is no group 10 above it"]),
        (with_group(2, lead=13), ["groups[2]: there is no seat 13 to lead it"]),
        (lambda made: replace(made, coverage=made.coverage[:1]), ["coverage[0]: expected 2 disciplines"]),
        (lambda made: replace(made, coverage=(((6,), ()), made.coverage[1])), ["coverage[1]: (brand, hair) reaches"]),
        (lambda made: replace(made, coverage=(((6,), (10,)), made.coverage[1])), ["coverage[1]: there is no group 10"]),
        (lambda made: replace(made, producers=(False,) * 13), [f"coverage[{place}]: (" for place in range(4)]),
        (lambda made: replace(made, producers=(True,)), ["members[0]: 1 producer flags for 13 seats"]),
    ],
)
def test_each_contradiction_is_told_with_its_row(
    change: Callable[[Organisation], Organisation], told: list[str]
) -> None:
    found = broken(change)
    assert len(found) == len(told)
    assert all(message.startswith(start) for message, start in zip(found, told, strict=True)), found


def test_work_that_nobody_decides_is_told() -> None:
    made = arrange(thirteen(span_max=12), "lean")
    leaderless = replace(
        made,
        groups=(replace(made.groups[0], lead=-1),),
        relations=tuple(row for row in made.relations if row.relation != "leads"),
    )
    assert len(faults(leaderless, ("brand", "digital"), ("face", "hair"))) == 4
    with pytest.raises(BrokenInvariant, match=r"lean: coverage\[0\]: \(brand, face\) reaches nobody who decides"):
        verify(leaderless, ("brand", "digital"), ("face", "hair"))


def test_a_sound_organisation_has_no_faults() -> None:
    assert broken(lambda made: made) == []
