"""backup, restore: everything that is kept, in one file, out and in again."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiangyi.cli.data import file_argument
from xiangyi.cli.options import data_option
from xiangyi.cli.refusing import Refused, refusals_told, settings_for
from xiangyi.settings import Settings

if TYPE_CHECKING:
    from xiangyi.core.backups.manifest import Manifest


@click.command()
@file_argument
@data_option
def backup(file: Path, data: Path | None) -> None:
    """Write everything that the database holds at this moment into a new FILE.

    The service may go on meanwhile. The keys are not in it, and the packs are made anew.
    """
    settings = settings_for(data)

    async def write() -> "Manifest":
        from xiangyi.core.clock import utc_now
        from xiangyi.serving import backups

        return await backups.back_up(settings, file, now=utc_now(), show=_shown)

    done = _done(settings, write)
    size = file.stat().st_size / 1e6
    click.echo(f"Backed up {_rows_of(done)} into {file} ({size:,.1f} MB).")


@click.command()
@file_argument
@data_option
def restore(file: Path, data: Path | None) -> None:
    """Take the backup FILE in where there is nothing yet, on SQLite or PostgreSQL."""
    settings = settings_for(data)

    async def take_in() -> "Manifest":
        from xiangyi.core.clock import utc_now
        from xiangyi.serving import backups

        return await backups.restore(settings, file, now=utc_now(), show=_shown, say=click.echo)

    done = _done(settings, take_in)
    click.echo(f"Restored {_rows_of(done)}, as of {done.made_at:%Y-%m-%d %H:%M:%S} UTC.")


COMMANDS = [backup, restore]


def _done(settings: Settings, work: Callable[[], Coroutine[Any, Any, "Manifest"]]) -> "Manifest":
    from xiangyi.core import log
    from xiangyi.core.backups.refusing import CannotBackUp, CannotRestore

    log.configure(settings.log_level)
    with refusals_told():
        try:
            return asyncio.run(work())
        except (CannotBackUp, CannotRestore) as error:
            raise Refused(str(error)) from error


def _rows_of(done: "Manifest") -> str:
    return f"{done.rows:,} rows of {len(done.tables)} tables"


@contextmanager
def _shown(label: str, total: int) -> Iterator[Callable[[int], object]]:
    with click.progressbar(length=max(total, 1), label=label, file=sys.stderr) as bar:
        yield bar.update
