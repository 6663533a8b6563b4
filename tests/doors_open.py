"""What somebody does who has the database: they take the triggers away, and put them back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from xiangyi.core.db import is_postgres, run


@asynccontextmanager
async def without_triggers(*tables: str) -> AsyncIterator[None]:
    if is_postgres():
        for name in tables:
            await run(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        yield
        for name in tables:
            await run(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        return
    named = ", ".join(f"'{name}'" for name in tables)
    triggers = await run(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({named})"  # noqa: S608  # ours
    )
    for trigger in triggers:
        await run(f"DROP TRIGGER {trigger['name']}")
    yield
    for trigger in triggers:
        await run(str(trigger["sql"]))
