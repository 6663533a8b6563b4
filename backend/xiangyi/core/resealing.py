"""What is sealed in the database, taken all together: is there any, does it open, seal it anew."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

from msgspec import Struct

from xiangyi.core import keys
from xiangyi.core.db import atomic, run
from xiangyi.core.personal import Sealed
from xiangyi.core.sealing import DoesNotOpen, seal, unseal

#: So many rows change in one transaction, that nobody who writes beside it waits for long.
_AT_ONCE: Final = 200


class Resealed(Struct, frozen=True):
    """How many values were sealed anew, and how many open with no key that is here."""

    anew: int
    closed: int


async def is_any(sealed: Sequence[Sealed]) -> bool:
    """Whether anything is sealed in these columns; in tables that are not there nothing is."""
    for one in sealed:
        if await one.table.table_exists() and await _rows(one, "IS NOT NULL", most=1):
            return True
    return False


async def try_keys(sealed: Sequence[Sealed]) -> None:
    """Open one value of each column.

    Raises:
        DoesNotOpen: the keys in use are not the ones it was sealed with.
    """
    for one in sealed:
        for row in await _rows(one, "IS NOT NULL", most=1):
            _opened(one, row)


async def seal_anew(sealed: Sequence[Sealed]) -> Resealed:
    """Seal with the current key what is sealed with another; cut off, it goes on the next time.

    What somebody changes meanwhile stays as they changed it.
    """
    anew = closed = 0
    for one in sealed:
        async for rows in _of_other_keys(one):
            async with atomic():
                for row in rows:
                    try:
                        text = _opened(one, row)
                    except DoesNotOpen:
                        closed += 1
                        continue
                    anew += await _put(one, row, text)
    return Resealed(anew, closed)


async def _of_other_keys(one: Sealed) -> AsyncIterator[list[dict[str, Any]]]:
    current = keys.newest().current.encode()
    rows = await _rows(one, "<> {}", current)
    while rows:
        yield rows
        rows = await _rows(one, "<> {}", current, after=rows[-1]["id"])


async def _rows(
    one: Sealed, id_of_key: str, *args: object, after: object = None, most: int = _AT_ONCE
) -> list[dict[str, Any]]:
    """Rows by their primary keys; `id_of_key` is a condition on a sealed value's first bytes."""
    key = _key(one)
    beyond = "" if after is None else f' AND "{key}" > {{}}'
    return await run(
        f'SELECT "{key}" AS id, "{one.owner}" AS owner, "{one.column}" AS sealed'  # noqa: S608  # our own columns
        f' FROM "{_table(one)}" WHERE substr("{one.column}", 1, 4) {id_of_key}{beyond}'
        f' ORDER BY "{key}" LIMIT {most}',
        *args,
        *(() if after is None else (after,)),
    )


async def _put(one: Sealed, row: dict[str, Any], text: str) -> int:
    key, fresh = _key(one), seal(text, owner=row["owner"], field=one.field or one.column)
    changed = await run(
        f'UPDATE "{_table(one)}" SET "{one.column}" = {{}}'  # noqa: S608  # our own columns
        f' WHERE "{key}" = {{}} AND "{one.column}" = {{}} RETURNING "{key}"',
        *(fresh, row["id"], row["sealed"]),
    )
    return len(changed)


def _opened(one: Sealed, row: dict[str, Any]) -> str:
    return unseal(bytes(row["sealed"]), owner=row["owner"], field=one.field or one.column)


def _key(one: Sealed) -> str:
    return str(one.table._meta.primary_key._meta.db_column_name)  # noqa: SLF001  # Piccolo's own way


def _table(one: Sealed) -> str:
    return str(one.table._meta.tablename)  # noqa: SLF001  # Piccolo's own way
