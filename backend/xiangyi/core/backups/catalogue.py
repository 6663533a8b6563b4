"""The tables of a database as it describes them itself, which forgets none.

The classes that declare them cannot be asked: a database may be older than the code.
"""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.db import connection_in_use, is_postgres, run

#: Enough rows to be quick, few enough to stay small in memory.
_AT_ONCE: Final = 2_000

#: What a cell is in Python, by the type's name in SQLite's catalogue and in PostgreSQL's.
_KINDS: Final[dict[str, type]] = {
    **dict.fromkeys(("varchar", "text", "json", "jsonb"), str),
    **dict.fromkeys(("integer", "bigint", "int2", "int4", "int8"), int),
    **dict.fromkeys(("double precision", "real", "float8", "float4"), float),
    **dict.fromkeys(("boolean", "bool"), bool),
    **dict.fromkeys(("blob", "bytea"), bytes),
    **dict.fromkeys(("timestamp", "timestamptz"), datetime),
    "date": date,
    "uuid": UUID,
}
_JSON: Final = {"json", "jsonb"}

#: What an extension brought along is no table of ours.
_POSTGRES: Final = """
    SELECT c.relname AS "table", a.attname AS "column", t.typname AS "type"
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    )
    ORDER BY c.relname, a.attnum
"""
_SQLITE: Final = """
    SELECT m.name AS "table", c.name AS "column", c.type AS "type"
    FROM sqlite_master m, pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY m.name, c.cid
"""


class Table(Struct, frozen=True):
    """A table with the types of its columns, by their names and in their order."""

    name: str
    types: dict[str, str]

    def kind(self, column: str) -> Any:
        """What its cells are in Python, besides None."""
        return _KINDS[self.types[column]]


async def tables() -> list[Table]:
    """All tables, in the order of their names."""
    found: dict[str, dict[str, str]] = {}
    for row in await run(_POSTGRES if is_postgres() else _SQLITE):
        types = found.setdefault(str(row["table"]), {})
        types[str(row["column"])] = str(row["type"]).partition("(")[0].lower()
    return [Table(name, types) for name, types in found.items()]


async def count(table: Table) -> int:
    [row] = await run(f'SELECT count(*) AS rows FROM "{table.name}"')  # noqa: S608  # our own table
    return int(str(row["rows"]))


async def rows(table: Table) -> AsyncIterator[list[list[object]]]:
    """A table's rows, some thousand at a time, with the cells in the order of its columns.

    All of them are of one moment only where the caller's transaction is.
    """
    cells = ", ".join(_cell(name, type_) for name, type_ in table.types.items())
    if is_postgres():
        cursor = await connection_in_use().cursor(f'SELECT {cells} FROM "{table.name}"')  # noqa: S608  # the same
        while some := await cursor.fetch(_AT_ONCE):
            yield [list(row.values()) for row in some]
        return
    last = -1 << 63
    while some := await run(
        f'SELECT {cells}, rowid AS "rowid" FROM "{table.name}"'  # noqa: S608  # the same
        f" WHERE rowid > {{}} ORDER BY rowid LIMIT {_AT_ONCE}",
        last,
    ):
        last = int(str(some[-1]["rowid"]))
        yield [list(row.values())[:-1] for row in some]


def _cell(name: str, type_: str) -> str:
    # To SQLite a column of JSON is one of numbers, where a text that is one becomes one.
    return f'CAST("{name}" AS TEXT) AS "{name}"' if type_ in _JSON else f'"{name}"'
