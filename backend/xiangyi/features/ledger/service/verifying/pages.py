"""Going through a table a page at a time, whatever its size."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

from xiangyi.core.db import run

_AT_ONCE: Final = 2_000


async def rows(
    sql: str, keys: Sequence[str], first: Sequence[object]
) -> AsyncIterator[dict[str, Any]]:
    """Every row that a query finds; the same as `pages`."""
    async for page in pages(sql, keys, first):
        for row in page:
            yield row


async def pages(
    sql: str, keys: Sequence[str], first: Sequence[object]
) -> AsyncIterator[list[dict[str, Any]]]:
    """Every row that a query finds, a page at a time.

    Args:
        sql: with `{after}` where rows after the last one are asked for, and `{page}` where so many
            of them are taken: within, so that no engine joins or sorts what other pages have.
        keys: what the rows are ordered by, as the query hands it out.
        first: comes before any row.
    """
    last = tuple(first)
    blanks = ", ".join(["{}"] * len(keys))
    asked = sql.replace("{after}", f"({blanks})").replace("{page}", f"LIMIT {_AT_ONCE}")
    while page := await run(asked, *last):
        yield page
        last = tuple(page[-1][key] for key in keys)
