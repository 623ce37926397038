"""A client's table arrives in some encoding, with some delimiter and under some headers; here it becomes plain text.

Whatever the file looks like, four steps lead from its bytes to cells under known names:

1. The suffix says delimited text or workbook; of a workbook only the first sheet is read, and only its values.
2. The delimiter is the one of comma, semicolon and tab that finds the most known columns in the header.
3. The encoding is the one of UTF-8 and GB18030 under which the fewest cells are broken; of two equals the one that
   finds the most known columns, else UTF-8. A byte-order mark settles it beforehand. A cell in another encoding than
   the rest is a fault, also where its bytes happen to make (senseless) characters.
4. Columns are found by name, in English or Chinese; of several that would serve, the one that ``COLUMNS`` names first.

A row has the number that a spreadsheet shows beside it: the header is row 1, empty rows count and are passed over.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

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
}
"""Field -> the names a column may have, the most precise first."""
REQUIRED = ("id", "manager")
SUFFIXES = (".csv", ".tsv", ".xlsx")
_ENCODINGS = {"utf-8": "UTF-8", "gb18030": "GB18030"}


@dataclass(frozen=True)
class Row:
    """One row that is not empty.

    Attributes
    ----------
    number : int
        Row in the file, header = 1.
    cells : tuple of str
        All its cells, known column or not, without surrounding blanks.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file as text.

    Attributes
    ----------
    file : str
        Its name, without the folder.
    headers : tuple of str
        First row.
    columns : dict of str to int
        Field of ``COLUMNS`` -> position of its column, from 0; ``id`` and ``manager`` are always there.
    rows : tuple of Row
        At least one; each at least as long as the headers.
    faults : tuple of Problem
        Cells and rows that could not be read as they stand; their row still appears, as well as it could be read.
    """

    file: str
    headers: tuple[str, ...]
    columns: dict[str, int]
    rows: tuple[Row, ...]
    faults: tuple[Problem, ...]

    def header(self, field: str) -> str:
        """Name that a field's column has in the file; the field's own name where there is no such column."""
        return self.headers[self.columns[field]] if field in self.columns else field

    def cell(self, row: Row, field: str) -> str:
        """What a row says in a field's column; empty where there is no such column."""
        return row.cells[self.columns[field]] if field in self.columns else ""


def read_table(path: Path) -> Table:
    """Read a delimited text or a workbook.

    Parameters
    ----------
    path : Path
        A file whose suffix is one of ``SUFFIXES``.

    Returns
    -------
    Table

    Raises
    ------
    InputProblems
        Where no table of people can be made of it: another suffix, unreadable, empty, no people, a column missing.
    """
    file, suffix = path.name, path.suffix.lower()
    if suffix not in SUFFIXES:
        raise _refused(file, 0, "", f'the suffix is "{path.suffix}"; expected one of {", ".join(SUFFIXES)}')
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refused(file, 0, "", f"cannot be opened ({error.strerror}); expected a readable file") from error
    faults: list[Problem] = []
    records = _workbook(file, data) if suffix == ".xlsx" and data else _text(file, data, faults)
    if not any(any(record) for record in records):
        raise _refused(file, 0, "", "the file is empty; expected a header and one row for each person")
    headers = _trimmed(records[0])
    if not headers:
        raise _refused(file, 1, "", "the first row is empty; expected the names of the columns")
    columns = _columns(file, headers, faults)
    rows = []
    for number, record in enumerate(records[1:], start=2):
        cells = _trimmed(record)
        if not cells:
            continue
        width = max(len(cells), min(len(record), len(headers)))
        if len(cells) > len(headers) or (width < len(headers) and suffix != ".xlsx"):
            wanted = f"expected {len(headers)}, as in the header"
            faults.append(Problem(file, number, 0, "", f"the row has {width} cells; {wanted}"))
        rows.append(Row(number, cells + ("",) * (len(headers) - len(cells))))
    if not rows:
        message = "a header and no people; expected one row for each person"
        raise InputProblems([*faults, Problem(file, 1, 0, "", message)])
    return Table(file, headers, columns, tuple(rows), tuple(faults))


def _refused(file: str, line: int, path: str, message: str) -> InputProblems:
    return InputProblems([Problem(file, line, 0, path, message)])


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """A record without the empty cells at its end."""
    return cells[: max((at for at, cell in enumerate(cells, start=1) if cell), default=0)]


