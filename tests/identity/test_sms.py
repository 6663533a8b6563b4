"""Codes leave by a signed webhook, and a door that is shut is told of."""

import asyncio
import hmac
import io
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from time import monotonic
from uuid import uuid4

import pytest
from httpx import ASGITransport, AsyncClient
from msgspec.structs import replace

from xiangyi.app import create_app
from xiangyi.features.identity import errors
from xiangyi.features.identity.adapters.sms import ConsoleGateway
from xiangyi.features.identity.adapters.webhook import WebhookGateway
from xiangyi.joints import sms_gateway

SECRET = "between us and the provider"
PHONE = "13812340126"
YES = b"HTTP/1.1 204 No Content\r\n\r\n"


@dataclass
class Provider:
    """A receiver on loopback, which reads whole requests and answers what it is told to."""

    answer: bytes | None = YES
    url: str = ""
    heard: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = {
                name.lower(): value for name, value in (line.split(": ", 1) for line in lines)
            }
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            self.heard.append((first, headers, body))
            if self.answer is None:
                await reader.read()
                return
            writer.write(self.answer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def listening(provider: Callable[..., object]) -> AsyncIterator[str]:
    server = await asyncio.start_server(provider, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/sms"
    finally:
        server.close()


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    provider = Provider()
    async with listening(provider) as url:
        provider.url = url
        yield provider


def gateway(url: str, clock, **more: float) -> WebhookGateway:
    return WebhookGateway(url, SECRET, clock, **more)


async def test_the_provider_can_tell_that_it_is_us(provider, clock):
    await gateway(provider.url, clock).send_code(PHONE, "012345", "sign_in")
    [(first, headers, body)] = provider.heard
    assert first == "POST /sms HTTP/1.1"
    assert json.loads(body) == {"phone": PHONE, "code": "012345", "purpose": "sign_in"}
    at = headers["x-xiangyi-timestamp"]
    assert at == str(int(clock().timestamp()))
    expected = hmac.new(SECRET.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    assert headers["x-xiangyi-signature"] == expected


async def test_a_notice_says_which_it_is(provider, clock):
    id_ = uuid4()
    await gateway(provider.url, clock).send_notice(PHONE, "有一件事等您处理。", id_=id_)
    [(_, _, body)] = provider.heard
    assert json.loads(body) == {"id": str(id_), "phone": PHONE, "words": "有一件事等您处理。"}


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\nno",
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        b"not http at all\r\n\r\n",
        b"",
    ],
)
async def test_anything_but_a_yes_is_a_message_that_did_not_leave(provider, clock, answer):
    provider.answer = answer
    with pytest.raises(errors.SmsUnavailable):
        await gateway(provider.url, clock, patience_s=0.5).send_code(PHONE, "012345", "sign_in")
    assert len(provider.heard) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(provider, clock, status):
    """A phone number and its code go nowhere but where the operator said."""
    elsewhere = Provider()
    async with listening(elsewhere) as url:
        provider.answer = (
            f"HTTP/1.1 {status} Moved\r\nLocation: {url}\r\nContent-Length: 0\r\n\r\n".encode()
        )
        with pytest.raises(errors.SmsUnavailable):
            await gateway(provider.url, clock).send_code(PHONE, "012345", "sign_in")
    assert (len(provider.heard), elsewhere.heard) == (1, [])


async def test_a_provider_that_hangs_is_not_waited_for(provider, clock):
    provider.answer = None
    began = monotonic()
    with pytest.raises(errors.SmsUnavailable):
        await gateway(provider.url, clock, patience_s=0.2).send_code(PHONE, "012345", "sign_in")
    assert monotonic() - began < 2


async def test_a_provider_that_drips_is_not_waited_for_either(clock):
    """Each byte comes in time, and the answer never."""

    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(b"HTTP/1.1 200 OK\r\n")
            while True:
                writer.write(b"X-More: x\r\n")
                await writer.drain()
                await asyncio.sleep(0.02)
        except ConnectionError:
            writer.close()

    began = monotonic()
    async with listening(drip) as url:
        with pytest.raises(errors.SmsUnavailable):
            await gateway(url, clock, patience_s=0.3).send_code(PHONE, "012345", "sign_in")
    assert monotonic() - began < 2


async def test_what_the_provider_says_beside_its_yes_is_not_read(provider, clock):
    endless = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 1_000
    provider.answer = endless
    await gateway(provider.url, clock, patience_s=2).send_code(PHONE, "012345", "sign_in")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/sms", "http://x..invalid/"])
async def test_a_provider_that_is_not_there_is_away(clock, url):
    with pytest.raises(errors.SmsUnavailable):
        await gateway(url, clock, patience_s=5).send_code(PHONE, "012345", "sign_in")


async def test_who_asks_is_told_that_no_message_left(db, settings, clock, provider, capsys):
    provider.answer = b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"
    app = create_app(settings, clock=clock, sms=gateway(provider.url, clock))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://xiangyi.test") as api:
        answer = await api.post("/api/session/codes", json={"phone": PHONE})
        assert (answer.status_code, answer.json()["code"]) == (503, "sms_unavailable")
    code = json.loads(provider.heard[0][2])["code"]
    logged = capsys.readouterr().out
    assert "sms gateway refuses" in logged
    assert PHONE not in logged
    assert not re.search(rf"\b{code}\b", logged)


async def test_the_terminal_shows_the_code(clock):
    stream = io.StringIO()
    await ConsoleGateway(stream).send_code(PHONE, "012345", "sign_in")
    assert stream.getvalue() == f"SMS {PHONE}: 012345 (sign_in)\n"


async def test_where_nobody_said_how_no_message_leaves_and_nothing_is_printed(
    settings, clock, capsys
):
    gateway = sms_gateway(settings, clock)
    with pytest.raises(errors.SmsUnavailable):
        await gateway.send_code(PHONE, "012345", "sign_in")
    assert capsys.readouterr() == ("", "")
    for told in ({"sms_console": True}, {"demo": True}):
        await sms_gateway(replace(settings, **told), clock).send_code(PHONE, "012345", "sign_in")
        assert "012345" in capsys.readouterr().out
