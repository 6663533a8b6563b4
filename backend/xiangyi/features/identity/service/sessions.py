"""Sign-ins that last: a refresh token that changes at each use, and what its reuse means.

The token of a turn is a keyed hash of the sign-in and the number of the turn, so the database
holds nothing that could be presented, and an answer that was lost can be given again.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid4

from msgspec import Struct

from xiangyi.core import keys
from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal
from xiangyi.core.text import visible
from xiangyi.features.identity import errors
from xiangyi.features.identity.schemas import LONGEST_LABEL, DeviceShown, Way
from xiangyi.features.identity.service import labels
from xiangyi.features.identity.tables import Device

#: An answer lost on 2G is asked for again within a minute.
LOST_ANSWER: Final = timedelta(seconds=60)
IDLE: Final = timedelta(days=90)
_LENGTHS: Final = (16, 4, 32)


class Opened(Struct, frozen=True):
    """A sign-in as it stands, and the refresh token of its turn.

    `note` shows that whoever has it was told of this turn, and is worth nothing by itself: a
    browser that is killed may lose the cookie of its last half minute, but not what a page wrote.
    """

    account: UUID
    device: UUID
    refresh: str
    note: str


async def open_(account: UUID, *, way: Way, label: str, now: datetime) -> Opened:
    """Begin a sign-in, in the caller's transaction if there is one."""
    device = uuid4()
    await Device.insert(
        Device(
            id=device,
            account=account,
            label=seal(visible(label)[:LONGEST_LABEL], owner=device, field=labels.DEVICES),
            way=way,
            signed_in_at=now,
            turn=0,
            turned_at=now,
            ended_at=None,
            ended_why=None,
        )
    )
    return _opened(account, device, 0)


async def renew(token: str, *, now: datetime, note: str = "") -> Opened:
    """Change a refresh token for the next.

    The one before is answered with the same successor for 60 seconds, until the successor has
    been used. Any older one has been stolen, or its successor has: the sign-in ends, unless the
    note of the turn that stands comes along.

    Raises:
        SessionEnded: the token is none of ours, or its sign-in has ended.
    """
    device, turn = _read(token)
    turned = await run(
        "UPDATE device SET turn = turn + 1, turned_at = {} WHERE id = {} AND turn = {}"
        " AND ended_at IS NULL AND turned_at > {} RETURNING account",
        *(now, device, turn, now - IDLE),
    )
    if turned:
        return _opened(UUID(str(turned[0]["account"])), device, turn + 1)
    return await _of_an_older(device, turn, note, now)


async def _of_an_older(device: UUID, turn: int, note: str, now: datetime) -> Opened:
    row = await Device.select().where(Device.id == device).first()
    if row is None:
        raise errors.SessionEnded(why="unknown")
    if row["ended_at"] is not None:
        raise errors.SessionEnded(why=row["ended_why"])
    since = now - row["turned_at"]
    lost = row["turn"] == turn + 1 and since <= LOST_ANSWER
    told = hmac.compare_digest(note.encode(), _note(device, row["turn"]).encode())
    if lost or (told and row["turn"] > turn and since < IDLE):
        return _opened(row["account"], device, row["turn"])
    why = "idle" if row["turn"] == turn else "reuse"
    await _end(device, why, now)
    raise errors.SessionEnded(why=why)


async def holder(token: str, *, now: datetime) -> Asker:
    """Whose sign-in a refresh token is, for somebody who only looks: nothing changes by it.

    The token before is taken for as long as it would be given its successor again. An older one
    is refused and no more: who has stolen it is found out when it is to be renewed.

    Raises:
        SessionEnded: the token is none of ours, too old, or its sign-in has ended.
    """
    device, turn = _read(token)
    rows = await run(
        "SELECT device.account FROM device JOIN account ON account.id = device.account"
        " WHERE device.id = {} AND device.ended_at IS NULL AND account.erased_at IS NULL"
        " AND device.turned_at > {} AND (device.turn = {}"
        " OR (device.turn = {} AND device.turned_at >= {}))",
        *(device, now - IDLE, turn, turn + 1, now - LOST_ANSWER),
    )
    if not rows:
        raise errors.SessionEnded(why="unknown")
    return Asker(account=UUID(str(rows[0]["account"])), device=device, roles=())


