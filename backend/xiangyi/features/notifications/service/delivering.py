"""Knocking: attempts that are due leave through people's push services, and what came is kept."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
import structlog
from msgspec import Struct

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.core.sealing import DoesNotOpen, keyed_hash, unseal
from xiangyi.features.notifications.adapters.push.delivery import Delivery, Outcome
from xiangyi.features.notifications.adapters.push.sender import Sender
from xiangyi.features.notifications.rules.words import Why
from xiangyi.features.notifications.service.claiming import Claimed, Result, claim, settle
from xiangyi.features.notifications.service.hearing import heard, put_back
from xiangyi.features.notifications.service.subscribing import ENDPOINT, end

_AT_ONCE: Final = 500
#: How often one looks for what has become due while a push service keeps its answer to itself.
_LOOK_AGAIN_S: Final = 1.0
#: For a phone that is off: what was told is in the inbox anyway.
_LONGEST_TTL: Final = timedelta(days=3)
_SHORTEST_TTL_S: Final = 60
#: Of the one topic that phones without an account hear of.
_PUBLIC_PAGE: Final = "/consultations"

log = structlog.get_logger()


async def deliver(sender: Sender, clock: Callable[[], datetime]) -> int:
    """Make every attempt that is due by now; how many knocks left.

    Whatever becomes due before the last outcome is there is made as well: a host that hangs delays
    no knock at another, however late that is wanted. What a push service has taken and whose note
    was not kept, because the worker was killed, is sent again; the phone shows it once, by its tag
    and topic.
    """
    sent, under_way = 0, _UnderWay()
    # Were the outcomes not kept, nothing more would be taken either.
    async with aclosing(sender.send(_due(clock, under_way))) as told:
        async for outcomes in told:
            now = clock()
            again = await heard({_id(one): one.retry_at for one in outcomes if one.retry_at})
            gone = {_id(one): one.endpoint for one in outcomes if one.kind == "gone"}
            if gone:
                await end(list(gone.values()), "gone", now=now)
            moved = await _moved(gone)
            await settle([_result(one, again.get(_id(one)), moved) for one in outcomes], now=now)
            for one in outcomes:
                if one.kind == "ours":
                    log.warning("push refused", status=one.status, why=one.why, said=one.said)
            sent += sum(one.kind == "sent" for one in outcomes)
            under_way.fewer(len(outcomes))
    return sent


class _UnderWay:
    """How many knocks have no outcome yet."""

    def __init__(self) -> None:
        self._number = 0
        self._none = asyncio.Event()

    def more(self, number: int) -> None:
        self._number += number

    def fewer(self, number: int) -> None:
        self._number -= number
        if not self._number:
            self._none.set()

    async def ends(self, *, within_s: float) -> bool:
        """Wait until all have one, or so long; whether all have."""
        if self._number:
            self._none.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._none.wait(), within_s)
        return not self._number


async def _due(
    clock: Callable[[], datetime], under_way: _UnderWay
) -> AsyncGenerator[list[Delivery], None]:
    after: Claimed | None = None
    while True:
        claimed = await claim("web_push", most=_AT_ONCE, now=clock(), after=after)
        if claimed:
            after = claimed[-1]
            ready = await _deliveries(claimed, clock())
            under_way.more(len(ready))
            yield ready
        elif after:
            # Meanwhile another worker may have left some behind, before the place that we came to.
            after = None
        elif await under_way.ends(within_s=_LOOK_AGAIN_S):
            return


class _Letter(Struct, frozen=True):
    """What is the same for everybody who is told the same; `topic` is the push service's word.

    A phone without an account has no inbox: it is led to where everybody may look.
    """

    payload: bytes
    payload_of_nobody: bytes
    about: str
    topic: str
    urgent: bool
    ends_at: datetime


async def _deliveries(claimed: Sequence[Claimed], now: datetime) -> list[Delivery]:
    """What can be sent of what was claimed; the rest is settled at once."""
    held = await put_back([one.id for one in claimed], now)
    waiting = {one.attempt for one in held}
    rows = await _rows([one for one in claimed if one.id not in waiting])
    letters = await _letters({row["campaign"] for row in rows})
    refused = await _refused({row["account"] for row in rows if row["account"]})
    ready, lost = [], []
    for row in rows:
        letter = letters[row["campaign"]]
        if row["seen_at"]:
            # On another phone perhaps; what this one shows is as good, since it never says what.
            lost.append(Result(row["attempt"], "failed", "seen", tried=False))
        elif letter.ends_at <= now:
            lost.append(Result(row["attempt"], "failed", "too_late", tried=False))
        elif row["phone"] is None:
            lost.append(Result(row["attempt"], "failed", "gone", tried=False))
        elif why := _stranger(row):
            lost.append(Result(row["attempt"], "failed", why, tried=False))
        elif (row["account"], letter.about) in refused:
            lost.append(Result(row["attempt"], "failed", "not_wanted", tried=False))
        elif (endpoint := _endpoint(row)) is None:
            lost.append(Result(row["attempt"], "failed", "gone", tried=False))
        else:
            ready.append(_delivery(row, letter, endpoint, now))
    await settle([*held, *lost], now=now)
    return ready


def _stranger(row: dict[str, Any]) -> Why | None:
    """Why the phone is not theirs any more for whom it was to ring.

    One on which nobody had signed in rings for nobody once somebody has: its inbox is theirs.
    """
    if row["account"] is None:
        return "signed_in" if row["whose"] else None
    return None if row["whose"] == row["account"] and row["signed_in"] else "signed_out"


def _delivery(row: dict[str, Any], letter: _Letter, endpoint: str, now: datetime) -> Delivery:
    left = min(letter.ends_at - now, _LONGEST_TTL)
    return Delivery(
        id=row["attempt"],
        endpoint=endpoint,
        p256dh=bytes(row["p256dh"]),
        auth=bytes(row["auth"]),
        payload=letter.payload if row["account"] else letter.payload_of_nobody,
        ttl_s=max(int(left.total_seconds()), _SHORTEST_TTL_S),
        vapid=row["vapid_key"],
        urgency="high" if letter.urgent else "normal",
        topic=letter.topic,
        tries=row["tries"],
    )


async def _letters(ids: set[str]) -> dict[str, _Letter]:
    rows: list[dict[str, Any]] = await run(
        "SELECT id, topic, thread, urgency, send_at, ends_at FROM campaign"  # noqa: S608  # ours
        f" WHERE {among('id', 'UUID')}",
        listed(ids),
    )
    return {str(row["id"]): _letter(row) for row in rows}


def _letter(row: dict[str, Any]) -> _Letter:
    """Nothing of the matter or the person: it goes through somebody else's hands (rule 3)."""
    tag = urlsafe_b64encode(keyed_hash(row["thread"], field="thread")[:24]).decode()
    payload, of_nobody = (
        msgspec.json.encode({"v": 1, "topic": row["topic"], "tag": tag, "link": link})
        for link in ("/me/notices", _PUBLIC_PAGE)
    )
    # A host that answers nobody is waited for without end; what is told is not worth that.
    ends_at = row["ends_at"] or row["send_at"] + _LONGEST_TTL
    urgent = row["urgency"] == "urgent"
    return _Letter(payload, of_nobody, row["topic"], tag, urgent, ends_at)


