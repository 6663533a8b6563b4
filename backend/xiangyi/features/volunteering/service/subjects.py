"""What activities and their shifts are called in the record of who did what."""

from collections.abc import Collection
from uuid import UUID

from xiangyi.features.volunteering.tables import ActivityShift, VolunteerActivity


async def activities(ids: Collection[str]) -> dict[str, str]:
    """By id, those that have not been deleted."""
    rows = await VolunteerActivity.select(VolunteerActivity.id, VolunteerActivity.title).where(
        VolunteerActivity.id.is_in([UUID(one) for one in ids])
    )
    return {str(row["id"]): row["title"] for row in rows}


async def shifts(ids: Collection[str]) -> dict[str, str]:
    """By id, what the activity is called."""
    rows = await ActivityShift.select(ActivityShift.id, ActivityShift.activity.title).where(
        ActivityShift.id.is_in([UUID(one) for one in ids])
    )
    return {str(row["id"]): row["activity.title"] for row in rows}


NAMES = {"activity": activities, "shift": shifts}
