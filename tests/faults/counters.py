"""Phones and counters before real servers: many at the same instant, again, and unheard."""

import asyncio
from collections.abc import Sequence
from itertools import cycle
from uuid import UUID

import httpx
import msgspec
from msgspec import Struct

from xiangyi.core.clock import utc_now
from xiangyi.features.identity.adapters import tokens


class Someone(Struct, frozen=True):
    """Somebody with a sign-in."""

    account: UUID
    device: UUID

    @property
    def headers(self) -> dict[str, str]:
        """As their phone has just fetched it."""
        token, _ = tokens.issue(self.account, self.device, now=utc_now())
        return {"Authorization": f"Bearer {token}"}


class Asked(Struct, frozen=True):
    """A request that somebody may send as often as they like."""

    who: Someone
    path: str
    body: object = None
    method: str = "PUT"


class Told(Struct, frozen=True):
    """What was answered: the body without what is signed anew each time."""

    status: int
    body: dict[str, object]

    @property
    def code(self) -> str:
        return str(self.body.get("code", ""))


#: Signatures are others each time, and say the same; who looks again holds it for longer.
_ANEW = frozenset({"signed", "token", "lockedUntil"})


async def at_once(ports: Sequence[int], some: Sequence[Asked]) -> list[Told]:
    """All of them at one instant, over a connection each, the servers taking turns."""
    turns, ready = cycle(ports), asyncio.Barrier(len(some))

    async def send(one: Asked, port: int) -> Told:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            await client.get("/health")
            await ready.wait()
            return await ask(client, one)

    return await asyncio.gather(*(send(one, port) for one, port in zip(some, turns)))  # noqa: B905  # turns without end


async def ask(client: httpx.AsyncClient, one: Asked) -> Told:
    answer = await client.request(one.method, one.path, json=one.body, headers=one.who.headers)
    return Told(answer.status_code, _without_signatures(answer.json()))


async def unheard(port: int, one: Asked) -> None:
    """Send it whole and hang up without hearing what is answered."""
    content = b"" if one.body is None else msgspec.json.encode(one.body)
    lines = [
        f"{one.method} {one.path} HTTP/1.1",
        "Host: localhost",
        *(f"{name}: {value}" for name, value in one.who.headers.items()),
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
    ]
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write("\r\n".join([*lines, "", ""]).encode() + content)
    await writer.drain()
    writer.close()
    await writer.wait_closed()


def _without_signatures(told: dict[str, object]) -> dict[str, object]:
    return {name: _plain(value) for name, value in told.items() if name not in _ANEW}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return _without_signatures(value)
    return [_plain(one) for one in value] if isinstance(value, list) else value
