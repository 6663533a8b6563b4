"""demo, serve, worker: the commands that stay until they are told to go."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from msgspec.structs import replace

from xiangyi.cli.options import data_option, serving_options
from xiangyi.cli.refusing import USAGE, Refused, refusals_told, settings_for
from xiangyi.demo import PHONE
from xiangyi.settings import Settings

if TYPE_CHECKING:
    from xiangyi.features.identity.schemas import CastMember

#: Far longer than the worker needs; an address without packs is better than none.
_FIRST_PACKS_S = 60.0


@click.command()
@serving_options
@data_option
def demo(host: str, port: int, cert: Path | None, key: Path | None, data: Path | None) -> None:
    """Load a demonstration province and serve it, building the app first if need be."""
    settings = settings_for(data, demo=True)
    settings = replace(settings, phone=settings.phone or PHONE)
    _expect_pair(cert, key)
    # Python compiles everything anew at the very first start, which takes its time.
    click.echo("Starting the demonstration ...")
    _build_app()
    _stay(partial(_serve, settings, host, port, cert, key), settings)


@click.command()
@serving_options
@data_option
def serve(host: str, port: int, cert: Path | None, key: Path | None, data: Path | None) -> None:
    """Bring the database up to date and serve it, with one worker beside."""
    settings = settings_for(data)
    _expect_pair(cert, key)
    _stay(partial(_serve, settings, host, port, cert, key), settings)


@click.command()
@data_option
@click.option("--parent", type=int, hidden=True)
def worker(data: Path | None, parent: int | None) -> None:
    """Do what is done in the background; `serve` and `demo` start one of their own."""
    settings = settings_for(data)
    _stay(partial(_work, settings, parent), settings)


COMMANDS = [demo, serve, worker]


async def _serve(
    settings: Settings, host: str, port: int, cert: Path | None, key: Path | None
) -> None:
    from xiangyi.core.clock import utc_now
    from xiangyi.serving import (
        child,
        database,
        demonstration,
        keyring,
        place,
        pushing,
        server,
        sockets,
    )

    place.prepare(settings)
    # What a demonstration left behind is served as it stands; only `demo` goes on with the story.
    telling = settings.demo
    with place.held(settings):
        server.check_certificate(cert, key)
        sock = sockets.listen(host, port)
        addresses = sockets.addresses(sock, secure=cert is not None)
        async with database.opened(settings):
            if telling:
                await demonstration.begin(settings, now=utc_now())
            else:
                await database.bring_up_to_date(settings)
            settings = await demonstration.as_told(settings)
            pushing.expect_true_push(settings)
            await keyring.bring(settings)
            if telling:
                from xiangyi.demo import story

                await story.load(click.echo, settings.media_dir, now=utc_now())
            # What cannot start has said so by now, without loading what would have answered.
            from xiangyi.app import create_app

            app = create_app(settings, cast=await _cast(settings))
            with _until_told():
                async with asyncio.TaskGroup() as both:
                    both.create_task(server.answer(app, sock, cert, key))
                    both.create_task(child.keep_working(settings))
                    if settings.demo:
                        await _published(settings)
                    _tell(addresses, with_others=len(addresses) > 1 and cert is None)
                    if not (settings.sms_webhook or settings.sms_console or settings.demo):
                        click.echo("Nobody can sign in by phone: XIANGYI_SMS_WEBHOOK is not set.")


async def _cast(settings: Settings) -> "list[CastMember]":
    """Whom one may become; nobody but in a demonstration."""
    if not settings.demo:
        return []
    from xiangyi.demo import people

    return await people.cast()


async def _published(settings: Settings) -> None:
    """Wait until there is something to see, since whoever looks at a demo looks at once."""
    index = settings.packs_dir / "index.json"
    if not index.exists():
        click.echo("Publishing the stations ...")
    with suppress(TimeoutError):
        async with asyncio.timeout(_FIRST_PACKS_S):
            while not index.exists():  # noqa: ASYNC110  # another process writes it
                await asyncio.sleep(0.1)


async def _work(settings: Settings, parent: int | None) -> None:
    from xiangyi.core.clock import utc_now
    from xiangyi.jobs import jobs
    from xiangyi.serving import database, demonstration, keyring, pushing, working

    if parent is not None:
        working.end_with(parent)
    async with database.opened(settings):
        await database.expect_up_to_date()
        settings = await demonstration.as_told(settings)
        pushing.expect_true_push(settings)
        await keyring.bring(settings)
        with _until_told():
            await working.work(jobs(), settings, utc_now)


def _stay(work: Callable[[], Coroutine[None, None, None]], settings: Settings) -> NoReturn:
    """Run until the work ends or somebody presses Ctrl-C; a second Ctrl-C does not wait."""
    import uvloop

    from xiangyi.core import log

    log.configure(settings.log_level)
    with refusals_told(), suppress(asyncio.CancelledError):
        uvloop.run(work())
    _leave()


def _leave() -> NoReturn:
    """End without taking thousands of modules apart, which would take longer than the stop."""
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)


@contextmanager
def _until_told() -> Iterator[None]:
    """From here on, being told to stop lets what is under way end first.

    Before, it ends the process at once: nothing is served yet, whatever is written is written
    in one transaction, and a loop that imports and migrates would be late to hear of it.
    """
    task = asyncio.current_task()
    if task is None:
        raise RuntimeError("only a task can be told")
    for told in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(told, task.cancel)
    with suppress(asyncio.CancelledError):
        yield


def _build_app() -> None:
    """A checkout has the app's source and may need a build; an installed package has the app."""
    from xiangyi import builder
    from xiangyi.app import checkout

    if root := checkout():
        try:
            builder.build_if_needed(root, say=click.echo)
        except builder.CannotBuild as error:
            raise Refused(f"the app cannot be built: {error}") from error


def _expect_pair(cert: Path | None, key: Path | None) -> None:
    if (cert is None) != (key is None):
        raise Refused("--cert and --key go together", USAGE)


def _tell(addresses: list[str], *, with_others: bool) -> None:
    for address in addresses:
        click.echo(address)
    if with_others:
        click.echo("A phone needs https to find its position: see --cert and --key.")
    click.echo("Ctrl-C stops it.")