async def close(token: str, *, now: datetime) -> None:
    """Sign out where the token lies; one that is over already is signed out too.

    Raises:
        SessionEnded: the token is none of ours.
    """
    device, _ = _read(token)
    await _end(device, "signed_out", now)


async def close_device(account: UUID, device: UUID, *, now: datetime) -> None:
    """Sign one of the person's devices out.

    Raises:
        DeviceNotFound: none of theirs that is signed in has this id.
    """
    ended = await run(
        "UPDATE device SET ended_at = {}, ended_why = {} WHERE id = {} AND account = {}"
        " AND ended_at IS NULL RETURNING id",
        *(now, "signed_out_elsewhere", device, account),
    )
    if not ended:
        raise errors.DeviceNotFound(device=str(device))


async def close_all(account: UUID, why: str, *, now: datetime) -> None:
    """Sign the person out everywhere, in the caller's transaction if there is one."""
    await Device.update({Device.ended_at: now, Device.ended_why: why}).where(
        (Device.account == account) & Device.ended_at.is_null()
    )


async def devices(account: UUID, *, here: UUID, now: datetime) -> list[DeviceShown]:
    """Where the person is signed in, this device first, then the one seen last."""
    rows = await Device.select().where(
        (Device.account == account) & Device.ended_at.is_null() & (Device.turned_at > now - IDLE)
    )
    shown = [
        DeviceShown(
            id=row["id"],
            label=labels.label_of(row, labels.DEVICES),
            way=row["way"],
            signed_in_at=row["signed_in_at"],
            seen_at=row["turned_at"],
            here=row["id"] == here,
        )
        for row in rows
    ]
    return sorted(shown, key=lambda one: (one.here, one.seen_at), reverse=True)


async def forget(*, now: datetime) -> None:
    """Drop sign-ins half a year after they ended, and end those that nobody uses."""
    async with atomic():
        await Device.update({Device.ended_at: now, Device.ended_why: "idle"}).where(
            Device.ended_at.is_null() & (Device.turned_at <= now - IDLE)
        )
        await Device.delete().where(Device.ended_at < now - timedelta(days=183))


async def _end(device: UUID, why: str, now: datetime) -> None:
    await Device.update({Device.ended_at: now, Device.ended_why: why}).where(
        (Device.id == device) & Device.ended_at.is_null()
    )


def _opened(account: UUID, device: UUID, turn: int) -> Opened:
    return Opened(account, device, _token(device, turn), _note(device, turn))


def _note(device: UUID, turn: int) -> str:
    told = b"note" + device.bytes + turn.to_bytes(4)
    return urlsafe_b64encode(_mark(told)).decode()


def _token(device: UUID, turn: int) -> str:
    told = device.bytes + turn.to_bytes(4)
    return urlsafe_b64encode(told + _mark(told)).decode()


def _read(token: str) -> tuple[UUID, int]:
    try:
        content = urlsafe_b64decode(token.encode("ascii"))
    except ValueError as error:
        raise errors.SessionEnded(why="unknown") from error
    told, mark = content[:20], content[20:]
    # Base64 has many spellings of the same bytes, and only one is ours.
    if len(content) != sum(_LENGTHS) or urlsafe_b64encode(content) != token.encode():
        raise errors.SessionEnded(why="unknown")
    if not hmac.compare_digest(mark, _mark(told)):
        raise errors.SessionEnded(why="unknown")
    return UUID(bytes=told[:16]), int.from_bytes(told[16:])


def _mark(told: bytes) -> bytes:
    return hmac.digest(keys.in_use().secret("refresh token"), told, sha256)
