"""Deliveries in, outcomes out, for whoever lives in an event loop."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Sequence
from contextlib import suppress
from threading import Thread
from typing import Self

import structlog

from xiangyi.features.notifications.adapters.push.delivery import Delivery, Outcome
from xiangyi.features.notifications.adapters.push.engine import Engine
from xiangyi.features.notifications.adapters.push.limits import Limits
from xiangyi.features.notifications.adapters.push.outside import Outside
from xiangyi.features.notifications.adapters.push.vapid import Vapid
from xiangyi.features.notifications.rules.endpoints import Endpoints

log = structlog.get_logger()


class SenderClosed(RuntimeError):
    """It was closed while somebody waited for outcomes; what has none may have been sent or not."""


class Sender:
    """Posts from a thread of its own, for as long as `async with` lasts.

    One is enough for a process: its connections, tokens and what it knows of hosts stay from one
    `send` to the next, and several may send at once.
    """

    def __init__(
        self,
        endpoints: Endpoints,
        *,
        contact: str = "",
        limits: Limits | None = None,
        outside: Outside | None = None,
    ) -> None:
        """Prepare one; it does nothing before `async with`.

        Args:
            endpoints: where may be posted to.
            contact: a mailto: or https: address for push services (`Settings.push_contact`).
        """
        self._limits = limits or Limits()
        self._runs: set[_Run] = set()
        outside = outside or Outside()
        vapid = Vapid(contact, outside.clock)
        self._engine = Engine(endpoints, vapid, self._limits, outside)
        self._thread = Thread(target=self._work, name="push", daemon=True)
        self._ended = ""

    async def __aenter__(self) -> Self:
        self._thread.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._engine.stop()
        await asyncio.to_thread(self._thread.join)

    async def send(
        self, batches: AsyncIterable[Sequence[Delivery]]
    ) -> AsyncGenerator[list[Outcome], None]:
        """Send what comes in batches; yield outcomes in batches, in the order they come to be.

        Each delivery has one outcome. A batch is asked for when there is room for it
        (`Limits.held`), so memory does not grow with what there is to send; it ends when
        the batches have and every outcome was told. Left early (`aclose`), what has not
        begun never begins.

        Raises:
            SenderClosed: the sender was closed meanwhile.
        """
        run = _Run(asyncio.get_running_loop())
        self._runs.add(run)
        feeding = asyncio.create_task(self._feed(run, batches))
        try:
            while not (run.fed and run.held == 0):
                told = await run.told.get()
                if isinstance(told, BaseException):
                    raise told
                run.held -= len(told)
                run.room.set()
                if told:
                    yield told
            await feeding
        finally:
            run.left = True
            self._runs.discard(run)
            feeding.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await feeding

    async def _feed(self, run: "_Run", batches: AsyncIterable[Sequence[Delivery]]) -> None:
        try:
            async for batch in batches:
                while run.held and run.held + len(batch) > self._limits.held:
                    run.room.clear()
                    await run.room.wait()
                run.held += len(batch)
                self._engine.take(run, batch)
                # Asked afterwards: a thread that ends later than this will fail the run itself.
                if self._ended:
                    run.told.put_nowait(SenderClosed(self._ended))
        finally:
            run.fed = True
            run.told.put_nowait([])

    def _work(self) -> None:
        try:
            self._engine.run()
            self._ended = "the sender is closed"
        except BaseException as error:
            self._ended = repr(error)
            log.exception("push sender broken")
        for run in list(self._runs):
            run.fail(SenderClosed(self._ended))


class _Run:
    """One `send`: what is held of it, and a queue across the two threads."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.left = False
        self.fed = False
        self.held = 0
        self.room = asyncio.Event()
        self.told: asyncio.Queue[list[Outcome] | BaseException] = asyncio.Queue()
        self._loop = loop

    def tell(self, outcomes: list[Outcome]) -> None:
        self._put(outcomes)

    def fail(self, error: BaseException) -> None:
        self._put(error)

    def _put(self, what: list[Outcome] | BaseException) -> None:
        # A loop that has been closed has nobody left to tell.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self.told.put_nowait, what)
