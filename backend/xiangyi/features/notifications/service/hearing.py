"""When those may hear of it whose attempts are ready by now, or will be tried again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.notifications.rules.quiet import heard_at
from xiangyi.features.notifications.service.claiming import Result


async def heard(times: Mapping[int, datetime]) -> dict[int, datetime]:
    """For each attempt when it may be heard, which would be made at these times."""
    held = [id_ for id_, at in times.items() if heard_at(at, "normal") > at]
    if not held:
        return dict(times)
    rows: list[dict[str, Any]] = await run(
        "SELECT attempt.id, campaign.urgency, campaign.known_by,"  # noqa: S608  # ours
        " COALESCE(notice_setting.anytime, false) AS anytime"
        " FROM attempt JOIN campaign ON campaign.id = attempt.campaign"
        " LEFT JOIN notice_setting ON notice_setting.account = attempt.account"
        f" AND notice_setting.topic = campaign.topic WHERE {among('attempt.id', 'BIGINT')}",
        listed(held),
    )
    return dict(times) | {
        row["id"]: heard_at(
            times[row["id"]],
            row["urgency"],
            anytime=bool(row["anytime"]),
            known_by=row["known_by"],
        )
        for row in rows
    }


async def put_back(ids: list[int], now: datetime) -> list[Result]:
    """Those attempts that were due and must wait, since it has become quiet meanwhile."""
    times = await heard(dict.fromkeys(ids, now))
    return [
        Result(id_, "waiting", again_at=at, tried=False) for id_, at in times.items() if at > now
    ]
