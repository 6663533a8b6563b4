"""Writing a backup: whole and on the disk, or not there."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from xiangyi.core.backups import catalogue
from xiangyi.core.backups.manifest import MEMBER, Manifest, StoredTable, member_of
from xiangyi.core.backups.refusing import CannotBackUp
from xiangyi.core.db import no_space_left
from xiangyi.core.progress import Progress

_LINES = msgspec.json.Encoder()
#: Level 6 takes three times as long for a tenth less.
_LEVEL = 3


async def write_tables(file: BinaryIO, manifest: Manifest, show: Progress) -> None:
    """Write every table as the caller's transaction sees it; the manifest learns of each."""
    tables = await catalogue.tables()
    total = sum([await catalogue.count(table) for table in tables])
    with (
        show("Backing up", total) as advance,
        ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive,
    ):
        for table in tables:
            count, sum_ = 0, sha256()
            with archive.open(member_of(table.name), "w", force_zip64=True) as member:
                async for rows in catalogue.rows(table):
                    lines = _LINES.encode_lines(rows)
                    member.write(lines)
                    sum_.update(lines)
                    count += len(rows)
                    advance(len(rows))
            manifest.tables.append(
                StoredTable(table.name, list(table.types), count, sum_.hexdigest())
            )
        with archive.open(MEMBER, "w") as member:
            member.write(msgspec.json.format(msgspec.json.encode(manifest)))


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that only its owner may read, under another name until it is whole and safe.

    Raises:
        CannotBackUp: there is one already, it is being written, or it cannot be.
    """
    _expect_none(path)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with _held(unfinished) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                _expect_none(path)
                unfinished.rename(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
        sync_folder(path.parent)
    except OSError as error:
        # Said in the same words everywhere; and a connection is the database's, not the file's.
        if no_space_left(error) or isinstance(error, ConnectionError):
            raise
        raise CannotBackUp(f"{path} cannot be written: {error.strerror or error}") from error


def sync_folder(folder: Path) -> None:
    """Let the names in a folder survive a loss of power."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _held(path: Path) -> Iterator[BinaryIO]:
    """What an earlier one left is written over; what another is writing just now is not."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotBackUp(f"another backup is being written to {path.parent}") from error
        os.fchmod(file.fileno(), 0o600)
        file.truncate()
        yield file


def _expect_none(path: Path) -> None:
    if os.path.lexists(path):
        raise CannotBackUp(f"{path} is there already; name a file that is not")
