"""Checkpoints as files outside the database, for anybody to copy."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import msgspec

from xiangyi.features.ledger.schemas import KeptCheckpoint


class NotACheckpoint(Exception):
    """A file cannot be read as one; the message says which and why."""


def names_in(folder: Path) -> set[str]:
    """The files that are there; none where there is no folder."""
    return {path.name for path in folder.glob("*.json")}


def name_of(size: int) -> str:
    """Twelve digits, so that their names are in the order of their sizes."""
    return f"{size:012}.json"


def write(folder: Path, kept: KeptCheckpoint) -> None:
    """Write one, whole or not at all, and on the disk; what is there already stays.

    Raises:
        OSError: the folder cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name_of(kept.size)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(kept)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, path)
        except FileExistsError:
            return
    finally:
        beside.unlink(missing_ok=True)
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def read_all(folder: Path) -> Iterator[tuple[Path, KeptCheckpoint]]:
    """The checkpoints in a folder, the smallest first if their names are ours.

    Raises:
        NotACheckpoint: one of its files is none.
    """
    for path in sorted(folder.glob("*.json")):
        try:
            yield path, msgspec.json.decode(path.read_bytes(), type=KeptCheckpoint)
        except OSError as error:
            raise NotACheckpoint(f"{path} cannot be read: {error.strerror}") from error
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise NotACheckpoint(f"{path} is no checkpoint: {error}") from error
