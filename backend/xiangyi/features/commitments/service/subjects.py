"""What commitments are called in the record of who did what."""

from collections.abc import Collection
from uuid import UUID

from xiangyi.features.commitments.tables import Commitment


async def commitments(ids: Collection[str]) -> dict[str, str]:
    """By id, what its concern is called."""
    rows = await Commitment.select(Commitment.id, Commitment.concern.title).where(
        Commitment.id.is_in([UUID(one) for one in ids])
    )
    return {str(row["id"]): row["concern.title"] for row in rows}


NAMES = {"commitment": commitments}
