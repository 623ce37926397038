"""Columns of an HR export are found by name, in English or Chinese; the most precise name of a field goes first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from sim.errors import InputProblems, Problem, nearest

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": (
        *("id", "employee id", "staff id", "person id", "emp id", "employee number", "employee no", "staff number"),
        *("personnel number", "工号", "员工工号", "员工编号", "员工号", "职工编号", "人员编号", "编号"),
    ),
    "title": ("title", "job title", "position", "role", "职位", "职位名称", "岗位", "岗位名称", "职务"),
    "department": ("department", "dept", "org unit", "team", "部门", "所属部门", "部门名称", "团队"),
    "manager": (
        *("manager id", "line manager id", "supervisor id", "superior id", "reports to id", "manager employee id"),
        *("直属上级工号", "直接上级工号", "上级工号", "直属主管工号", "主管工号", "上级编号"),
        *("manager", "line manager", "direct manager", "supervisor", "superior", "reports to"),
        *("直属上级", "直接上级", "上级", "汇报上级", "汇报对象", "直属主管", "直属领导", "主管"),
    ),
    "second_manager": (
        *("second manager id", "dotted line manager id", "虚线上级工号", "第二上级工号", "虚线主管工号"),
        *("second manager", "dotted line manager", "dotted line", "secondary manager"),
        *("虚线上级", "第二上级", "虚线汇报", "虚线汇报对象", "虚线主管"),
    ),
    "disciplines": ("disciplines", "discipline", "functions", "function", "职能", "专业职能", "专业"),
    "lines": (
        *("lines", "line", "product lines", "product line", "business lines", "business line"),
        *("业务线", "产品线", "条线"),
    ),
    "cost": (
        *("cost", "yearly cost", "annual cost", "annual salary", "yearly salary"),
        *("成本", "年成本", "年度成本", "年人力成本", "年薪"),
    ),
    "liaisons": (
        *("liaison ids", "liaison id", "liaisons", "liaison", "liaison links"),
        *("联络人工号", "联络工号", "联络人", "横向联络人"),
    ),
}
"""Field -> the names a column may have, the most precise first."""
REQUIRED = ("id", "manager")


def find_columns(file: str, headers: tuple[str, ...], faults: list[Problem]) -> dict[str, int]:
    """Position of each field's column; refuses a file in which a required one is missing or any stands twice."""
    places = {field: found for field in COLUMNS if (found := _places(field, headers))}
    problems = []
    for found in places.values():
        if len(found) > 1:
            columns = " and ".join(str(at + 1) for at in found)
            problems.append(Problem(file, 1, 0, headers[found[0]], f"stands in columns {columns}; expected it once"))
    taken = {at for found in places.values() for at in found}
    free = [_plain(header) for at, header in enumerate(headers) if at not in taken]
    for field in REQUIRED:
        if field not in places:
            hint = next(filter(None, (nearest(name, free) for name in COLUMNS[field])), "")
            chinese = next(name for name in COLUMNS[field] if not name.isascii())
            wanted = f'expected a column "{COLUMNS[field][0]}" or "{chinese}"'
            present = ", ".join(f'"{header}"' for header in headers)
            problems.append(Problem(file, 1, 0, field, f"no such column among {present}; {wanted}{hint}"))
    if problems:
        raise InputProblems([*faults, *problems])
    return {field: found[0] for field, found in places.items()}


def fields_named(headers: Iterable[str]) -> int:
    """Number of fields that some header names."""
    names = list(headers)
    return sum(bool(_places(field, names)) for field in COLUMNS)


def _places(field: str, headers: Iterable[str]) -> list[int]:
    """Positions of the columns under the most precise of a field's names that occurs."""
    forms = [_forms(header) for header in headers]
    for name in COLUMNS[field]:
        if places := [at for at, known in enumerate(forms) if name.replace(" ", "") in known]:
            return places
    return []


def _forms(header: str) -> set[str]:
    """What a header may be found under: with and without what stands in brackets, blanks left out."""
    short = re.sub(r"[(\[].*?[)\]]", " ", unicodedata.normalize("NFKC", header))
    return {_plain(form).replace(" ", "") for form in (header, short)}


def _plain(header: str) -> str:
    """A header in lower case, with single blanks between its words and nothing else."""
    kept = (sign if sign.isalnum() else " " for sign in unicodedata.normalize("NFKC", header).casefold())
    return " ".join("".join(kept).split())
