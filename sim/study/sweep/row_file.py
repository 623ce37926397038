"""A table that grows: rows are added as they come, and the file shows neither when nor in what helpings.

Rows are written in pieces of one fixed length. The file has its name only when it is complete, and equal rows in equal
order give equal bytes.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
from pyarrow import parquet

LENGTH = 10_000
"""Rows that are written at once."""


class RowFile:
    """A Parquet file that grows by pieces of one length, and has its name only when it is complete.

    Parameters
    ----------
    path : Path
    schema : pyarrow.Schema
    """

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path = path
        self.schema = schema
        self.waiting: list[pa.Table] = []
        self.length = 0
        self.beside = path.with_name(f".{path.name}.{os.getpid()}.unfinished")

    def __enter__(self) -> RowFile:
        self.writer: Any = parquet.ParquetWriter(self.beside, self.schema, compression="zstd")
        return self

    def add(self, table: pa.Table) -> None:
        """Add rows; those that make a piece are written."""
        if not table.num_rows:
            return
        self.waiting.append(table)
        self.length += table.num_rows
        while self.length >= LENGTH:
            self._write(LENGTH)

    def _write(self, length: int) -> None:
        whole = pa.concat_tables(self.waiting).replace_schema_metadata(self.schema.metadata)
        self.writer.write_table(whole.slice(0, length).combine_chunks(), row_group_size=LENGTH)
        rest = whole.slice(length)
        self.waiting, self.length = [rest], rest.num_rows

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self.length:
            self._write(self.length)
        self.writer.close()
        if kind is None:
            self.beside.replace(self.path)
        else:
            self.beside.unlink(missing_ok=True)
