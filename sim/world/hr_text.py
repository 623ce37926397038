"""A delimited text in some encoding becomes rows of cells; a cell in another encoding than the rest is a fault."""

from __future__ import annotations

import csv
import io

from sim.errors import InputProblems, Problem
from sim.world.hr_columns import fields_named

_ENCODINGS = {"utf-8": "UTF-8", "gb18030": "GB18030"}


def text_rows(file: str, data: bytes, faults: list[Problem]) -> list[tuple[str, ...]]:
    """All rows of a delimited text; cells that are broken are added to the faults and shown with their bytes."""
    encodings = list(_ENCODINGS)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data, encodings = data.decode("utf-16").encode(), ["utf-8"]
        except UnicodeDecodeError as error:
            row = data[: error.start].decode("utf-16", "ignore").count("\n") + 1
            value = data[error.start : error.end].hex(" ")
            message = f"the bytes {value} are no character; expected UTF-16, as the file says"
            raise refused(file, row, "", message) from error
    elif data.startswith(b"\xef\xbb\xbf"):
        data, encodings = data[3:], ["utf-8"]
    if b"\0" in data:
        wanted = "expected text in UTF-8, GB18030, or UTF-16 with a byte-order mark"
        raise refused(file, data[: data.index(0)].count(b"\n") + 1, "", f"holds zero bytes; {wanted}")
    # Latin-1 gives every byte one character, so that cells are cut before they are decoded. Delimiters, quotation marks
    # and line ends are never part of a longer character, neither in UTF-8 nor in GB18030.
    text = data.decode("latin-1")
    records = _records(file, text, _delimiter(text))
    header = records[0] if records else []
    cells = [cell.encode("latin-1") for record in records for cell in record]
    broken = {name: sum(_broken(cell, name) for cell in cells if not cell.isascii()) for name in encodings}
    found = {name: fields_named(_decoded(cell, name) for cell in header) for name in encodings}
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
        raise refused(file, len(records) + 1, "", message) from error
    return records


def _delimiter(text: str) -> str:
    """Whichever of comma, semicolon and tab finds the most known columns, then the most columns, in the header."""

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [])
        except csv.Error:
            return (-1, 0)
        return max(fields_named(_decoded(cell, name) for cell in header) for name in _ENCODINGS), len(header)

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


def refused(file: str, line: int, path: str, message: str) -> InputProblems:
    """The whole file is refused, for one reason."""
    return InputProblems([Problem(file, line, 0, path, message)])
