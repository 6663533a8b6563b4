"""What the national system has accepted."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run

_ACCEPTED: Final = "SELECT COUNT(*) AS n FROM record_sync WHERE state = 'accepted' AND "


async def are_accepted(lines: Collection[UUID]) -> bool:
    """Whether it has accepted each of these lines, by their postings."""
    wanted = set(lines)
    [row] = await run(_ACCEPTED + among("line", "UUID"), listed(wanted))
    return int(str(row["n"])) == len(wanted)
