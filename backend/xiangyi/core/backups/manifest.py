"""What a backup says of itself."""

from datetime import datetime
from typing import Final

from msgspec import Struct

#: Raised when code that knows only the former could no longer read what is written.
FORMAT: Final = 1
APP: Final = "xiangyi"
MEMBER: Final = "manifest.json"


class Origin(Struct, kw_only=True):
    """Where a backup comes from; whatever its format, these can be read."""

    app: str = APP
    format: int = FORMAT
    #: Of the code that wrote it.
    version: str


class StoredTable(Struct, frozen=True):
    """One table: its columns in the order of each line's cells, and how to know it is whole."""

    name: str
    columns: list[str]
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        return member_of(self.name)


class Manifest(Origin, kw_only=True):
    made_at: datetime
    #: The migrations that made the tables, in their order.
    migrations: list[str]
    tables: list[StoredTable] = []

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def member_of(table: str) -> str:
    """The name of the table's lines in the ZIP."""
    return f"tables/{table}.jsonl"
