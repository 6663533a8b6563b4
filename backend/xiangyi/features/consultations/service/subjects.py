"""What meetings are called in the record of who did what."""

from collections.abc import Collection
from uuid import UUID

from xiangyi.features.consultations.tables import Consultation


async def consultations(ids: Collection[str]) -> dict[str, str]:
    """By id, those that have not been deleted."""
    rows = await Consultation.select(Consultation.id, Consultation.title).where(
        Consultation.id.is_in([UUID(one) for one in ids])
    )
    return {str(row["id"]): row["title"] for row in rows}


NAMES = {"consultation": consultations}
