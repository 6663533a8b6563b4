"""The keys a process works with: made at the first start of one that stands alone."""

from contextlib import suppress
from pathlib import Path

from xiangyi.core import key_files, keys, resealing
from xiangyi.core.key_files import KeysMissing, KeysUnreadable
from xiangyi.core.sealing import DoesNotOpen
from xiangyi.keepers import SEALED
from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings


async def bring(settings: Settings) -> None:
    """Put the deployment's keys to use, once its database is open and up to date.

    A SQLite database in which nothing is sealed gets new ones. Processes that share a
    PostgreSQL database share keys too, so there nobody makes them in passing.

    Raises:
        CannotStart: they are missing, cannot be read, or are another deployment's.
    """
    folder = settings.keys_dir
    try:
        try:
            keys.use_file(folder)
        except KeysMissing as error:
            if await resealing.is_any(SEALED):
                raise CannotStart(_lost(error)) from error
            if settings.database_url:
                raise CannotStart(
                    f"there are no keys at {error}; make them once with `xiangyi keys init`,"
                    " and give every process the same"
                ) from error
            # Another process may be a moment ahead; its keys are as good.
            with suppress(FileExistsError):
                key_files.write(keys.minted(), folder / key_files.FILE)
            keys.use_file(folder)
        if not settings.database_url and not keys.in_use().vapid:
            # Whoever changes them at this moment has seen to it, and `newest` follows.
            with suppress(BlockingIOError):
                _gain_vapid(folder)
            keys.newest()
        await resealing.try_keys(SEALED)
    except KeysUnreadable as error:
        raise CannotStart(str(error)) from error
    except OSError as error:
        raise CannotStart(f"no keys can be made in {folder}: {error.strerror}") from error
    except DoesNotOpen as error:
        raise CannotStart(
            f"the keys in {folder} do not open this database: they are another deployment's,"
            " or older than its last `xiangyi keys rotate`"
        ) from error


async def make(settings: Settings) -> None:
    """Make keys where there are none, and nothing that others would have sealed.

    Keys from before there was push gain the one that push services are shown.

    Raises:
        CannotStart: there are some, or there were.
    """
    folder = settings.keys_dir
    path = folder / key_files.FILE
    if not path.exists() and await resealing.is_any(SEALED):
        raise CannotStart(_lost(KeysMissing(path)))
    try:
        try:
            key_files.write(keys.minted(), path)
        except FileExistsError as error:
            if not _gain_vapid(folder):
                raise CannotStart(f"there are keys at {path}; they stay") from error
    except KeysUnreadable as error:
        raise CannotStart(str(error)) from error
    except BlockingIOError as error:
        raise CannotStart(f"somebody else changes the keys in {folder}; try again") from error
    except OSError as error:
        raise CannotStart(f"no keys can be made at {path}: {error.strerror}") from error


def _gain_vapid(folder: Path) -> bool:
    """Whether keys from before there was push lacked the one for push services, and now have it.

    Raises:
        BlockingIOError: somebody else changes them.
        KeysUnreadable: as `key_files.read`.
    """
    with key_files.held(folder):
        found = key_files.read(folder)
        if not found.vapid:
            key_files.write(keys.with_vapid(found), folder / key_files.FILE, over=True)
    return not found.vapid


def _lost(error: KeysMissing) -> str:
    return (
        f"there are no keys at {error}, and this database is sealed with some:"
        " bring them back from their backup"
    )
