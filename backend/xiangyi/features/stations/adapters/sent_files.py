"""The folder of lists that were sent at a desk and wait to be taken in."""

import os
import secrets
import zlib
from hashlib import blake2b
from pathlib import Path
from uuid import UUID


def digest_of(content: bytes | bytearray) -> str:
    """32 hexadecimal digits."""
    return blake2b(content, digest_size=16).hexdigest()


def write(folder: Path, key: UUID, content: bytes | bytearray) -> None:
    """Write it whole or not at all, for its owner alone: lists have telephone numbers in them."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = _path(folder, key)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(zlib.compress(content, 1))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read(folder: Path, key: UUID) -> bytes:
    """As it was sent.

    Raises:
        FileNotFoundError: it has been removed.
    """
    return zlib.decompress(_path(folder, key).read_bytes())


def remove(folder: Path, key: UUID) -> None:
    _path(folder, key).unlink(missing_ok=True)


def keys(folder: Path) -> list[UUID]:
    """Of which lists there is a file."""
    return [UUID(path.stem) for path in folder.glob(f"{'[0-9a-f]' * 32}.list")]


def _path(folder: Path, key: UUID) -> Path:
    return folder / f"{key.hex}.list"
