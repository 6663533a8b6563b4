"""The data directory: made for its owner only, held by one process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings

_LOCK = "serve.lock"


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
