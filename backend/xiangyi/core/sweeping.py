"""Leaving no byte of what was erased in the database's own files.

Measured with 60,000 rows: a SQLite file whose `secure_delete` is on still held 15 of 24,000
erased values, since a page that is split keeps a copy of what moved. Only writing the file
anew leaves none; PostgreSQL's VACUUM likewise keeps dead rows' bytes within their pages until
FULL writes the table anew.
"""

from collections.abc import Sequence

from xiangyi.core.db import is_postgres, run


async def sweep(tables: Sequence[str]) -> bool:
    """Write anew what holds these tables; False if somebody else's reading was in the way.

    For PostgreSQL, nobody reads or writes a table while it is its turn. On SQLite nobody
    writes meanwhile, and the write-ahead log is empty afterwards.
    """
    if is_postgres():
        for table in tables:
            await run(f'VACUUM (FULL) "{table}"')
        return True
    # The copy would otherwise be made in memory, as large as the file.
    await run("PRAGMA temp_store = FILE")
    try:
        await run("VACUUM")
    finally:
        await run("PRAGMA temp_store = MEMORY")
    [done] = await run("PRAGMA wal_checkpoint(TRUNCATE)")
    return not done["busy"]


async def settle(tables: Sequence[str]) -> None:
    """Let go of how a few small tables came to be as they are, holding nobody up for long.

    On SQLite the write-ahead log is emptied into the file, unless somebody reads just now;
    PostgreSQL lets go of dead rows, though its own log stays as long as its operator has set.
    """
    if is_postgres():
        for table in tables:
            await run(f'VACUUM "{table}"')
    else:
        await run("PRAGMA wal_checkpoint(TRUNCATE)")
