"""Ten thousand rows in one statement: they travel as one JSON parameter, which both engines unfold.

Piccolo makes a parameter of every cell, which took three quarters of an import's time. Rows of a
table that may be older than its class go past it altogether.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final, Literal

import msgspec
from piccolo.columns import Column, ForeignKey
from piccolo.table import Table

from xiangyi.core.db import connection_in_use, is_postgres, run

#: Keeps one statement's parameter at a few megabytes, however long the list.
_AT_ONCE: Final = 2_000
#: So many are read as quickly as an index.
_FEW_PAGES: Final = 4


async def insert_rows(
    table: type[Table],
    rows: Iterable[Mapping[str, Any]],
    *,
    over: Sequence[str] = (),
    updating: Sequence[str] = (),
) -> None:
    """Insert rows that all have the same columns, in the caller's transaction.

    Args:
        rows: taken a few thousand at a time, so that a long list need not be remembered.
        over: the columns of a unique index; a row that is there already is updated.
        updating: the columns that it gets from the new row.
    """
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        await run(_statement(table, list(some[0]), over, updating), _told(some))


async def insert_new(
    table: type[Table], rows: Iterable[Mapping[str, Any]], *, over: Sequence[str], returning: str
) -> list[Any]:
    """Insert those that are not there yet, by the columns of a unique index; one column of them.

    Whether each is there is looked up by that index. Asked beforehand for many at once, PostgreSQL
    compared every row with each of them, for as long as it believed the table to be small.
    """
    found: list[Any] = []
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        statement = f'{_statement(table, list(some[0]), over, ())} RETURNING "{returning}"'
        found += [row[returning] for row in await run(statement, _told(some))]
    return found


async def append_rows(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Add rows to a table by its name, in the caller's transaction; cells are Python's own."""
    connection = connection_in_use()
    if is_postgres():
        await connection.copy_records_to_table(table, columns=columns, records=rows)
        return
    listed = ", ".join(f'"{name}"' for name in columns)
    cells = ", ".join("?" * len(columns))
    await connection.execute_many(f'INSERT INTO "{table}" ({listed}) VALUES ({cells})', rows)  # noqa: S608  # our own columns


async def outgrown(*tables: str) -> None:
    """Have PostgreSQL look again at tables that are twice as large as it knows, outside of any
    transaction.

    A statement is planned once for each connection. One that was planned while its table was
    known to be empty reads all of it ever after, a hundred thousand rows for an inbox of ten,
    until the database happens to look by itself, once a minute at best.
    """
    if not is_postgres():
        return
    blanks = ", ".join(["{}"] * len(tables))
    rows = await run(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_table_is_visible(oid)"  # noqa: S608  # blanks
        f" AND relname IN ({blanks}) AND pg_relation_size(oid)"
        " > (2 * relpages + {}) * current_setting('block_size')::bigint",
        *(*tables, _FEW_PAGES),
    )
    if rows:
        await run(f"ANALYZE {', '.join(str(row['relname']) for row in rows)}")


def among(column: str, kind: Literal["BIGINT", "UUID", "TEXT"]) -> str:
    """A condition with one blank, for `listed` values: the same statement however many there are.

    So it is planned once, where a blank for each value makes a new statement of each number.
    """
    if is_postgres():
        return f"{column} = ANY(CAST(CAST({{}} AS TEXT) AS {kind}[]))"
    return f"{column} IN (SELECT value FROM json_each({{}}))"  # noqa: S608  # our own columns


def listed(values: Iterable[object]) -> str:
    """The argument for the blank of `among`: whole numbers, UUIDs, or keys without a quote."""
    begin, end = "{}" if is_postgres() else "[]"
    cells = (str(one) if isinstance(one, int) else f'"{one}"' for one in values)
    return f"{begin}{','.join(cells)}{end}"


def _statement(
    table: type[Table], names: Sequence[str], over: Sequence[str], updating: Sequence[str]
) -> str:
    columns = [table._meta.get_column_by_name(name) for name in names]  # noqa: SLF001  # Piccolo's own way
    listed = ", ".join(f'"{name}"' for name in names)
    cells, unfolded = _of_postgres(columns) if is_postgres() else _of_sqlite(names)
    statement = (
        f'INSERT INTO "{table._meta.tablename}" ({listed}) SELECT {cells} FROM {unfolded}'  # noqa: S608, SLF001  # our own columns
        # Without a condition SQLite takes ON for the beginning of a join.
        " WHERE true"
    )
    if over:
        target = ", ".join(f'"{name}"' for name in over)
        values = ", ".join(f'"{name}" = EXCLUDED."{name}"' for name in updating)
        then = f"UPDATE SET {values}" if updating else "NOTHING"
        statement += f" ON CONFLICT ({target}) DO {then}"
    return statement


def _told(rows: Iterable[Mapping[str, Any]]) -> str:
    return msgspec.json.encode([_plain(row) for row in rows]).decode()


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: str(value.astimezone(UTC)) if isinstance(value, datetime) else value
        for name, value in row.items()
    }


def _of_sqlite(names: Sequence[str]) -> tuple[str, str]:
    return ", ".join(f"value ->> '{name}'" for name in names), "json_each({})"


def _of_postgres(columns: Sequence[Column]) -> tuple[str, str]:
    cells, types = [], []
    for column in columns:
        name = f'"{column._meta.db_column_name}"'  # noqa: SLF001  # Piccolo's own way
        # A column of JSON gets the text parsed, not a string that holds it.
        is_json = column.column_type == "JSON"
        cells.append(f"CAST({name} AS JSON)" if is_json else name)
        types.append(f"{name} {'TEXT' if is_json else _type_of(column)}")
    listed = ", ".join(types)
    return ", ".join(cells), f"json_to_recordset(CAST({{}} AS JSON)) AS told ({listed})"


def _type_of(column: Column) -> str:
    if isinstance(column, ForeignKey):
        references: Any = column._foreign_key_meta.resolved_references  # noqa: SLF001  # the same
        return _type_of(references._meta.primary_key)  # noqa: SLF001  # the same
    return str(column.column_type)
