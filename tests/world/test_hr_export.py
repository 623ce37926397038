"""Reading a client's HR export: these tests exist to catch a person who is lost, misread or moved without a word.

The folder `tests/scenarios/invalid/hr` holds bad files with one mistake each, and beside each the sentences it must
cause. Then come stories of what is read and how gaps are repaired, each small enough to check by eye, and at the end
two properties: any tree survives any encoding and delimiter, and any tangle is either refused or repaired into one tree
that needs no further repair.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import warnings
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from sim.errors import InputProblems
from sim.world.hr_export import HrExport, read_hr_export
from sim.world.hr_people import Person

ROOT = Path(__file__).resolve().parents[2]
BAD = sorted((ROOT / "tests/scenarios/invalid/hr").glob("*.csv"))
DISCIPLINES = ("insight", "brand", "digital", "crm", "events", "data")
ENGLISH = ("id", "title", "department", "manager id", "second manager id", "disciplines", "lines", "cost")
CHINESE = ("工号", "职位", "部门", "直属上级", "虚线上级", "职能", "业务线", "年薪（千元）")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hr")


def written(folder: Path, content: str | bytes, name: str = "hr.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(folder: Path, *rows: tuple[Any, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("later").append(("not", "read"))
    book.save(folder / "hr.xlsx")
    return folder / "hr.xlsx"


def refusal(path: Path, **options: Any) -> list[str]:
    """The sentences with which a file is refused."""
    with pytest.raises(InputProblems) as caught:
        read_hr_export(path, **options)
    return [str(problem) for problem in caught.value.problems]


def managers(export: HrExport) -> dict[str, str | None]:
    return {person.id: person.manager for person in export.people}


def repairs(export: HrExport) -> list[tuple[int, str, str]]:
    return [(finding.row, finding.column, finding.repair) for finding in export.findings]


# --- bad files ---------------------------------------------------------------------------------------------------


def test_there_are_bad_files_and_each_has_its_sentences() -> None:
    assert len(BAD) > 30
    assert {path.stem for path in BAD} == {path.stem for path in BAD[0].parent.glob("*.txt")}


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_with_its_sentences(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text("utf-8").splitlines()
    assert refusal(path, disciplines=DISCIPLINES, lines=("skincare", "makeup")) == expected


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_with_repair_only_what_has_no_repair_is_still_refused(path: Path) -> None:
    before = path.read_bytes()
    expected = path.with_suffix(".txt").read_text("utf-8").splitlines()
    hopeless = [sentence for sentence in expected if "(repair: " not in sentence]
    if hopeless:
        assert refusal(path, repair=True, disciplines=DISCIPLINES, lines=("skincare", "makeup")) == hopeless
    else:
        export = read_hr_export(path, repair=True, disciplines=DISCIPLINES, lines=("skincare", "makeup"))
        told = [f"{path.name}:{f.row}: {f.column}: {f.message} (repair: {f.repair})" for f in export.findings]
        assert told == expected
    assert path.read_bytes() == before


def test_all_gaps_are_told_together_by_row(folder: Path) -> None:
    path = written(folder, "id,title,manager id,cost\nA1,Head,,x\nA2,Lead,A9,-1\nA2,Lead,A1,3\n,Temp,A1,3\nA3,A1\n")
    assert [sentence.split(";")[0] for sentence in refusal(path)] == [
        'hr.csv:2: cost: "x" is not a number',
        'hr.csv:3: cost: "-1" is negative',
        'hr.csv:3: manager id: manager "A9" is not in the file',
        'hr.csv:4: id: "A2" stands in row 3 already, with other cells',
        "hr.csv:5: id: the id is empty",
        "hr.csv:6: the row has 2 cells",
    ]


def test_what_has_a_repair_is_refused_too_where_something_else_has_none(folder: Path) -> None:
    path = written(folder, "id,manager id,cost\nA1,,x\nA2,A9,1\n")
    assert [sentence.split(";")[0] for sentence in refusal(path, repair=True)] == [
        'hr.csv:2: cost: "x" is not a number'
    ]


def test_of_a_row_that_does_not_fit_the_header_nothing_else_is_judged(folder: Path) -> None:
    path = written(folder, "id,title,manager id,cost\nA1,Head, of all,,900\nA2,Lead,A1,500\n")
    assert refusal(path) == ["hr.csv:2: the row has 5 cells; expected 4, as in the header"]


def test_a_column_of_names_instead_of_ids_is_told_row_by_row_with_few_hints(folder: Path) -> None:
    path = written(folder, "id,manager\nE00,\n" + "".join(f"E{row:02},E{row:02}x\n" for row in range(1, 31)))
    told = refusal(path)
    assert len(told) == 30
    assert ["did you mean" in sentence for sentence in told] == [True] * 20 + [False] * 10


@pytest.mark.parametrize("name", ["hr.xls", "hr.ods", "hr"])
def test_another_suffix_is_refused_with_those_that_can_be_read(folder: Path, name: str) -> None:
    path = written(folder, "id,manager id\nA1,\n", name)
    assert refusal(path) == [f'{name}: the suffix is "{path.suffix}"; expected one of .csv, .tsv, .xlsx']


def test_a_file_that_is_not_there_is_refused(folder: Path) -> None:
    assert refusal(folder / "gone.csv") == [
        "gone.csv: cannot be opened (No such file or directory); expected a readable file"
    ]


@pytest.mark.parametrize("content", [b"\n\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b" ,, \n,,\n"])
def test_a_file_without_a_word_is_empty(folder: Path, content: bytes) -> None:
    assert refusal(written(folder, content)) == [
        "hr.csv: the file is empty; expected a header and one row for each person"
    ]


def test_a_workbook_that_is_none_is_refused(folder: Path) -> None:
    path = written(folder, "id,manager id\nA1,\n", "hr.xlsx")
    assert refusal(path) == [
        "hr.xlsx: cannot be read as a workbook (BadZipFile); "
        "expected an .xlsx workbook without password, or a .csv file"
    ]


# --- what is read ------------------------------------------------------------------------------------------------


def test_the_example_is_clean_and_complete() -> None:
    path = ROOT / "scenarios/examples/acme_hr.csv"
    export = read_hr_export(path, disciplines=DISCIPLINES, lines=("skincare", "makeup", "haircare"))
    assert (export.file, len(export.people), export.findings) == ("acme_hr.csv", 16, ())
    assert export.people[3] == Person(
        5, "A004", "Content Editor", "品牌组", "A002", "A012", ("brand",), ("makeup",), 165.0
    )
    assert [person.id for person in export.people if person.manager is None] == ["A001"]
    assert [person.id for person in export.people if person.second_manager] == ["A004", "A007", "A009"]
    assert {word for person in export.people for word in person.disciplines} == set(DISCIPLINES)
    assert sum(person.cost or 0 for person in export.people) == 5305.0


def test_repair_changes_nothing_in_a_clean_file() -> None:
    path = ROOT / "scenarios/examples/acme_hr.csv"
    assert read_hr_export(path, repair=True) == read_hr_export(path)


def test_headers_may_be_chinese_in_any_order_among_columns_that_are_not_read(folder: Path) -> None:
    path = written(
        folder,
        "姓名,年薪（万元/年）,业务线,职能,虚线上级,* 直属上级,所属部门,职位名称,工号\n"
        "李,90,,,,,市场部,总监,1\n王,20.5,护肤、彩妆,brand|crm,3,1,品牌组,主管,2\n赵,,护肤，彩妆,brand；crm,,1,品牌组,,3\n",
    )
    assert read_hr_export(path).people == (
        Person(2, "1", "总监", "市场部", None, None, (), (), 900.0),
        Person(3, "2", "主管", "品牌组", "1", "3", ("brand", "crm"), ("护肤", "彩妆"), 205.0),
        Person(4, "3", "", "品牌组", "1", None, ("brand", "crm"), ("护肤", "彩妆"), None),
    )


def test_only_id_and_manager_are_required_and_case_does_not_matter(folder: Path) -> None:
    path = written(folder, "EMPLOYEE_ID,Reports-To\nA1,\nA2,A1\n")
    assert read_hr_export(path).people == (
        Person(2, "A1", "", "", None, None, (), (), None),
        Person(3, "A2", "", "", "A1", None, (), (), None),
    )


def test_the_delimiter_is_the_one_that_finds_the_columns_not_the_one_that_is_most_frequent(folder: Path) -> None:
    path = written(folder, "id;manager id;day, month, year, hour\nA1;;1,2,2020,9\nA2;A1;\n", "HR.CSV")
    assert managers(read_hr_export(path)) == {"A1": None, "A2": "A1"}


def test_of_a_managers_name_and_id_the_id_is_read(folder: Path) -> None:
    path = written(folder, "工号,直属上级,直属上级工号\nA1,,\nA2,李总,A1\n")
    assert managers(read_hr_export(path)) == {"A1": None, "A2": "A1"}


@pytest.mark.parametrize(
    ("header", "cost"),
    [
        ("cost", 412.5),
        ("cost (k CNY)", 412.5),
        ("Annual cost [thousand yuan a year]", 412.5),
        ("成本（元）", 0.4125),
        ("年薪(万元)", 4125.0),
    ],
)
def test_the_unit_of_cost_is_read_from_its_header(folder: Path, header: str, cost: float) -> None:
    path = written(folder, f"id,manager id,{header}\nA1,,412.5\n")
    assert read_hr_export(path).people[0].cost == cost


@pytest.mark.parametrize("cell", ["nan", "inf", "1,5", "1 200", "¥350", "1/2", "1e999999999", "9" * 5000, "-0.01"])
def test_what_is_no_yearly_cost_is_refused(folder: Path, cell: str) -> None:
    (sentence,) = refusal(written(folder, f'id,manager id,cost\nA1,,"{cell}"\n'), repair=True)
    assert sentence.startswith(f'hr.csv:2: cost: "{cell}" is ')


def test_words_are_read_once_and_as_they_are_spelt_in_the_allowed_list(folder: Path) -> None:
    path = written(folder, "id,manager id,disciplines\nA1,,CRM; brand;crm ;;Brand\n")
    assert read_hr_export(path, disciplines=DISCIPLINES).people[0].disciplines == ("crm", "brand")
    assert read_hr_export(path, disciplines=("Brand", "Crm")).people[0].disciplines == ("Crm", "Brand")
    assert read_hr_export(path).people[0].disciplines == ("CRM", "brand", "crm", "Brand")


def test_rows_are_numbered_as_a_spreadsheet_shows_them(folder: Path) -> None:
    path = written(folder, 'id,title,manager id\n\nA1,"two\r\nlines",\n,,\nA2,,A1\n')
    assert [(person.id, person.row, person.title) for person in read_hr_export(path).people] == [
        ("A1", 3, "two\r\nlines"),
        ("A2", 5, ""),
    ]


def test_empty_columns_at_the_end_are_no_columns(folder: Path) -> None:
    path = written(folder, "id,manager id,,\nA1,,,\nA2,A1,,,,\n")
    assert managers(read_hr_export(path)) == {"A1": None, "A2": "A1"}


def test_bytes_that_both_encodings_allow_are_read_by_the_header(folder: Path) -> None:
    gb = "id,manager id,职位\nA1,,职\n".encode("gb18030")
    assert gb.decode("utf-8")  # so nothing but the header tells
    assert read_hr_export(written(folder, gb)).people[0].title == "职"
    assert "José".encode().decode("gb18030")
    assert read_hr_export(written(folder, "id,manager id,title\nA1,,José\n")).people[0].title == "José"


def test_one_encoding_that_would_pass_for_another_is_noticed(folder: Path) -> None:
    rest = "工号,直属上级,职位\nA1,,总监\nA2,A1,主管\n".encode("gb18030")
    path = written(folder, rest + "A3,A1,专员\n".encode())
    assert path.read_bytes().decode("gb18030")  # six bytes for two characters make three others
    assert refusal(path, repair=True) == [
        'hr.csv:4: 职位: "e4 b8 93 e5 91 98" is not GB18030 like the rest of the file, '
        'which would be "专员" in UTF-8; expected one encoding throughout'
    ]


def test_a_workbook_is_read_by_its_values_with_whole_numbers_as_ids(folder: Path) -> None:
    path = workbook(
        folder,
        ("工号", "职位", "上级工号", "虚线上级", "成本", "入职"),
        (17, "总监", None, None, 900.5, date(2020, 1, 2)),
        (18.0, None, 17.0),
        (),
        ("19", 2024.0, "17.0", "18.0", 150, "", None, None),
    )
    assert read_hr_export(path).people == (
        Person(2, "17", "总监", "", None, None, (), (), 900.5),
        Person(3, "18", "", "", "17", None, (), (), None),
        Person(5, "19", "2024", "", "17", "18", (), (), 150.0),
    )


def test_a_workbook_with_a_wrong_extent_formulas_and_no_styles_is_read_in_full(folder: Path) -> None:
    path = workbook(folder, ("id", "manager id"), ("A1", None), ("A2", 7))
    with ZipFile(path) as parts:
        kept = {name: parts.read(name).decode() for name in parts.namelist()}
    sheet = kept["xl/worksheets/sheet1.xml"]
    for old, new in [
        (r'ref="A1:B3"', 'ref="A1"'),
        (r'<c r="B3"[^>]*><v>7</v>', '<c r="B3" t="str"><f>A2</f><v>A1</v>'),
    ]:
        sheet, count = re.subn(old, new, sheet)
        assert count == 1
    kept["xl/worksheets/sheet1.xml"] = sheet
    kept["xl/styles.xml"], count = re.subn("<cellStyles.*</cellStyles>", "", kept["xl/styles.xml"])
    assert count == 1
    with ZipFile(path, "w") as parts:
        for name, text in kept.items():
            parts.writestr(name, text)
    with pytest.warns(UserWarning, match="no default style"):
        load_workbook(path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert managers(read_hr_export(path)) == {"A1": None, "A2": "A1"}


def test_the_gaps_of_a_workbook_are_told_like_those_of_a_text(folder: Path) -> None:
    path = workbook(folder, ("id", "manager id"), (1, None), (2, 3), (2, 1, "more"), (None, 1), (2, 3))
    assert [sentence.split(";")[0] for sentence in refusal(path)] == [
        'hr.xlsx:3: manager id: manager "3" is not in the file',
        "hr.xlsx:4: the row has 3 cells",
        "hr.xlsx:5: id: the id is empty",
        'hr.xlsx:6: id: "2" stands in row 3 already, with the same cells',
    ]


def test_a_workbook_is_opened_only_when_there_is_one() -> None:
    code = "import sys, sim.world.hr_export as hr; hr.read_hr_export(sys.argv[1]); print('openpyxl' in sys.modules)"
    command = [sys.executable, "-c", code, "scenarios/examples/acme_hr.csv"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.stdout.strip(), answer.stderr) == ("False", "")


def test_reading_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    path = written(tmp_path, "id,manager id\nA1,\nA2,A9\n")
    read_hr_export(path, repair=True)
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [
        ("hr.csv", b"id,manager id\nA1,\nA2,A9\n")
    ]


# --- what is repaired --------------------------------------------------------------------------------------------


def test_who_reports_outside_the_file_reports_to_the_top(folder: Path) -> None:
    export = read_hr_export(written(folder, "id,manager id\nA1,\nA2,A1\nA3,X1\nA4,A3\nA5,A3\n"), repair=True)
    assert managers(export) == {"A1": None, "A2": "A1", "A3": "A1", "A4": "A3", "A5": "A3"}
    assert repairs(export) == [(4, "manager id", 'reports to the top, "A1"')]


def test_a_head_who_reports_outside_the_file_becomes_the_top(folder: Path) -> None:
    export = read_hr_export(written(folder, "id,manager id\nA1,CEO\nA2,A1\n"), repair=True)
    assert managers(export) == {"A1": None, "A2": "A1"}
    assert repairs(export) == [
        (2, "manager id", '"A1" becomes the top'),
        (2, "manager id", "becomes the top"),
    ]


def test_who_has_no_manager_stays_the_top_even_above_more_people(folder: Path) -> None:
    export = read_hr_export(written(folder, "id,manager id\nB1,X1\nB2,B1\nB3,B1\nA1,\nA2,A1\n"), repair=True)
    assert managers(export) == {"B1": "A1", "B2": "B1", "B3": "B1", "A1": None, "A2": "A1"}


@pytest.mark.parametrize(
    ("rows", "top"),
    [
        ("A1,\nB1,\nA2,A1\nB2,B1\nB3,B2\n", "B1"),  # three below beat one, however deep
        ("A1,\nB1,\nA2,A1\nB2,B1\n", "A1"),  # a tie goes to the first row
        ("B1,\nA1,\n", "B1"),
    ],
)
def test_of_several_tops_the_one_with_most_people_below_stays(folder: Path, rows: str, top: str) -> None:
    export = read_hr_export(written(folder, "id,manager id\n" + rows), repair=True)
    (other,) = {"A1", "B1"} - {top}
    assert (managers(export)[top], managers(export)[other]) == (None, top)
    assert [finding.repair for finding in export.findings] == [f'reports to the top, "{top}"']


def test_a_loop_is_cut_at_the_person_with_most_direct_reports(folder: Path) -> None:
    rows = "id,manager id\nA1,\nB1,B3\nB2,B1\nB3,B2\nB4,B2\nB5,B2\n"
    export = read_hr_export(written(folder, rows), repair=True)
    assert managers(export) == {"A1": None, "B1": "B3", "B2": "A1", "B3": "B2", "B4": "B2", "B5": "B2"}
    (finding,) = export.findings
    assert finding.message == "B1 -> B3 -> B2 -> B1 is a loop; expected every reporting line to end at the top"
    assert (finding.row, finding.repair) == (4, 'cut at "B2", who reports to the top, "A1"')


def test_a_loop_is_told_from_its_first_row_whoever_leads_into_it(folder: Path) -> None:
    path = written(folder, "id,manager id\nA1,\nB0,B2\nB1,B2\nB2,B1\n")
    (sentence,) = refusal(path)
    assert sentence.startswith("hr.csv:5: manager id: B1 -> B2 -> B1 is a loop;")


def test_two_loops_and_no_top_become_one_tree(folder: Path) -> None:
    rows = "id,manager id\nA1,A2\nA2,A1\nB1,B2\nB2,B1\nB3,B1\n"
    export = read_hr_export(written(folder, rows), repair=True)
    assert managers(export) == {"A1": "B1", "A2": "A1", "B1": None, "B2": "B1", "B3": "B1"}
    assert repairs(export) == [
        (2, "manager id", 'cut at "A1", who reports to the top, "B1"'),
        (4, "manager id", '"B1" becomes the top'),
        (4, "manager id", 'cut at "B1", who becomes the top'),
    ]


def test_of_identical_rows_the_first_is_kept(folder: Path) -> None:
    export = read_hr_export(written(folder, "id,manager id,name\nA1,,Li\nA2,A1,Wu\nA2, A1 ,Wu\n"), repair=True)
    assert [person.row for person in export.people] == [2, 3]
    assert repairs(export) == [(4, "id", "the row is left out")]


def test_two_people_with_one_id_are_refused_even_if_only_a_column_that_is_not_read_tells_them_apart(
    folder: Path,
) -> None:
    path = written(folder, "id,manager id,name\nA1,,Li\nA2,A1,Wu\nA2,A1,He\n")
    assert refusal(path, repair=True) == [
        'hr.csv:4: id: "A2" stands in row 3 already, with other cells; expected each id once'
    ]


def test_a_second_manager_whom_a_repair_makes_the_manager_is_no_longer_the_second(folder: Path) -> None:
    export = read_hr_export(written(folder, "id,manager id,second manager id\nA1,,\nA2,X1,A1\n"), repair=True)
    assert export.people[1] == Person(3, "A2", "", "", "A1", None, (), (), None)
    assert repairs(export) == [(3, "manager id", 'reports to the top, "A1", who is no longer the second manager')]


def test_liaisons_are_named_by_id_and_those_who_are_nobody_are_gaps(folder: Path) -> None:
    path = written(folder, "id,manager id,liaison ids\nA1,,\nA2,A1,A3；A1\nA3,A1,A3;A4\n")
    assert refusal(path) == [
        'hr.csv:4: liaison ids: liaison "A3" is the person; expected ids of others, or nothing (repair: dropped)',
        'hr.csv:4: liaison ids: liaison "A4" is not in the file; expected ids of others, or nothing (repair: dropped)',
    ]
    assert [one.liaisons for one in read_hr_export(path, repair=True).people] == [(), ("A3", "A1"), ()]
    chinese = written(folder, "工号,直属上级,联络人\n1,,\n2,1,3.0\n3,1,\n")
    assert [one.liaisons for one in read_hr_export(chinese).people] == [(), ("3",), ()]


def test_unknown_words_are_dropped_and_the_known_ones_stay(folder: Path) -> None:
    path = written(folder, "id,manager id,disciplines,lines\nA1,,crm;magic,north;south\n")
    export = read_hr_export(path, repair=True, disciplines=DISCIPLINES, lines=("south",))
    assert (export.people[0].disciplines, export.people[0].lines) == (("crm",), ("south",))
    assert repairs(export) == [(2, "disciplines", "dropped"), (2, "lines", "dropped")]


# --- properties --------------------------------------------------------------------------------------------------

# Hanzi that are common in titles; in a file of nothing but rare ones the encodings could be mistaken for each other.
PLAIN = "abcXYZ019-_ é市场总监品牌经理数据分析专员客户运营活动策划渠道"
WORDS = st.text(PLAIN, min_size=1, max_size=5).map(str.strip).filter(bool)
TITLES = st.text(PLAIN + ",;\t\"'|、\n", max_size=8).map(str.strip)
ANY_TITLES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8).map(str.strip)
COSTS = st.none() | st.integers(0, 10**7).map(lambda cents: cents / 100)


@st.composite
def trees(draw: st.DrawFn, titles: st.SearchStrategy[str]) -> tuple[Person, ...]:
    """People in any order of rows, each but one with a manager above."""
    ids = draw(st.lists(WORDS, min_size=1, max_size=8, unique=True))
    people = []
    for place, name in enumerate(ids):
        manager = draw(st.sampled_from(ids[:place])) if place else None
        others = [other for other in ids if other not in (name, manager)]
        second = draw(st.none() | st.sampled_from(others)) if others else None
        words = st.lists(WORDS, max_size=3, unique=True).map(tuple)
        cells = (draw(titles), draw(titles), manager, second, draw(words), draw(words), draw(COSTS))
        people.append(Person(0, name, *cells))
    return tuple(replace(one, row=row) for row, one in enumerate(draw(st.permutations(people)), start=2))


def table(people: tuple[Person, ...]) -> list[list[str]]:
    """Cells of the people, in the order of the headers."""
    return [
        [
            *(person.id, person.title, person.department, person.manager or "", person.second_manager or ""),
            *(";".join(person.disciplines), "|".join(person.lines), "" if person.cost is None else str(person.cost)),
        ]
        for person in people
    ]


def delimited(rows: list[list[str]], headers: tuple[str, ...], delimiter: str, end: str = "\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows([headers, *rows])
    return text.getvalue()


@settings(max_examples=150, deadline=None)
@given(
    data=st.data(),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"]),
)
def test_a_tree_survives_any_encoding_and_delimiter(
    folder: Path, data: st.DataObject, delimiter: str, end: str, encoding: str
) -> None:
    people = data.draw(trees(TITLES if encoding == "gb18030" else TITLES | ANY_TITLES))
    headers = CHINESE if encoding == "gb18030" else data.draw(st.sampled_from([ENGLISH, CHINESE]))
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    path = written(folder, (mark + delimited(table(people), headers, delimiter, end)).encode(encoding))
    assert read_hr_export(path) == HrExport("hr.csv", people, ())


@settings(max_examples=15, deadline=None)
@given(people=trees(TITLES))
def test_a_tree_survives_a_workbook(folder: Path, people: tuple[Person, ...]) -> None:
    assert read_hr_export(workbook(folder, CHINESE, *table(people))).people == people


IDS = [f"A{number}" for number in range(1, 8)]


@st.composite
def tangles(draw: st.DrawFn) -> list[list[str]]:
    """Rows with any manager, any second manager and any word, some of them twice."""
    someone = st.sampled_from([*IDS, "X1", "X2", "", ""])
    rows = [
        [name, "", "", draw(someone), draw(someone), draw(st.sampled_from(["", "crm", "magic;crm"])), "", ""]
        for name in IDS[: draw(st.integers(1, 7))]
    ]
    return draw(st.permutations(rows + draw(st.lists(st.sampled_from(rows), max_size=1))))


def climb(above: dict[str, str | None], one: str) -> list[str]:
    """Everybody on the way up, until it ends or repeats."""
    way = [one]
    while (manager := above.get(way[-1])) is not None and manager not in way:
        way.append(manager)
    return way


def is_sound(rows: list[list[str]]) -> bool:
    """Whether there is no gap; found by other means than the reader's."""
    above = {row[0]: row[3] or None for row in rows}
    tops = [one for one, manager in above.items() if manager is None]
    return (
        len(above) == len(rows)
        and len(tops) == 1
        and all(climb(above, one)[-1] == tops[0] for one in above)
        and all(row[4] == "" or (row[4] in above and row[4] not in (row[0], row[3])) for row in rows)
        and all(row[5] in ("", "crm") for row in rows)
    )


