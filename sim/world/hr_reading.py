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

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from sim.errors import InputProblems, Problem
from sim.world.hr_columns import find_columns
from sim.world.hr_text import refused, text_rows

SUFFIXES = (".csv", ".tsv", ".xlsx")


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
        raise refused(file, 0, "", f'the suffix is "{path.suffix}"; expected one of {", ".join(SUFFIXES)}')
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refused(file, 0, "", f"cannot be opened ({error.strerror}); expected a readable file") from error
    faults: list[Problem] = []
    records = _workbook(file, data) if suffix == ".xlsx" and data else text_rows(file, data, faults)
    if not any(any(record) for record in records):
        raise refused(file, 0, "", "the file is empty; expected a header and one row for each person")
    headers = _trimmed(records[0])
    if not headers:
        raise refused(file, 1, "", "the first row is empty; expected the names of the columns")
    columns = find_columns(file, headers, faults)
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
        raise refused(file, 0, "", f"cannot be read as a workbook ({type(error).__name__}); {wanted}") from error
