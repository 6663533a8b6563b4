"""What cases and concerns are called in the record of who did what."""

from collections.abc import Collection
from uuid import UUID

from xiangyi.features.cases.tables import Case, CommitteeMatter, Concern


async def cases(ids: Collection[str]) -> dict[str, str]:
    """By id, the receipt's number."""
    rows = await Case.select(Case.id, Case.number).where(Case.id.is_in([UUID(one) for one in ids]))
    return {str(row["id"]): row["number"] for row in rows}


async def concerns(ids: Collection[str]) -> dict[str, str]:
    rows = await Concern.select(Concern.id, Concern.title).where(
        Concern.id.is_in([UUID(one) for one in ids])
    )
    return {str(row["id"]): row["title"] for row in rows}


async def matters(ids: Collection[str]) -> dict[str, str]:
    rows = await CommitteeMatter.select(CommitteeMatter.id, CommitteeMatter.title).where(
        CommitteeMatter.id.is_in([int(one) for one in ids])
    )
    return {str(row["id"]): row["title"] for row in rows}


NAMES = {"case": cases, "concern": concerns, "committee_matter": matters}
