"""Divisions read from and written to the database, many in a statement."""

from collections.abc import Collection, Sequence
from datetime import date

from xiangyi.core.db import in_parts, is_postgres, run
from xiangyi.features.divisions.rules.tree import Known
from xiangyi.features.divisions.tables import Division

_COLUMNS = [Division._meta.get_column_by_name(name) for name in Known.__struct_fields__]  # noqa: SLF001  # Piccolo's own way to name a column
_WRITTEN = (*Known.__struct_fields__, "system", "code")
#: In SQL, because thirty thousand rows take Piccolo twice as long. A key is never written
#: over itself: SQLite would look for rows that refer to it, each time in the whole table.
_PUT = (
    f'INSERT INTO division ({", ".join(_WRITTEN)}) VALUES {{}} ON CONFLICT ("key") DO UPDATE SET '  # noqa: S608  # our own columns
    + ", ".join(f"{name} = EXCLUDED.{name}" for name in _WRITTEN if name != "key")
)
_COUNT = (
    "INSERT INTO division_revision (id, revision) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET"
    " revision = division_revision.revision + 1"
)
_SET_POINTS = (
    "UPDATE division SET lon = told.column2, lat = told.column3 FROM (VALUES {}) AS told"
    ' WHERE division."key" = told.column1 RETURNING "key"'
)


async def hold_others_back() -> None:
    """Let no second import read what this transaction is about to change."""
    if is_postgres():
        await run("LOCK TABLE division IN SHARE ROW EXCLUSIVE MODE")


async def of_system(system: str) -> dict[str, Known]:
    rows = await Division.select(*_COLUMNS).where(Division.system == system)
    return {row["key"]: Known(**row) for row in rows}


async def of_keys(keys: Collection[str]) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for some in in_parts(sorted(keys), 1):
        rows = await Division.select(*_COLUMNS).where(Division.key.is_in(list(some)))
        found.update((row["key"], Known(**row)) for row in rows)
    return found


async def of_levels(levels: Sequence[str]) -> list[Known]:
    """Those that have not ended, by key."""
    rows = (
        await Division.select(*_COLUMNS)
        .where(Division.valid_to.is_null() & Division.level.is_in(list(levels)))
        .order_by(Division.key)
    )
    return [Known(**row) for row in rows]


async def has_children(key: str) -> bool:
    return await Division.exists().where((Division.parent == key) & Division.valid_to.is_null())


async def put(rows: Sequence[Known]) -> None:
    """Add or rewrite rows, in their order, which has parents before children.

    Whoever holds divisions in memory is told, in the caller's transaction.
    """
    for some in in_parts(rows, len(_WRITTEN)):
        values = ", ".join([f"({', '.join(['{}'] * len(_WRITTEN))})"] * len(some))
        await run(_PUT.format(values), *(getattr(one, name) for one in some for name in _WRITTEN))
    if rows:
        await run(_COUNT)


async def confirm(keys: Sequence[str], *, as_of: date, source: str) -> None:
    """Note that a newer file says the same of them."""
    for some in in_parts(keys, 1):
        await Division.update({Division.as_of: as_of, Division.source: source}).where(
            Division.key.is_in(list(some))
        )


async def set_points(points: Sequence[tuple[str, float, float]]) -> set[str]:
    """Give divisions their points and return the keys that were there to be given one."""
    found: set[str] = set()
    for some in in_parts(points, 3):
        blanks = "(CAST({} AS VARCHAR), CAST({} AS FLOAT8), CAST({} AS FLOAT8))"
        rows = await run(
            _SET_POINTS.format(", ".join([blanks] * len(some))),
            *(value for point in some for value in point),
        )
        found.update(str(row["key"]) for row in rows)
    return found
