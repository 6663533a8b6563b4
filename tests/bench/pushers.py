"""A process that pushes to every subscription of a file, in one of the ways that are compared.

python -m tests.bench.pushers ours|naive|async FOLDER ORIGIN CA-FILE
"""

import asyncio
import resource
import ssl
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import py_vapid
import pywebpush
import uvloop
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import Struct

from xiangyi import piccolo_conf
from xiangyi.core import keys
from xiangyi.core.db import atomic, connected, engine_for, run
from xiangyi.features.notifications.adapters.push.delivery import Delivery, Outcome
from xiangyi.features.notifications.adapters.push.outside import Outside
from xiangyi.features.notifications.adapters.push.sender import Sender
from xiangyi.features.notifications.rules.endpoints import Endpoints

PAYLOAD = '{"tag":"meeting-0190","kind":"meeting"}'
_CONTACT = "mailto:push@xiangyi.example"
_AT_ONCE = 1_000
_FLYING = 100
_HEADERS: dict[str, str | int | float] = {"Urgency": "normal", "Topic": "meeting-0190"}


class Seen(Struct, frozen=True):
    """What a process did, and what it took."""

    sent: int
    cpu_s: float
    wall_s: float
    peak_kb: int


class Place(Struct, frozen=True):
    folder: Path
    origin: str
    ca_file: str


async def _ours(place: Place) -> int:
    """With its bookkeeping: rows fetched by keyset, each outcome on the disk."""
    keys.use_file(place.folder / "keys")
    id_ = keys.in_use().vapid_current
    sent = 0
    endpoints = Endpoints.known(test_origins=[place.origin])
    async with Sender(endpoints, contact=_CONTACT, outside=Outside(ca_file=place.ca_file)) as ours:
        async for told in ours.send(_deliveries(id_)):
            await _record(told)
            sent += sum(one.kind == "sent" for one in told)
    return sent


async def _deliveries(key: str) -> AsyncIterator[Sequence[Delivery]]:
    payload, last = PAYLOAD.encode(), 0
    while rows := await run(
        "SELECT id, endpoint, p256dh, auth FROM subscription WHERE id > {} ORDER BY id LIMIT {}",
        *(last, _AT_ONCE),
    ):
        last = rows[-1]["id"]
        yield [
            Delivery(**row, payload=payload, ttl_s=3_600, vapid=key, topic="meeting-0190")
            for row in rows
        ]


async def _record(told: list[Outcome]) -> None:
    async with atomic():
        for kind, some in groupby(sorted(told, key=_kind), _kind):
            ids = [one.id for one in some]
            blanks = ", ".join(["{}"] * len(ids))
            await run(f"UPDATE subscription SET state = {{}} WHERE id IN ({blanks})", kind, *ids)  # noqa: S608  # blanks only


def _kind(outcome: Outcome) -> str:
    return outcome.kind


async def _naive(place: Place) -> int:
    """As pywebpush's own page shows it, one after the other."""
    signer = _signer(place)
    subscriptions = await _subscriptions()
    for one in subscriptions:
        pywebpush.webpush(one, PAYLOAD, signer, {"sub": _CONTACT}, ttl=3_600, headers=_HEADERS)
    return len(subscriptions)


async def _async(place: Place) -> int:
    """The same over connections that stay, many at once."""
    signer = _signer(place)
    waiting = iter(await _subscriptions())
    trusted = ssl.create_default_context(cafile=place.ca_file)
    connector = aiohttp.TCPConnector(limit=_FLYING, ssl=trusted)
    sent = 0
    async with aiohttp.ClientSession(connector=connector) as session:

        async def line() -> None:
            nonlocal sent
            for one in waiting:
                answer: Any = await pywebpush.webpush_async(
                    *(one, PAYLOAD, signer, {"sub": _CONTACT}),
                    ttl=3_600,
                    headers=_HEADERS,
                    aiohttp_session=session,
                )
                await answer.read()
                sent += 1

        await asyncio.gather(*(line() for _ in range(_FLYING)))
    return sent


async def _subscriptions() -> list[dict[str, Any]]:
    rows = await run("SELECT endpoint, p256dh, auth FROM subscription ORDER BY id")
    return [as_browsers_say(row) for row in rows]


def as_browsers_say(row: dict[str, Any]) -> dict[str, Any]:
    """A subscription as JSON has it."""
    told = {name: letters(bytes(row[name])) for name in ("p256dh", "auth")}
    return {"endpoint": row["endpoint"], "keys": told}


def letters(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _signer(place: Place) -> py_vapid.Vapid02:
    keys.use_file(place.folder / "keys")
    ring = keys.in_use()
    number = int.from_bytes(ring.vapid[ring.vapid_current], "big")
    return py_vapid.Vapid02(ec.derive_private_key(number, ec.SECP256R1()))


WAYS: dict[str, Callable[[Place], Coroutine[None, None, int]]] = {
    "ours": _ours,
    "naive": _naive,
    "async": _async,
}


async def _timed(way: str, place: Place) -> Seen:
    engine = engine_for("", place.folder)
    piccolo_conf.use(engine)
    async with connected(engine):
        before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        sent = await WAYS[way](place)
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Seen(sent, cpu, wall, _peak_kb())


def _peak_kb() -> int:
    """Of this program; what getrusage tells is also of whatever started it."""
    told = Path("/proc/self/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    asked, where, at, trusted = sys.argv[1:]
    seen = uvloop.run(_timed(asked, Place(Path(where), at, trusted)))
    sys.stdout.buffer.write(msgspec.json.encode(seen))
