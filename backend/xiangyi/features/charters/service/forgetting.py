"""What an account wrote and published of compacts and charters, and letting go of its drafts."""

from typing import Any
from uuid import UUID

from msgspec import json

from xiangyi.core.db import run
from xiangyi.features.charters.service.writing import forget_empty

_WORK = (
    "SELECT one.at, one.move, charter.title, one.articles FROM ("
    "SELECT written_at AS at, 'write' AS move, articles, charter FROM charter_version"
    " WHERE written_by = {}"
    " UNION ALL SELECT published_at, 'publish', articles, charter FROM charter_version"
    " WHERE published_by = {}) AS one JOIN charter ON charter.id = one.charter ORDER BY one.at"
)


async def work_of(account: UUID) -> list[dict[str, Any]]:
    """What an account wrote last or published, the oldest first."""
    return [
        {**row, "articles": "\n".join(one["words"] for one in json.decode(str(row["articles"])))}
        for row in await run(_WORK, account, account)
    ]


async def forget_of(account: UUID) -> None:
    """Erase the drafts that it wrote, in the caller's transaction; what is published stays."""
    rows = await run(
        "DELETE FROM charter_version WHERE written_by = {} AND state = 'draft' RETURNING charter",
        account,
    )
    for row in rows:
        await forget_empty(UUID(str(row["charter"])))
