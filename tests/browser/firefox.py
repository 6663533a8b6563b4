"""Debian's own Firefox, through WebDriver BiDi.

Playwright drives a Firefox of its own making, which gets no push. This one is what people have,
and reaches nobody outside this machine.
"""

import asyncio
import json
import os
import re
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Self

from tests.processes import PATIENCE_S
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

MISSING = "Firefox is missing: apt-get install firefox-esr"
#: Firefox' own window for a notification, where no desktop shows it instead.
NOTIFICATION = "chrome://global/content/alerts/alert.xhtml"

#: On top of what Firefox itself chooses while it is driven, which keeps it quiet but for pushes.
_PREFERENCES: dict[str, object] = {
    "dom.push.connection.enabled": True,
    # The push service of a test has no certificate.
    "dom.push.testing.allowInsecureServerURL": True,
    "permissions.default.desktop-notification": 1,
    "alerts.useSystemBackend": False,
    "intl.accept_languages": "zh-CN, zh",
    # What is not on this machine is asked for at a port where nobody listens.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
    # Nor is anybody asked where it would be.
    "network.dns.forceResolve": "127.0.0.1",
    "network.trr.mode": 5,
}
_LISTENS = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")


def find_firefox() -> str | None:
    return shutil.which("firefox-esr")


class Firefox:
    """Runs while `async with` lasts, on a profile that it finds empty."""

    def __init__(self, profile: Path, push_service: str) -> None:
        """`push_service` is where it asks for pushes, a ws: address."""
        self._profile = profile
        told = _PREFERENCES | {"dom.push.serverURL": push_service}
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in told.items()]
        (profile / "user.js").write_text("".join(lines))
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        #: What pages said on the console as errors: breaches of their own policy are said there.
        self.wrong: list[str] = []

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            find_firefox() or "firefox-esr",
            *("--headless", "--no-remote", "--profile", str(self._profile)),
            # With access to Firefox' own windows, of which a notification is one.
            *("--remote-debugging-port", "0", "--remote-allow-system-access"),
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=PIPE,
            env={**os.environ, "HOME": str(self._profile)},
        )
        listening = asyncio.get_running_loop().create_future()
        self._hearing = asyncio.create_task(self._hear(listening))
        async with asyncio.timeout(PATIENCE_S):
            address = await listening
            self._socket = await connect(f"{address}/session", max_size=None, proxy=None)
        self._reading = asyncio.create_task(self._read())
        await self.do("session.new", capabilities={})
        await self.do("session.subscribe", events=["log.entryAdded"])
        return self

    async def __aexit__(self, *_: object) -> None:
        with suppress(ConnectionClosed):
            await self.do("browser.close")
        try:
            await asyncio.wait_for(self._process.wait(), PATIENCE_S)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        await self._socket.close()
        await asyncio.gather(self._hearing, self._reading)

    async def do(self, method: str, **told: object) -> Any:
        """One command of WebDriver BiDi."""
        number = next(self._numbers)
        answered = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send(json.dumps({"id": number, "method": method, "params": told}))
        async with asyncio.timeout(PATIENCE_S):
            answer = await answered
        assert answer["type"] == "success", f"{method}: {answer}"
        return answer["result"]

    async def windows(self, scope: str = "content") -> dict[str, str]:
        """The addresses of tabs or (`chrome`) of Firefox' own windows, by their ids."""
        tree = await self.do("browsingContext.getTree", **{"moz:scope": scope})
        return {one["context"]: one["url"] for one in tree["contexts"]}

    async def run(self, window: str, function: str, *words: str) -> Any:
        """Call a function in a window: the text that it promises, or the element, or None."""
        told = await self.do(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": one} for one in words],
            target={"context": window},
            awaitPromise=True,
        )
        assert told["type"] == "success", told
        result = told["result"]
        return result if result["type"] == "node" else result.get("value")

    async def _hear(self, listening: asyncio.Future[str]) -> None:
        """To the end, as a full pipe would stop Firefox."""
        assert self._process.stderr
        said = b""
        async for line in self._process.stderr:
            said += line
            if not listening.done() and (found := _LISTENS.search(line)):
                listening.set_result(found[1].decode())
        if not listening.done():
            listening.set_exception(RuntimeError(said.decode(errors="replace")))

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for raw in self._socket:
                told = json.loads(raw)
                if "id" in told:
                    self._waiting.pop(told["id"]).set_result(told)
                elif told["params"]["level"] == "error":
                    self.wrong.append(told["params"]["text"])
