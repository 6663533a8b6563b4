"""Text messages for whoever has seen nothing of what matters by then."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from xiangyi.core.bulk import among, insert_rows, listed
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.features.identity.adapters.sms import SmsGateway
from xiangyi.features.identity.errors import SmsUnavailable
from xiangyi.features.identity.service import persons
from xiangyi.features.notifications.rules.quiet import heard_at
from xiangyi.features.notifications.service.claiming import Claimed, Result, claim, settle
from xiangyi.features.notifications.service.hearing import heard, put_back
from xiangyi.features.notifications.tables import Attempt, Campaign

_AT_ONCE: Final = 1_000
_MESSAGES: Final = 20
_TRIES: Final = 5
_AGAIN: Final = timedelta(minutes=1)
#: What somebody wants of the topic: who turned its reminders off is sent no message either.
_SETTING: Final = (
    " LEFT JOIN notice_setting ON notice_setting.account = notice.account"
    " AND notice_setting.topic = campaign.topic"
)
#: Nothing of the matter: it goes through somebody else's hands (rule 3).
_WORDS: Final = {
    "consultations": "【湘驿】您有一条议事通知，还没有看。请打开湘驿，在“我的”里看。",
    "volunteering": "【湘驿】您报名的志愿活动有变动，还没有看。请打开湘驿，在“我的”里看。",
    "reports": "【湘驿】您反映的事有了回音。请打开湘驿，在“我的”里看。",
    "tasks": "【湘驿】有一件事等您处理。请打开湘驿，在“我的”里看。",
}


async def fall_back_due(*, now: datetime) -> None:
    """Write a message for everybody who has not seen what was to be seen by now."""
    while await _fall_back_some(now):
        pass


async def send_due(gateway: SmsGateway, *, now: datetime) -> int:
    """Let the messages leave that are due; how many did."""
    sent = 0
    while claimed := await claim("sms", most=_MESSAGES, now=now):
        results = await _send(claimed, gateway, now)
        await settle(results, now=now)
        sent += sum(one.state == "sent" for one in results)
    return sent


async def _fall_back_some(now: datetime) -> bool:
    mine = " FOR UPDATE SKIP LOCKED" if is_postgres() else ""
    async with atomic():
        rows = await run(
            "SELECT id FROM campaign WHERE falls_back_at <= {} AND fell_back_at IS NULL"  # noqa: S608  # ours
            " AND told_at IS NOT NULL AND (ends_at IS NULL OR ends_at > {})"
            f" ORDER BY falls_back_at LIMIT 1{mine}",
            *(now, now),
        )
        if not rows:
            return False
        [campaign] = await Campaign.select().where(Campaign.id == rows[0]["id"])
        unseen = await _unseen(campaign["id"])
        await insert_rows(Attempt, [_message(campaign, one, now) for one in unseen])
        if len(unseen) < _AT_ONCE:
            await run("UPDATE campaign SET fell_back_at = {} WHERE id = {}", now, campaign["id"])
    return True


async def _unseen(campaign: UUID) -> list[UUID]:
    """Some with a phone who want to be reminded, and have neither seen nor heard of it."""
    rows = await run(
        "SELECT notice.account FROM notice JOIN account ON account.id = notice.account"  # noqa: S608  # ours
        " AND account.phone IS NOT NULL JOIN campaign ON campaign.id = notice.campaign"
        f"{_SETTING} WHERE notice.campaign = {{}} AND notice.seen_at IS NULL"
        " AND notice.rung_at IS NULL AND COALESCE(notice_setting.push, true)"
        " AND notice.replaced_at IS NULL AND NOT EXISTS (SELECT 1 FROM attempt"
        " WHERE attempt.campaign = notice.campaign AND attempt.account = notice.account"
        " AND attempt.channel = 'sms') ORDER BY notice.id LIMIT {}",
        *(campaign, _AT_ONCE),
    )
    return [UUID(str(row["account"])) for row in rows]


def _message(campaign: dict[str, Any], account: UUID, now: datetime) -> dict[str, object]:
    return {
        "campaign": str(campaign["id"]),
        "account": str(account),
        "channel": "sms",
        "state": "waiting",
        "due_at": heard_at(now, campaign["urgency"], known_by=campaign["known_by"]),
        "tries": 0,
    }


async def _send(claimed: Sequence[Claimed], gateway: SmsGateway, now: datetime) -> list[Result]:
    held = await put_back([one.id for one in claimed], now)
    waiting = {one.attempt for one in held}
    rows: list[dict[str, Any]] = await run(
        "SELECT attempt.id, attempt.campaign, attempt.account, attempt.tries, campaign.topic,"  # noqa: S608  # ours
        " campaign.ends_at, notice.seen_at, notice.replaced_at,"
        " COALESCE(notice_setting.push, true) AS wanted FROM attempt"
        " JOIN campaign ON campaign.id = attempt.campaign"
        " LEFT JOIN notice ON notice.campaign = attempt.campaign"
        f" AND notice.account = attempt.account{_SETTING}"
        f" WHERE {among('attempt.id', 'BIGINT')}",
        listed(one.id for one in claimed if one.id not in waiting),
    )
    people = await persons.to_be_rung({UUID(str(row["account"])) for row in rows})

    again = await heard({row["id"]: now + _AGAIN * 2 ** row["tries"] for row in rows})

    async def one(row: dict[str, Any]) -> Result:
        if settled := _needless(row, now):
            return settled
        rung = people.get(UUID(str(row["account"])))
        if rung is None or rung.phone is None:
            return Result(row["id"], "failed", "no_phone", tried=False)
        try:
            await gateway.send_notice(rung.phone, _WORDS[row["topic"]], id_=_same_each_time(row))
        except SmsUnavailable:
            if row["tries"] + 1 >= _TRIES:
                return Result(row["id"], "failed", "sms_unavailable")
            return Result(row["id"], "waiting", "sms_unavailable", again_at=again[row["id"]])
        return Result(row["id"], "sent")

    return [*held, *await asyncio.gather(*map(one, rows))]


def _same_each_time(row: dict[str, Any]) -> UUID:
    """By which a provider knows a message that comes again: we may be killed before we note it."""
    return uuid5(UUID(str(row["campaign"])), str(row["account"]))


def _needless(row: dict[str, Any], now: datetime) -> Result | None:
    """What becomes of a message of which nobody needs to hear any more."""
    if row["replaced_at"]:
        return Result(row["id"], "replaced", tried=False)
    if row["seen_at"]:
        return Result(row["id"], "failed", "seen", tried=False)
    if not row["wanted"]:
        return Result(row["id"], "failed", "not_wanted", tried=False)
    if row["ends_at"] and row["ends_at"] <= now:
        return Result(row["id"], "failed", "too_late", tried=False)
    return None
