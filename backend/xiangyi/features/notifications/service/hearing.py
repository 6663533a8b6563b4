"""When those may hear of it whose attempts are ready by now, or will be tried again."""

from collections.abc import Mapping
from datetime import datetime

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.notifications.rules.quiet import heard_at
from xiangyi.features.notifications.service.claiming import Result


async def heard(times: Mapping[int, datetime]) -> dict[int, datetime]:
    """For each attempt when it may be heard, which would be made at these times."""
    quiet = {id_: heard_at(at, "normal") for id_, at in times.items()}
    held = [id_ for id_, at in times.items() if quiet[id_] > at]
    if not held:
        return dict(times)
    rows = await run(
        "SELECT attempt.id FROM attempt JOIN campaign ON campaign.id = attempt.campaign"  # noqa: S608  # ours
        " LEFT JOIN notice_setting ON notice_setting.account = attempt.account"
        " AND notice_setting.topic = campaign.topic"
        " WHERE (campaign.urgency = 'urgent' OR COALESCE(notice_setting.anytime, false))"
        f" AND {among('attempt.id', 'BIGINT')}",
        listed(held),
    )
    return {**times, **quiet, **{id_: times[id_] for id_ in (int(str(row["id"])) for row in rows)}}


async def put_back(ids: list[int], now: datetime) -> list[Result]:
    """Those attempts that were due and must wait, since it has become quiet meanwhile."""
    times = await heard(dict.fromkeys(ids, now))
    return [
        Result(id_, "waiting", again_at=at, tried=False) for id_, at in times.items() if at > now
    ]
