"""What a thread has come to, as the rows have it."""

from datetime import datetime
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding


async def told(concern: UUID, now: datetime) -> dict[UUID, int]:
    await expanding.expand_due(now=now)
    rows = await run(
        "SELECT notice.account, count(*) AS many FROM notice JOIN campaign"
        " ON campaign.id = notice.campaign WHERE campaign.link = {}"
        " AND campaign.topic = 'reports'"
        " AND campaign.kind NOT IN ('case.gathered', 'concern.merged')"
        " GROUP BY notice.account",
        f"/concerns/{concern}",
    )
    return {UUID(str(row["account"])): int(str(row["many"])) for row in rows}


async def steps(concern: UUID) -> int:
    rows = await run(
        # That a case left is told to whom it is of.
        "SELECT move FROM concern_step WHERE concern = {} AND move <> 'leave'"
        " UNION ALL SELECT s.move FROM commitment_step s JOIN commitment c"
        " ON c.id = s.commitment WHERE c.concern = {}"
        # That nobody is there above is for whoever convenes.
        " AND s.move <> 'unheard'",
        *(concern, concern),
    )
    return len(rows)


async def declined_though_promised(concern: UUID) -> bool:
    return bool(
        await run(
            "SELECT 1 FROM concern JOIN commitment AS c ON c.concern = concern.id"
            " WHERE concern.id = {} AND concern.state = 'declined' AND c.state <> 'withdrawn'",
            concern,
        )
    )


async def heard_of_merging(concern: UUID, now: datetime) -> dict[UUID, int]:
    await expanding.expand_due(now=now)
    rows = await run(
        "SELECT notice.account, count(*) AS many FROM notice JOIN campaign"
        " ON campaign.id = notice.campaign WHERE campaign.kind = 'concern.merged'"
        " AND campaign.link = {} GROUP BY notice.account",
        f"/concerns/{concern}",
    )
    return {UUID(str(row["account"])): int(str(row["many"])) for row in rows}
