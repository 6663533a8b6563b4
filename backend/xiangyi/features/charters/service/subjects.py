"""What compacts and charters are called in the record of who did what."""

from collections.abc import Collection
from uuid import UUID

from xiangyi.features.charters.tables import Charter


async def charters(ids: Collection[str]) -> dict[str, str]:
    """By id, what it is called."""
    rows = await Charter.select(Charter.id, Charter.title).where(
        Charter.id.is_in([UUID(one) for one in ids])
    )
    return {str(row["id"]): row["title"] for row in rows}


NAMES = {"charter": charters}
