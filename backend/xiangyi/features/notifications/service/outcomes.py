"""What came of a campaign: who has it, who heard of it, and whom it has not reached."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker, Role, divisions
from xiangyi.core.db import run
from xiangyi.core.text import END
from xiangyi.features.divisions import service as tree
from xiangyi.features.notifications import errors
from xiangyi.features.notifications.schemas import Failure, Outcome
from xiangyi.features.notifications.service import ringing
from xiangyi.features.notifications.tables import Campaign

#: Whoever answers for the division in which it was told.
_MAY_LOOK: Final[tuple[Role, ...]] = ("convener", "clerk", "supervisor", "administrator")
CURSOR: Final = "^[0-9]{1,18}" + END
#: When what a campaign tells of is over: from then on it is known for so long who was told.
OVER_AT: Final = "COALESCE(ends_at, told_at, cancelled_at, send_at)"


async def outcome(asker: Asker, id_: UUID, *, keep: timedelta) -> Outcome:
    """The numbers as of now.

    Raises:
        CampaignNotFound: there is none, or it was told by the service itself.
        RoleMissing: the asker answers for no division around the one in which it was told.
    """
    return await counted(await _expect(asker, id_), keep=keep)


async def outcomes(ids: Collection[UUID], *, keep: timedelta) -> dict[UUID, Outcome]:
    """The numbers of several, for a service that knows that they may be seen."""
    rows = await Campaign.select().where(Campaign.id.is_in(list(ids))) if ids else []
    return {row["id"]: await counted(row, keep=keep) for row in rows}


async def counted(row: dict[str, Any], *, keep: timedelta) -> Outcome:
    if row["counts"]:
        return msgspec.json.decode(row["counts"], type=Outcome)
    id_ = row["id"]
    [inbox] = await run(
        "SELECT count(*) AS inbox, count(seen_at) AS seen, count(read_at) AS read,"
        " count(replaced_at) AS replaced, count(rung_at) AS rung FROM notice WHERE campaign = {}",
        id_,
    )
    knocks: list[dict[str, Any]] = await run(
        "SELECT channel, state, why, account IS NULL AS anonymous,"
        " count(*) AS phones, min(due_at) AS next_at"
        " FROM attempt WHERE campaign = {} GROUP BY channel, state, why, account IS NULL",
        id_,
    )
    [sent] = await run(
        "SELECT count(DISTINCT CASE WHEN state = 'sent' AND channel = 'web_push'"
        " THEN account END) AS pushed, count(DISTINCT CASE WHEN state = 'sent'"
        " AND channel = 'sms' THEN account END) AS messaged,"
        " count(DISTINCT CASE WHEN state = 'waiting' THEN account END) AS waiting"
        " FROM attempt WHERE campaign = {} AND state IN ('sent', 'waiting')",
        id_,
    )
    failed: list[dict[str, Any]] = await run(
        "SELECT why, count(*) AS people FROM attempt WHERE campaign = {}"
        " AND state = 'failed' AND account IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attempt other"
        " WHERE other.campaign = attempt.campaign AND other.account = attempt.account"
        " AND (other.state <> 'failed' OR other.id > attempt.id)) GROUP BY why ORDER BY why",
        id_,
    )
    waiting = [one for one in knocks if one["state"] == "waiting" and not one["anonymous"]]
    anonymous = [one for one in knocks if one["anonymous"]]
    phones_waiting = [one for one in anonymous if one["state"] == "waiting"]
    return Outcome(
        id=id_,
        kind=row["kind"],
        made_at=row["made_at"],
        send_at=row["send_at"],
        cancelled_at=row["cancelled_at"],
        most=row["most"],
        outgrown=row["outgrown"],
        told_at=row["told_at"],
        inbox=_number(inbox["inbox"]),
        pushed=_number(sent["pushed"]),
        seen=_number(inbox["seen"]),
        read=_number(inbox["read"]),
        messaged=_number(sent["messaged"]),
        waiting=_number(sent["waiting"]),
        next_at=_next(waiting),
        failed=[Failure(one["why"], _number(one["people"])) for one in failed],
        replaced=_number(inbox["replaced"]),
        rung=_number(inbox["rung"]),
        not_reached=await ringing.number(id_, homes=None),
        phones=sum(_number(one["phones"]) for one in anonymous),
        phones_pushed=sum(_number(one["phones"]) for one in anonymous if one["state"] == "sent"),
        phones_waiting=sum(_number(one["phones"]) for one in phones_waiting),
        phones_next_at=_next(phones_waiting),
        kept_until=_over_at(row) + keep,
    )


async def _expect(asker: Asker, id_: UUID) -> dict[str, Any]:
    row: dict[str, Any] | None = await Campaign.select().where(Campaign.id == id_).first()
    if row is None or row["division"] is None:
        raise errors.CampaignNotFound
    lineage = (await tree.lineages({row["division"]}))[row["division"]]
    asker.expect(*_MAY_LOOK, within=divisions([one.key for one in lineage]))
    return row


def _over_at(row: dict[str, Any]) -> datetime:
    """As `OVER_AT` says."""
    at: datetime = row["ends_at"] or row["told_at"] or row["cancelled_at"] or row["send_at"]
    return at


def _next(knocks: Sequence[dict[str, Any]]) -> datetime | None:
    # What SQLite has computed it gives as text.
    found = (datetime.fromisoformat(str(one["next_at"])) for one in knocks)
    return min(found, default=None)


def _number(value: object) -> int:
    return int(str(value))
