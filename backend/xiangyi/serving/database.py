"""The database a process works on: whole, reachable, and of the shape the code expects."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import asyncpg

from xiangyi import migrations, piccolo_conf
from xiangyi.core import keys
from xiangyi.core.db import engine_for, no_space_left
from xiangyi.core.key_files import KeysMissing, KeysUnreadable
from xiangyi.core.migrate import SchemaNewer, migrate, missing
from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[None]:
    """Let every table speak to the database of the settings for as long as this lasts.

    Raises:
        CannotStart: the SQLite file is damaged, or PostgreSQL cannot be reached.
    """
    if not settings.database_url:
        path = settings.data_dir / "xiangyi.sqlite"
        _keep_for_owner(path)
        check_file(path)
    engine = engine_for(settings.database_url, settings.data_dir)
    piccolo_conf.use(engine)
    try:
        await engine.start_connection_pool()
    except sqlite3.Error as error:
        raise CannotStart(
            f"the database in {settings.data_dir} cannot be opened: {error}"
        ) from error
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise CannotStart(
            f"PostgreSQL cannot be reached at {_without_password(settings.database_url)}"
            f" (XIANGYI_DATABASE_URL): {error or type(error).__name__}"
        ) from error
    try:
        yield
    finally:
        await engine.close_connection_pool()


def _keep_for_owner(path: Path) -> None:
    """Nobody but the owner reads it; SQLite gives its log and index the modes of the file.

    Raises:
        CannotStart: the file cannot be made.
    """
    try:
        if not path.exists():
            path.touch(mode=0o600)
        for one in (path, *(path.with_name(f"{path.name}-{part}") for part in ("wal", "shm"))):
            # Whoever may write but does not own it cannot change its mode, and need not.
            with suppress(FileNotFoundError, PermissionError):
                one.chmod(0o600)
    except OSError as error:
        if no_space_left(error):
            raise
        raise CannotStart(f"{path} cannot be used: {error.strerror}") from error


def check_file(path: Path) -> None:
    """Read every page once, because half a broken file answers for weeks before it is noticed.

    Raises:
        CannotStart: the file is no database, or a damaged one; or no space is left to look.
    """
    if not path.exists():
        return
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=5)
        try:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error as error:
        if no_space_left(error):
            raise CannotStart(
                f"no space is left in {path.parent}; free some, the database is not harmed"
            ) from error
        found = str(error)
    if found != "ok":
        told = " ".join(found.split())
        raise CannotStart(f"the database file {path} is damaged: {told}; restore it from a backup")


async def bring_up_to_date(settings: Settings) -> list[str]:
    """Apply what is missing and return its names.

    A step may have something to seal: the keys are put to use where there are some.

    Raises:
        CannotStart: the database has been used by a later version.
    """
    with suppress(KeysMissing, KeysUnreadable):
        keys.use_file(settings.keys_dir)
    try:
        return await migrate(migrations)
    except SchemaNewer as error:
        raise _newer(error) from error


async def expect_up_to_date() -> None:
    """A worker changes no schema: it would do so while an older server still runs.

    Raises:
        CannotStart: the schema is older or newer than the code.
    """
    if names := await lacking():
        raise CannotStart(
            f"the database lacks {len(names)} migrations; run `xiangyi migrate` first"
        )


async def lacking() -> list[str]:
    """Name the migrations that the database has yet to see.

    Raises:
        CannotStart: the database has been used by a later version.
    """
    try:
        return await missing(migrations)
    except SchemaNewer as error:
        raise _newer(error) from error


def _newer(error: SchemaNewer) -> CannotStart:
    return CannotStart(
        "the database has been used by a later version of xiangyi, which applied"
        f" {error}; run that version, or restore a backup"
    )


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname or 'the default host'}{parts.path}"