def _workbook(file: str, data: bytes) -> list[tuple[str, ...]]:
    """All rows of a workbook's first sheet, as text."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations, which are not read
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # some programs write a wrong extent, and rows would be lost
            rows = sheet.iter_rows(values_only=True)
            return [tuple("" if value is None else str(value).strip() for value in row) for row in rows]
    except Exception as error:  # a broken or encrypted workbook can fail anywhere in the parser
        wanted = "expected an .xlsx workbook without password, or a .csv file"
        raise _refused(file, 0, "", f"cannot be read as a workbook ({type(error).__name__}); {wanted}") from error


def _text(file: str, data: bytes, faults: list[Problem]) -> list[tuple[str, ...]]:
    """All rows of a delimited text; cells that are broken are added to the faults and shown with their bytes."""
    encodings = list(_ENCODINGS)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data, encodings = data.decode("utf-16").encode(), ["utf-8"]
        except UnicodeDecodeError as error:
            row = data[: error.start].decode("utf-16", "ignore").count("\n") + 1
            value = data[error.start : error.end].hex(" ")
            message = f"the bytes {value} are no character; expected UTF-16, as the file says"
            raise _refused(file, row, "", message) from error
    elif data.startswith(b"\xef\xbb\xbf"):
        data, encodings = data[3:], ["utf-8"]
    if b"\0" in data:
        wanted = "expected text in UTF-8, GB18030, or UTF-16 with a byte-order mark"
        raise _refused(file, data[: data.index(0)].count(b"\n") + 1, "", f"holds zero bytes; {wanted}")
    # Latin-1 gives every byte one character, so that cells are cut before they are decoded. Delimiters, quotation marks
    # and line ends are never part of a longer character, neither in UTF-8 nor in GB18030.
    text = data.decode("latin-1")
    records = _records(file, text, _delimiter(text))
    header = records[0] if records else []
    cells = [cell.encode("latin-1") for record in records for cell in record]
    broken = {name: sum(_broken(cell, name) for cell in cells if not cell.isascii()) for name in encodings}
    found = {name: _known(_decoded(cell, name) for cell in header) for name in encodings}
    encoding = min(encodings, key=lambda name: (broken[name], -found[name]))
    headers = [_decoded(cell, encoding) for cell in header]
    for number, record in enumerate(records, start=1) if broken[encoding] else ():
        for at, cell in enumerate(record):
            if _broken(cell.encode("latin-1"), encoding):
                name = headers[at] if at < len(headers) and number > 1 else f"column {at + 1}"
                faults.append(Problem(file, number, 0, name, _strange(cell.encode("latin-1"), encoding)))
    return [tuple(_decoded(cell, encoding) for cell in record) for record in records]


def _records(file: str, text: str, delimiter: str) -> list[list[str]]:
    """Records of a delimited text, the empty ones too."""
    records = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            records.append(record)
    except csv.Error as error:
        wanted = "expected every quotation mark that opens a cell to close it"
        message = f"the row cannot be cut into cells ({error}); {wanted}"
        raise _refused(file, len(records) + 1, "", message) from error
    return records


def _delimiter(text: str) -> str:
    """Whichever of comma, semicolon and tab finds the most known columns, then the most columns, in the header."""

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [])
        except csv.Error:
            return (-1, 0)
        return max(_known(_decoded(cell, name) for cell in header) for name in _ENCODINGS), len(header)

    return max((",", ";", "\t"), key=worth)


def _decoded(cell: str, encoding: str) -> str:
    return cell.encode("latin-1").decode(encoding, "backslashreplace").strip()


def _broken(cell: bytes, encoding: str) -> bool:
    """Whether a cell's bytes are not of the encoding; UTF-8 that GB18030 would misread is not of GB18030."""
    try:
        shown = cell.decode(encoding)
    except UnicodeDecodeError:
        return True
    if encoding == "utf-8" or cell.isascii():
        return False
    try:
        meant = cell.decode("utf-8")
        shown.encode("gb2312")  # UTF-8 read as GB18030 makes rare characters, which the older standard lacks
    except UnicodeDecodeError:
        return False
    except UnicodeEncodeError:
        return any("\u4e00" <= character <= "\u9fff" for character in meant)
    return False


def _strange(cell: bytes, encoding: str) -> str:
    other = "gb18030" if encoding == "utf-8" else "utf-8"
    value = cell.decode(encoding, "backslashreplace").strip() if encoding == "utf-8" else cell.hex(" ")
    try:
        reading = f', which would be "{cell.decode(other).strip()}" in {_ENCODINGS[other]}'
    except UnicodeDecodeError:
        reading = ""
    found = f'"{value}" is not {_ENCODINGS[encoding]} like the rest of the file{reading}'
    return f"{found}; expected one encoding throughout"


def _plain(header: str) -> str:
    """A header in lower case, with single blanks between its words and nothing else."""
    kept = (sign if sign.isalnum() else " " for sign in unicodedata.normalize("NFKC", header).casefold())
    return " ".join("".join(kept).split())


def _forms(header: str) -> set[str]:
    """What a header may be found under: with and without what stands in brackets, blanks left out."""
    short = re.sub(r"[(\[].*?[)\]]", " ", unicodedata.normalize("NFKC", header))
    return {_plain(form).replace(" ", "") for form in (header, short)}


def _places(field: str, headers: Iterable[str]) -> list[int]:
    """Positions of the columns under the most precise of a field's names that occurs."""
    forms = [_forms(header) for header in headers]
    for name in COLUMNS[field]:
        if places := [at for at, known in enumerate(forms) if name.replace(" ", "") in known]:
            return places
    return []


def _known(headers: Iterable[str]) -> int:
    """Number of fields that some header names."""
    names = list(headers)
    return sum(bool(_places(field, names)) for field in COLUMNS)


def _columns(file: str, headers: tuple[str, ...], faults: list[Problem]) -> dict[str, int]:
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
