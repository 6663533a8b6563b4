"""migrate and import: the commands that change what is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click
from msgspec import Struct
from msgspec.structs import asdict

from xiangyi.cli.options import data_option
from xiangyi.cli.refusing import FAILED, Refused, refusals_told, settings_for
from xiangyi.settings import Settings

Answer = TypeVar("Answer")


@click.command()
@data_option
def migrate(data: Path | None) -> None:
    """Bring the database to the shape that this version expects."""

    async def nothing_more() -> str:
        return "The database is up to date."

    click.echo(on_database(settings_for(data), nothing_more))


@click.group(name="import")
def import_() -> None:
    """Take in a file of an authority: all of it or, where a line is broken, nothing."""


file_argument = click.argument("file", type=click.Path(path_type=Path))
_source = click.option("--source", help="Who published it; the file's name if nothing is said.")


@import_.command()
@file_argument
@click.option("--system", required=True, help="Whose codes: nbs or mca.")
@click.option(
    "--as-of",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day for which the codes hold, as in 2023-06-30.",
)
@_source
@data_option
def divisions(
    file: Path, system: str, as_of: datetime, source: str | None, data: Path | None
) -> None:
    """Divisions with their codes, from province to community."""
    settings, content = settings_for(data), content_of(file)

    async def take_in() -> str:
        from xiangyi.features.divisions.service import import_divisions

        done = await import_divisions(
            content, system=system, as_of=as_of.date(), source=source or file.name
        )
        return f"Divisions: {_told(done)}."

    click.echo(on_database(settings, take_in))


@import_.command("special-days")
@file_argument
@_source
@data_option
def special_days(file: Path, source: str | None, data: Path | None) -> None:
    """Public holidays and make-up workdays."""
    settings, content = settings_for(data), content_of(file)

    async def take_in() -> str:
        from xiangyi.features.workdays.service import import_special_days, reach

        done = await import_special_days(content, source=source or file.name)
        known = await reach()
        lines = [f"Special days: {_told(done)}."]
        if known.through:
            lines.append(f"Known through {known.through}.")
        for year, lacking in known.unfinished.items():
            words = ", ".join(name.replace("_", " ") for name in lacking)
            lines.append(f"{year} stays unknown until it is whole; it lacks: {words}.")
        return "\n".join(lines)

    click.echo(on_database(settings, take_in))


COMMANDS = [migrate, import_]


def _told(done: Struct) -> str:
    return ", ".join(f"{count} {name}" for name, count in asdict(done).items())


def content_of(file: Path, exit_code: int = FAILED) -> bytes:
    """Read a file that somebody named; `exit_code` is for when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}", exit_code) from error


def on_database(
    settings: Settings, work: Callable[[], Awaitable[Answer]], exit_code: int = FAILED
) -> Answer:
    """What `work` answers, once it has been done on an up-to-date database.

    Raises:
        Refused: with the sentence of whatever was in the way, and `exit_code`.
    """
    from xiangyi.core import log
    from xiangyi.serving import database, keyring, place

    async def run() -> Answer:
        place.prepare(settings)
        async with database.opened(settings):
            for name in await database.bring_up_to_date(settings):
                click.echo(f"Applied {name}.")
            await keyring.bring(settings)
            return await work()

    log.configure(settings.log_level)
    with refusals_told(exit_code):
        return asyncio.run(run())
