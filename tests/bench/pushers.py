"""A process that pushes to all who wait for it, in one of the ways that are compared.

python -m tests.bench.pushers ours FOLDER ORIGIN CA-FILE [DATABASE]
python -m tests.bench.pushers naive|async FOLDER ORIGIN CA-FILE
"""

import asyncio
import resource
import ssl
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Coroutine
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
from xiangyi.core.clock import utc_now
from xiangyi.core.db import connected, engine_for
from xiangyi.features.notifications.adapters.push.outside import Outside
from xiangyi.features.notifications.adapters.push.sender import Sender
from xiangyi.features.notifications.rules.endpoints import Endpoints
from xiangyi.features.notifications.service import delivering

#: In the folder of a way, a line of JSON for each subscription.
SUBSCRIPTIONS = "subscriptions.jsonl"
#: As long as ours.
_TOPIC = "aKt0o2BRZS3D9WmZ5oXqH1yV7cLpEu4J"
PAYLOAD = f'{{"v":1,"topic":"consultations","tag":"{_TOPIC}","link":"/me/notices"}}'
_CONTACT = "mailto:push@xiangyi.example"
_FLYING = 100
_HEADERS: dict[str, str | int | float] = {"Urgency": "high", "Topic": _TOPIC}


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
    database: str = ""


async def _ours(place: Place) -> int:
    """As the worker does, with its bookkeeping: claimed, unsealed, and each outcome kept."""
    endpoints = Endpoints.known(test_origins=[place.origin])
    engine = engine_for(place.database, place.folder)
    piccolo_conf.use(engine)
    async with (
        connected(engine),
        Sender(endpoints, contact=_CONTACT, outside=Outside(ca_file=place.ca_file)) as sender,
    ):
        return await delivering.deliver(sender, utc_now)


async def _naive(place: Place) -> int:
    """As pywebpush's own page shows it, one after the other."""
    signer = _signer(place)
    subscriptions = _subscriptions(place)
    for one in subscriptions:
        pywebpush.webpush(one, PAYLOAD, signer, {"sub": _CONTACT}, ttl=3_600, headers=_HEADERS)
    return len(subscriptions)


async def _async(place: Place) -> int:
    """The same over connections that stay, many at once."""
    signer = _signer(place)
    waiting = iter(_subscriptions(place))
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


def _subscriptions(place: Place) -> list[dict[str, Any]]:
    lines = (place.folder / SUBSCRIPTIONS).read_bytes().splitlines()
    return [msgspec.json.decode(line) for line in lines]


def as_browsers_say(row: dict[str, Any]) -> dict[str, Any]:
    """A subscription as JSON has it."""
    told = {name: letters(bytes(row[name])) for name in ("p256dh", "auth")}
    return {"endpoint": row["endpoint"], "keys": told}


def letters(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _signer(place: Place) -> py_vapid.Vapid02:
    ring = keys.in_use()
    number = int.from_bytes(ring.vapid[ring.vapid_current], "big")
    return py_vapid.Vapid02(ec.derive_private_key(number, ec.SECP256R1()))


WAYS: dict[str, Callable[[Place], Coroutine[None, None, int]]] = {
    "ours": _ours,
    "naive": _naive,
    "async": _async,
}


async def _timed(way: str, place: Place) -> Seen:
    keys.use_file(place.folder / "keys")
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
    asked, where, *more = sys.argv[1:]
    seen = uvloop.run(_timed(asked, Place(Path(where), *more)))
    sys.stdout.buffer.write(msgspec.json.encode(seen))
