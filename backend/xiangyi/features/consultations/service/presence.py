"""Saying that one is in the room, by a code that only the room shows. No hours come of it.

What is typed counts while it is shown; what a camera reads counts some minutes longer, since who
has to sign in first, or has no network in a cellar, takes as long.
"""

import hmac
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import keyed_hash
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas.records import Present, RoomCode
from xiangyi.features.consultations.service.reach import (
    CONVENERS,
    RINGERS,
    expect_in,
    public_row,
    row_of,
)
from xiangyi.features.consultations.tables import MeetingPresence
from xiangyi.features.identity.service import tallies
from xiangyi.features.identity.service.tallies import Limit

#: So long one code is shown; the one before still counts, as who types takes a moment.
_SHOWN_S: Final = 60
#: How many of them what a QR code says still counts.
_SCANNED_FOR: Final = 10
_MAC_BYTES: Final = 16
#: So long before and after may somebody sign in.
_AROUND: Final = timedelta(minutes=30)
#: A million codes are not tried out.
_TRIES: Final = (Limit(60, 6), Limit(3_600, 30))


async def room_code(asker: Asker, id_: UUID, *, now: datetime) -> RoomCode:
    """What the room shows; whoever convenes there, or sits at a counter, has it.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        RoomClosed: it is not on.
    """
    row = await row_of(id_)
    await expect_in(asker, row, (*CONVENERS, *RINGERS))
    expect_on(row, now)
    slot = _slot(now)
    until = datetime.fromtimestamp((slot + 1) * _SHOWN_S, UTC)
    return RoomCode(_code(id_, slot), until, _token(id_, slot))


async def sign_in(asker: Asker, id_: UUID, code: str, *, now: datetime) -> Present:
    """Prove that one is there; once more changes nothing.

    Raises:
        ConsultationNotFound: nobody has been told of such a meeting.
        RoomClosed: it is not on.
        RoomCodeWrong: the room shows another code.
        TooManyTries: codes are tried out.
    """
    row = await public_row(id_, now=now)
    if there := await proven(id_, asker.subject):
        return Present(there["proven_at"])
    expect_on(row, now)
    await tallies.count("room code by", str(asker.account), _TRIES, now=now)
    if not _is_shown(id_, code, _slot(now)):
        raise errors.RoomCodeWrong
    async with atomic():
        await run(
            "INSERT INTO meeting_presence (id, consultation, account, proven_at)"
            " VALUES ({}, {}, {}, {}) ON CONFLICT (consultation, account) DO NOTHING",
            *(uuid4(), id_, asker.subject, now),
        )
    there = await proven(id_, asker.subject)
    return Present(there["proven_at"] if there else now)


async def proven(id_: UUID, account: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await MeetingPresence.select()
        .where((MeetingPresence.consultation == id_) & (MeetingPresence.account == account))
        .first()
    )
    return row


async def been(account: UUID) -> list[dict[str, object]]:
    """The meetings at which somebody was."""
    rows = (
        await MeetingPresence.select(
            *MeetingPresence.all_columns(), MeetingPresence.consultation.title
        )
        .where(MeetingPresence.account == account)
        .order_by(MeetingPresence.proven_at)
    )
    return [
        {
            "at": row["proven_at"],
            "title": row["consultation.title"],
            "unsigned": row["unsigned_at"],
        }
        for row in rows
    ]


def is_on(row: dict[str, Any], now: datetime) -> bool:
    """Whether people are in the room, or come and go."""
    around: bool = row["starts_at"] - _AROUND <= now <= row["ends_at"] + _AROUND
    return around and row["state"] == "announced"


def expect_on(row: dict[str, Any], now: datetime) -> None:
    """Raises RoomClosed: it is not on."""
    if not is_on(row, now):
        raise errors.RoomClosed


def _slot(now: datetime) -> int:
    return int(now.timestamp()) // _SHOWN_S


def _is_shown(id_: UUID, code: str, slot: int) -> bool:
    said, _, mac = code.partition(".")
    if not mac:
        return code in {_code(id_, slot - back) for back in (0, 1)}
    shown = int(said)
    return 0 <= slot - shown <= _SCANNED_FOR and hmac.compare_digest(_token(id_, shown), code)


def _token(id_: UUID, slot: int) -> str:
    """What the QR says: when it is shown, and what only we can say of that."""
    mac = keyed_hash(f"{id_}/{slot}", field="room_token")[:_MAC_BYTES]
    return f"{slot}.{urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def _code(id_: UUID, slot: int) -> str:
    number = int.from_bytes(keyed_hash(f"{id_}/{slot}", field="room_code")[:8], "big")
    return f"{number % 1_000_000:06}"
