"""Somebody's own organisation: these tests exist to catch a client's people who end up under a wrong lead, or nowhere.

Six people, small enough to draw, come once as tables and once as an HR export; then every gap that the tables can have
must be told at its place. At the end, the same organisation said in both ways must be the same to every rule.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import InputProblems
from sim.scenario.schema import (
    Custom,
    CustomCoverage,
    CustomGroup,
    CustomReport,
    Lines,
    Scenario,
    Staffing,
    Structure,
)
from sim.world.architectures import Design, arrange
from sim.world.architectures.custom import custom_members, custom_seats
from sim.world.derived import derive
from sim.world.organisation import Group, Member, Organisation, Relation

EXPORT = """id,title,department,manager id,second manager id,disciplines,lines,cost
c,CMO,Marketing,,,,,900
b,Brand lead,Brand,c,,brand,,400
d,Digital lead,Digital,c,,digital,,410
w,Writer,Brand,b,,brand,face,200
g,Designer,Brand,b,d,brand;digital,hair,
k,Buyer,Digital,d,,,,180
"""
TABLES = Custom(
    group=(
        CustomGroup(name="Marketing", lead=0),
        CustomGroup(name="Marketing, own staff", parent="Marketing", members=(0,)),
        CustomGroup(name="Brand", parent="Marketing", lead=1, members=(1, 3, 4)),
        CustomGroup(name="Digital", parent="Marketing", lead=2, members=(2, 5)),
    ),
    coverage=(
        CustomCoverage(groups=("Brand",), disciplines=("brand",)),
        CustomCoverage(groups=("Digital",), disciplines=("digital",)),
        CustomCoverage(groups=("Brand",), disciplines=("digital",), lines=("hair",)),
        CustomCoverage(groups=("Marketing, own staff",)),
    ),
    report=(
        CustomReport(member=4, to=1, relation="reports_to", weight=0.5),
        CustomReport(member=4, to=2, relation="dotted_to", weight=0.5),
    ),
)


def scenario(custom: Custom | None, disciplines: tuple[str, ...] = ("brand", "digital"), **options: Any) -> Scenario:
    return Scenario(
        title="A client",
        question="Who is where?",
        name="client",
        disciplines=disciplines,
        lines=Lines(names=("face", "hair")),
        staffing=Staffing(seats=6),
        structure=Structure(**options),
        custom=custom,
    )


def from_tables(custom: Custom, **options: Any) -> Organisation:
    members = tuple(Member(0, 0, 0, None, 200.0) for _ in range(6))
    return arrange(Design(scenario(custom, **options), members, [[40.0, 40.0], [40.0, 40.0]]), "custom")


def exported(folder: Path, text: str, repair: bool = False) -> Custom:
    path = folder / "staff.csv"
    path.write_text(text, "utf-8")
    return Custom(hr_export=str(path), repair=repair)


def from_export(folder: Path, text: str, repair: bool = False, **options: Any) -> Organisation:
    asked = scenario(exported(folder, text, repair), **options)
    return arrange(Design(asked, (), [[40.0, 40.0]] * len(asked.disciplines)), "custom")


def problems(folder: Path, text: str, **options: Any) -> list[str]:
    with pytest.raises(InputProblems) as caught:
        from_export(folder, text, **options)
    return [str(problem) for problem in caught.value.problems]


def seats_of(made: Organisation, group: int) -> list[int]:
    return [row.member for row in made.relations if row.relation == "belongs_to" and row.to == group]


# Given as tables.


def test_tables_are_taken_as_they_stand_and_the_rest_follows_from_the_groups() -> None:
    made = from_tables(TABLES)
    assert made.groups == (
        Group("Marketing", -1, 0),
        Group("Marketing, own staff", 0, -1),
        Group("Brand", 0, 1),
        Group("Digital", 0, 2),
    )
    assert made.coverage == (((2, 1), (2, 1)), ((3, 1), (3, 2, 1)))
    assert [row for row in made.relations if row.member in (1, 3, 4)] == [
        Relation(1, "belongs_to", 2),
        Relation(1, "leads", 2),
        Relation(1, "reports_to", 0),
        Relation(3, "belongs_to", 2),
        Relation(3, "reports_to", 1),
        Relation(4, "belongs_to", 2),
        Relation(4, "reports_to", 1, 0.5),
        Relation(4, "dotted_to", 2, 0.5),
    ]


def test_a_member_of_two_groups_reports_where_it_belongs_most() -> None:
    brand = CustomGroup(name="Brand", parent="Marketing", lead=1, members=(1, 3, 4), weights=(1.0, 1.0, 0.3))
    digital = CustomGroup(name="Digital", parent="Marketing", lead=2, members=(2, 5, 4), weights=(1.0, 1.0, 0.7))
    groups = (*TABLES.group[:2], brand, digital)
    made = from_tables(TABLES.model_copy(update={"group": groups, "report": ()}))
    assert [row for row in made.relations if row.member == 4] == [
        Relation(4, "belongs_to", 2, 0.3),
        Relation(4, "belongs_to", 3, 0.7),
        Relation(4, "reports_to", 2),
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"group": (*TABLES.group, CustomGroup(name="Twice", parent="Brand", members=(5,)))},
            ["client: custom: seat 5: its belonging weights sum to 2; expected 1"],
        ),
        (
            {"group": (*TABLES.group[:3], CustomGroup(name="Digital", parent="Marketing", lead=2, members=(2,)))},
            [
                "client: custom: seat 5: it reports to nobody, and neither does seat 0; expected one top",
                "client: custom: seat 5: in no group",
            ],
        ),
        (
            {"group": (*TABLES.group, CustomGroup(name="Empty", parent="Brand", lead=5))},
            ["client: custom.group[4]: its lead, seat 5, does not belong to it"],
        ),
        (
            {"group": (CustomGroup(name="Marketing", parent="Brand", lead=0), *TABLES.group[1:])},
            ["client: custom.group[0]: it stands above itself: 0 -> 2 -> 0"],
        ),
        (
            {"coverage": TABLES.coverage[1:3]},
            ["client: custom.coverage: (brand, face) reaches nobody who produces"] * 2,
        ),
        (
            {"report": (CustomReport(member=1, to=3, weight=0.5),)},
            ["client: custom: seat 1: its reporting lines run in a loop: 1 -> 3 -> 1"],
        ),
        (
            {"report": (CustomReport(member=1, to=9, weight=0.5),)},
            ["client: custom: seat 1: 1 dotted_to 9 points nowhere"],
        ),
    ],
)
def test_every_gap_in_the_tables_is_told_at_its_place(change: dict[str, Any], told: list[str]) -> None:
    with pytest.raises(InputProblems) as caught:
        from_tables(TABLES.model_copy(update=change))
    found = [str(problem).replace("hair)", "face)") for problem in caught.value.problems]
    assert found == told


def test_without_tables_there_is_nothing_to_build() -> None:
    with pytest.raises(InputProblems, match="client: custom: there is no such table"):
        arrange(Design(scenario(None), (), [[40.0, 40.0]] * 2), "custom")


# Given as an HR export.


def test_a_manager_leads_a_group_of_direct_reports_and_sits_apart_above_other_managers(tmp_path: Path) -> None:
    made = from_export(tmp_path, EXPORT)
    assert made.groups == from_tables(TABLES).groups
    belongs = [(row.member, row.to) for row in made.relations if row.relation == "belongs_to"]
    assert belongs == [(0, 1), (1, 2), (2, 3), (3, 2), (4, 2), (5, 3)]
    assert [row for row in made.relations if row.member == 4 and row.relation != "belongs_to"] == [
        Relation(4, "reports_to", 1, 0.5),
        Relation(4, "dotted_to", 2, 0.5),
    ]


def test_both_ways_to_say_it_are_the_same_to_every_rule(tmp_path: Path) -> None:
    one, other = from_tables(TABLES), from_export(tmp_path, EXPORT)
    assert (one.groups, one.relations, one.coverage) == (other.groups, other.relations, other.coverage)
    asked = scenario(TABLES)
    assert np.array_equal(derive(asked, one).closeness, derive(asked, other).closeness)


def test_a_liaison_is_a_link_whoever_of_the_two_says_it(tmp_path: Path) -> None:
    said = ("liaison", "", "", "", "k", "", "w;b")  # the writer names the buyer, the buyer the writer and a lead
    rows = [f"{line},{link}" for line, link in zip(EXPORT.splitlines(), said, strict=True)]
    made = from_export(tmp_path, "\n".join(rows) + "\n")
    links = [row for row in made.relations if row.relation == "liaison"]
    assert links == [Relation(1, "liaison", 5), Relation(3, "liaison", 5)]
    assert [row for row in made.relations if row.relation != "liaison"] == list(from_tables(TABLES).relations)
    assert derive(scenario(TABLES), made).neighbours[5] == (1, 2, 3)


def test_the_weight_of_second_managers_is_a_lever(tmp_path: Path) -> None:
    made = from_export(tmp_path, EXPORT, second_manager_weight=0.2)
    assert [row.weight for row in made.relations if row.member == 4] == [1.0, 0.8, 0.2]
    made = from_export(tmp_path, EXPORT, second_manager_weight=0.0)
    assert [row.relation for row in made.relations if row.member == 4] == ["belongs_to", "reports_to"]


def test_groups_answer_for_what_their_people_list_and_lone_managers_come_last(tmp_path: Path) -> None:
    made = from_export(tmp_path, EXPORT)
    brand, digital, own_staff = 2, 3, 1
    assert made.coverage == (
        ((brand, own_staff), (brand, own_staff)),
        ((digital, own_staff), (digital, brand, own_staff)),  # the designer does digital on hair
    )
    listed = from_export(tmp_path, EXPORT.replace("Marketing,,,,,", "Marketing,,,brand,face,"))
    assert listed.coverage[0] == ((brand, own_staff), (brand,))
    silent = "\n".join(row.rsplit(",", 3)[0] for row in EXPORT.splitlines())
    assert from_export(tmp_path, silent).coverage == (((digital, brand, own_staff),) * 2,) * 2


def test_the_group_in_which_most_do_the_work_has_it_first(tmp_path: Path) -> None:
    """A researcher beside the top, who itself lists brand: the top counts last, however small its group is."""
    text = EXPORT.replace("Marketing,,,,,", "Marketing,,,brand,,") + "r,Researcher,Marketing,c,,digital,,300\n"
    made = from_export(tmp_path, text)
    brand, digital, own_staff = 2, 3, 1
    assert seats_of(made, own_staff) == [0, 6]
    assert made.coverage[0] == ((brand, own_staff), (brand, own_staff))
    assert made.coverage[1] == ((own_staff, digital), (own_staff, digital, brand))  # 1 of 1, 1 of 2, 1 of 3
    silent = from_export(tmp_path, EXPORT + "r,Researcher,Marketing,c,,,,300\n")
    assert silent.coverage[0] == ((brand, own_staff), (brand, own_staff))


def test_work_that_nobody_lists_is_a_gap_and_with_repair_goes_to_who_does_the_same_elsewhere(tmp_path: Path) -> None:
    text = EXPORT.replace("Marketing,,,,,", "Marketing,,,brand,,").replace("Brand,b,d,brand;digital", "Brand,b,d,brand")
    text = text.replace("Digital,c,,digital,,", "Digital,c,,digital,face,")
    message = "nobody lists digital for hair"
    assert problems(tmp_path, text) == [
        f"staff.csv: {message}; expected somebody for all work (repair: it goes to Digital)"
    ]
    made = from_export(tmp_path, text, repair=True)
    assert made.coverage[1] == ((3,), (3,))
    assert made.notes == (f"{message}; it goes to Digital",)
    assert problems(tmp_path, text, repair=True, disciplines=("brand", "digital", "crm")) == [
        f"staff.csv: nobody lists crm for {line}; expected somebody for all work" for line in ("face", "hair")
    ]


def test_people_become_seats_in_the_order_of_the_rows(tmp_path: Path) -> None:
    asked = scenario(exported(tmp_path, EXPORT))
    members = custom_members(asked)
    assert members is not None
    assert custom_seats(asked) == len(members) == 6
    assert [member.grade for member in members] == [2, 1, 1, 0, 0, 0]
    assert [member.title for member in members[:2]] == ["CMO", "Brand lead"]
    assert [member.cost for member in members] == [900.0, 400.0, 410.0, 200.0, 200.0, 180.0]  # a specialist costs 200
    assert [member.discipline for member in members] == [0, 0, 1, 0, 0, 1]  # the buyer follows the digital lead
    assert [member.line for member in members] == [0, 1, 0, 0, 1, 1]  # three say nothing up to the top: dealt by seat
    assert from_export(tmp_path, EXPORT).members == members
    assert custom_members(scenario(TABLES)) is None
    assert custom_seats(scenario(TABLES)) == 6


def test_a_second_manager_from_below_is_a_gap_and_with_repair_dropped(tmp_path: Path) -> None:
    text = EXPORT.replace("b,Brand lead,Brand,c,,", "b,Brand lead,Brand,c,w,")
    (told,) = problems(tmp_path, text)
    assert told == 'staff.csv:3: second manager: second manager "w" stands below "b": a loop of reporting lines'
    made = from_export(tmp_path, text, repair=True)
    assert made.relations == from_export(tmp_path, EXPORT).relations
    assert made.notes == ('row 3: second manager "w" stands below "b": a loop of reporting lines; dropped',)


def test_a_loop_over_two_second_managers_is_cut_once(tmp_path: Path) -> None:
    text = EXPORT.replace("Brand,c,,", "Brand,c,k,").replace("w,Writer,Brand,b,", "w,Writer,Brand,b,")
    assert problems(tmp_path, text.replace("k,Buyer,Digital,d,,", "k,Buyer,Digital,d,w,")) == [
        'staff.csv:7: second manager: second manager "w" stands below "k": a loop of reporting lines'
    ]


def test_a_repair_of_the_file_is_noted(tmp_path: Path) -> None:
    made = from_export(tmp_path, EXPORT.replace("Digital,d,,,", "Digital,nobody,,,"), repair=True)
    assert len(made.notes) == 1
    assert made.notes[0].startswith('row 7: manager "nobody" is not in the file')
    assert [row.to for row in made.relations if row.member == 5 and row.relation == "reports_to"] == [0]


def test_departments_of_one_name_are_told_apart(tmp_path: Path) -> None:
    made = from_export(tmp_path, EXPORT.replace("Digital lead,Digital", "Digital lead,Brand"))
    assert [group.name for group in made.groups[2:]] == ["Brand Brand lead b", "Brand Digital lead d"]


def test_a_single_person_is_an_organisation(tmp_path: Path) -> None:
    made = from_export(tmp_path, "\n".join(EXPORT.splitlines()[:2]))
    assert made.groups == (Group("Marketing", -1, 0),)
    assert made.coverage == (((0,), (0,)), ((0,), (0,)))