@settings(max_examples=300, deadline=None)
@given(rows=tangles())
def test_a_tangle_is_refused_or_repaired_into_one_tree(folder: Path, rows: list[list[str]]) -> None:
    path = written(folder, delimited(rows, ENGLISH, ","))
    export = read_hr_export(path, repair=True, disciplines=DISCIPLINES)
    if is_sound(rows):
        assert read_hr_export(path, disciplines=DISCIPLINES) == export
        assert export.findings == ()
    else:
        told = [f"hr.csv:{f.row}: {f.column}: {f.message} (repair: {f.repair})" for f in export.findings]
        assert refusal(path, disciplines=DISCIPLINES) == told

    assert sorted(managers(export)) == sorted({row[0] for row in rows})
    assert is_sound(table(export.people))

    # Whoever was moved was told so, and nobody else was moved.
    moved = {person.row for person in export.people if (person.manager or "") != rows[person.row - 2][3]}
    assert moved <= {finding.row for finding in export.findings if finding.column == "manager id"}
    silent = [person for person in export.people if person.row not in {finding.row for finding in export.findings}]
    assert table(tuple(silent)) == [rows[person.row - 2] for person in silent]

    # Repairing what was repaired finds nothing.
    again = read_hr_export(written(folder, delimited(table(export.people), ENGLISH, ",")), repair=True)
    assert again.findings == ()
    assert [replace(person, row=0) for person in again.people] == [replace(person, row=0) for person in export.people]


@settings(max_examples=100, deadline=None)
@given(rows=tangles())
def test_a_finding_is_told_once(folder: Path, rows: list[list[str]]) -> None:
    export = read_hr_export(written(folder, delimited(rows, ENGLISH, ",")), repair=True)
    assert max(Counter(export.findings).values(), default=1) == 1
