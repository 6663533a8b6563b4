"""People at home in one county's streets, with phones that can be knocked for."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from xiangyi.core.bulk import append_rows
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.core.sealing import keyed_hash, seal
from xiangyi.features.divisions import service as divisions
from xiangyi.features.notifications.adapters.push import vapid
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service.notifying import notify
from xiangyi.features.notifications.service.subscribing import ENDPOINT

COUNTY: Final = "nbs:430199000000"
_STREETS: Final = 12
_CURVE: Final = ec.SECP256R1()
_AT_ONCE: Final = 10_000
_ACCOUNT: Final = ("id", "made_at", "home", "occupation")
_DEVICE: Final = ("id", "account", "way", "signed_in_at", "turn", "turned_at")
_PHONE: Final = (
    *("id", "account", "device", "endpoint", "endpoint_hash", "p256dh", "auth", "vapid_key"),
    *("made_at", "renewed_at"),
)

Rows = list[tuple[Any, ...]]
Browser = dict[str, Any]
Somebody = tuple[UUID, str, Browser | None]


async def come(times: int, *, origin: str, every: int = 1) -> None:
    """So many people, in the database in use; each `every`th has a phone at that push service."""
    await _streets()
    now = datetime.now(UTC)
    people = _people(times, origin, every)
    while some := list(islice(people, _AT_ONCE)):
        accounts, devices, phones = _rows(some, now)
        async with atomic():
            await append_rows("account", _ACCOUNT, accounts)
            await append_rows("device", _DEVICE, devices)
            await append_rows("push_subscription", _PHONE, phones)
    if is_postgres():
        await run("ANALYZE")


async def tell(thread: str) -> UUID:
    """A campaign for the whole county that waits for nothing but the worker."""
    telling = Telling(
        kind="consultation.announced",
        topic="consultations",
        thread=thread,
        link="/consultations/1",
        audience=Audience(groups=(Group(division=COUNTY),)),
        facts={"title": "外卖车停放怎么办", "place": "识字里社区"},
        urgency="urgent",
        division=COUNTY,
    )
    return await notify(telling, now=datetime.now(UTC))


async def _streets() -> None:
    lines = ["code,name,level,parent", "430000000000,湖南省,province,"]
    lines += ["430100000000,长沙市,city,430000000000", "430199000000,云麓区,county,430100000000"]
    for number in range(1, _STREETS + 1):
        street = f"4301990{number:02}000"
        lines.append(f"{street},云麓{number}街道,street,430199000000")
        lines.append(f"{street[:9]}001,云麓{number}社区,community,{street}")
    await divisions.import_divisions(
        "\n".join((*lines, "")).encode(), system="nbs", as_of=date(2023, 6, 30), source="bench"
    )


def _people(times: int, origin: str, every: int) -> Iterator[Somebody]:
    for number in range(times):
        home = f"nbs:4301990{number % _STREETS + 1:02}001"
        yield uuid4(), home, browser(origin) if number % every == 0 else None


def browser(origin: str) -> Browser:
    """A subscription with keys of its own."""
    public = ec.generate_private_key(_CURVE).public_key()
    return {
        "endpoint": f"{origin}/wpush/v2/{os.urandom(90).hex()}",
        "p256dh": public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
        "auth": os.urandom(16),
    }


def _rows(some: Sequence[Somebody], now: datetime) -> tuple[Rows, Rows, Rows]:
    accounts: Rows = [(id_, now, home, "delivery") for id_, home, _ in some]
    devices: Rows = []
    phones: Rows = []
    key, _ = vapid.current()
    for id_, _, told in some:
        if told is None:
            continue
        device, phone = uuid4(), uuid4()
        devices.append((device, id_, "code", now, 0, now))
        endpoint = told["endpoint"]
        sealed = seal(endpoint, owner=phone, field=ENDPOINT)
        hashed = keyed_hash(endpoint, field=ENDPOINT)
        secrets = (told["p256dh"], told["auth"], key)
        phones.append((phone, id_, device, sealed, hashed, *secrets, now, now))
    return accounts, devices, phones