async def _refused(accounts: set[str]) -> set[tuple[str, str]]:
    """Who wants no knock for which topic, by now."""
    rows = await run(
        "SELECT CAST(account AS VARCHAR) AS account, topic FROM notice_setting"  # noqa: S608  # ours
        f" WHERE NOT push AND {among('account', 'UUID')}",
        listed(accounts),
    )
    return {(str(row["account"]), str(row["topic"])) for row in rows}


async def _rows(claimed: Sequence[Claimed]) -> list[dict[str, Any]]:
    """Each attempt with where to knock; with no phone where that has ended. Ids are text.

    In two statements: PostgreSQL would read all phones to join a few hundred.
    """
    rows = await run(
        "SELECT id AS attempt, tries, CAST(campaign AS VARCHAR) AS campaign,"  # noqa: S608  # ours
        " CAST(account AS VARCHAR) AS account, CAST(subscription AS VARCHAR) AS phone,"
        " (SELECT seen_at FROM notice WHERE notice.campaign = attempt.campaign"
        " AND notice.account = attempt.account) AS seen_at"
        f" FROM attempt WHERE {among('id', 'BIGINT')}",
        listed(one.id for one in claimed),
    )
    phones = {
        phone["phone"]: phone
        for phone in await run(
            "SELECT CAST(id AS VARCHAR) AS phone, endpoint, p256dh, auth, vapid_key,"  # noqa: S608  # ours
            " CAST(account AS VARCHAR) AS whose, EXISTS (SELECT 1 FROM device"
            " WHERE device.id = push_subscription.device AND device.ended_at IS NULL) AS signed_in"
            f" FROM push_subscription WHERE ended_at IS NULL AND {among('id', 'UUID')}",
            listed({row["phone"] for row in rows}),
        )
    }
    return [{**row, **phones.get(row["phone"], {"phone": None})} for row in rows]


def _endpoint(row: dict[str, Any]) -> str | None:
    try:
        return unseal(bytes(row["endpoint"]), owner=row["phone"], field=ENDPOINT)
    except DoesNotOpen:
        log.warning("push address does not open", subscription=row["phone"])
        return None


def _id(outcome: Outcome) -> int:
    return int(str(outcome.id))


async def _moved(gone: Mapping[int, str]) -> set[int]:
    """Those of the attempts whose phone has told another address since they left."""
    if not gone:
        return set()
    rows: list[dict[str, Any]] = await run(
        "SELECT attempt.id, endpoint_hash FROM attempt JOIN push_subscription"  # noqa: S608  # ours
        " ON push_subscription.id = attempt.subscription AND ended_at IS NULL"
        f" WHERE {among('attempt.id', 'BIGINT')}",
        listed(gone),
    )
    return {
        row["id"]
        for row in rows
        if bytes(row["endpoint_hash"]) != keyed_hash(gone[row["id"]], field=ENDPOINT)
    }


def _result(outcome: Outcome, again_at: datetime | None, moved: set[int]) -> Result:
    attempt = _id(outcome)
    if outcome.why == "taken":
        return Result(attempt, "sent", status=outcome.status)
    if attempt in moved:
        # It is made again there, and soon; should that end too, only a third address helps.
        return Result(attempt, "waiting", outcome.why, outcome.status, tried=False)
    if outcome.kind == "later":
        return Result(attempt, "waiting", outcome.why, outcome.status, again_at, outcome.tried)
    return Result(attempt, "failed", outcome.why, outcome.status)
