"""Backing up while others serve, and restoring into an empty place."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path

import asyncpg
from msgspec.structs import replace
from piccolo.apps.migrations.tables import Migration
from piccolo.table import Table

from xiangyi import __version__, migrations
from xiangyi.core.backups import catalogue, loading, reading, writing
from xiangyi.core.backups.manifest import Manifest
from xiangyi.core.backups.refusing import CannotBackUp, CannotRestore, first_line
from xiangyi.core.db import no_space_left, of_one_moment
from xiangyi.core.migrate import applied, known_to
from xiangyi.core.progress import Progress
from xiangyi.features.audit import service as audit
from xiangyi.piccolo_app import APP_CONFIG
from xiangyi.serving import database, place
from xiangyi.settings import Settings

#: Within the data directory, while a database is not yet whole.
_UNFINISHED = "restoring"


async def back_up(settings: Settings, file: Path, *, now: datetime, show: Progress) -> Manifest:
    """Write what the database holds at one moment into a new file, and that somebody did.

    Raises:
        CannotBackUp: there is nothing to back up, or the file cannot be written.
        CannotStart: the database cannot be opened, or a later version has used it.
    """
    if not settings.database_url and not _database(settings).exists():
        raise CannotBackUp(f"{settings.data_dir} holds no database; say where one is with --data")
    with writing.new_file(file) as unfinished:
        async with database.opened(settings), _told(CannotBackUp):
            # Before the moment, so that the backup itself tells of it; an older database has
            # no place for it yet.
            if not await database.lacking():
                await audit.record(None, "operator.backup", "database", "", now=now)
            async with of_one_moment():
                await _expect_ours()
                manifest = Manifest(
                    version=__version__,
                    made_at=now,
                    migrations=await applied(),
                )
                await writing.write_tables(unfinished, manifest, show)
    return manifest


async def restore(
    settings: Settings,
    file: Path,
    *,
    now: datetime,
    show: Progress,
    say: Callable[[str], object],
) -> Manifest:
    """Take a backup in where there is nothing yet, bring it up to date, and record that there.

    Killed at any instant, it leaves the place empty or whole.

    Raises:
        CannotRestore: the place is not empty, or the file is no backup that can be taken in.
        CannotStart: the database or the data directory cannot be used.
    """
    with reading.opened(file) as backup:
        _expect_empty(settings)
        backup.check(known_to(migrations), show)
        place.prepare(settings)
        with place.held(settings), _at_its_place(settings, say) as there:
            async with database.opened(there), _told(CannotRestore):
                await loading.load(backup, migrations, show)
                for name in await database.bring_up_to_date(settings):
                    say(f"Applied {name}.")
                await audit.record(None, "operator.restore", "database", "", now=now)
        return backup.manifest


async def _expect_ours() -> None:
    """What is in a backup must be what restoring makes."""
    if not await applied():
        raise CannotBackUp("the database is empty; there is nothing to back up")
    if await database.lacking():
        # An older database, before it is brought up to date: our classes tell of a later one.
        return
    classes: list[type[Table]] = [*APP_CONFIG.table_classes, Migration]
    ours = {one._meta.tablename for one in classes}  # noqa: SLF001  # Piccolo's own way
    if odd := sorted(ours ^ {table.name for table in await catalogue.tables()}):
        raise CannotBackUp(
            f"the database has other tables than this version makes ({', '.join(odd)});"
            " put what is not of xiangyi into a schema of its own"
        )


def _expect_empty(settings: Settings) -> None:
    """PostgreSQL is asked later, when nobody else can fill it meanwhile."""
    # A log without its database counts: it would be merged into ours.
    found = sorted(settings.data_dir.glob(f"{_database(settings).name}*"))
    if found and not settings.database_url:
        raise CannotRestore(
            f"{found[0]} is there already; restore into an empty place, which --data names"
        )


@contextmanager
def _at_its_place(settings: Settings, say: Callable[[str], object]) -> Iterator[Settings]:
    """Settings under which a SQLite file is made aside, and put in its place once it is whole."""
    if settings.database_url:
        yield settings
        return
    aside = replace(settings, data=str(settings.data_dir / _UNFINISHED))
    if aside.data_dir.exists():
        say("An earlier restore did not end; beginning anew.")
        shutil.rmtree(aside.data_dir)
    try:
        aside.data_dir.mkdir(mode=0o700)
        yield aside
        _expect_empty(settings)
        _database(aside).rename(_database(settings))
        writing.sync_folder(settings.data_dir)
    finally:
        shutil.rmtree(aside.data_dir, ignore_errors=True)


@asynccontextmanager
async def _told(kind: type[CannotBackUp | CannotRestore]) -> AsyncIterator[None]:
    """Say in a sentence what the database refuses, or that it has gone."""
    try:
        yield
    except (sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        if no_space_left(error):
            raise
        raise kind(f"the database refuses: {first_line(error)}") from error


def _database(settings: Settings) -> Path:
    return settings.data_dir / "xiangyi.sqlite"
