"""The data directory: made for its owner only, held by one process, marked when it is a demo."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings

_LOCK = "serve.lock"
_MARK = "demo"


def prepare(settings: Settings) -> None:
    """Make the data directory and the packs' folder in it; nobody else may read them.

    Raises:
        CannotStart: the directory cannot be made or written to.
    """
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.packs_dir.mkdir(exist_ok=True)
        (settings.data_dir / _LOCK).touch(mode=0o600)
    except OSError as error:
        raise CannotStart(
            f"the data directory {settings.data_dir} cannot be used: {error.strerror};"
            " choose another with --data or XIANGYI_DATA"
        ) from error


@contextmanager
def held(settings: Settings) -> Iterator[None]:
    """Keep the directory for this process: two would write one SQLite file's packs and jobs.

    The lock goes with the process, however it ends. Several processes may share a PostgreSQL
    database, and then each may share a directory of packs too.

    Raises:
        CannotStart: another process holds it; the message names it.
    """
    if settings.database_url:
        yield
        return
    with (settings.data_dir / _LOCK).open("r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotStart(
                f"the data directory {settings.data_dir} is in use by process {lock.read()};"
                " stop that one, or choose another directory with --data"
            ) from error
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def as_marked(settings: Settings) -> Settings:
    """A directory that a demonstration made stays one, whoever serves it later.

    Raises:
        CannotStart: a demonstration is wanted where a database lies that none has made.
    """
    if settings.demo and not is_demo(settings):
        if (settings.data_dir / "xiangyi.sqlite").exists():
            raise CannotStart(
                f"{settings.data_dir} holds a database that is no demonstration;"
                " choose another directory with --data"
            )
        mark_as_demo(settings)
    return replace(settings, demo=is_demo(settings))


def is_demo(settings: Settings) -> bool:
    """Whether the directory is a demonstration's."""
    return (settings.data_dir / _MARK).exists()


def mark_as_demo(settings: Settings) -> None:
    """Let the directory be a demonstration's from now on."""
    (settings.data_dir / _MARK).touch()
