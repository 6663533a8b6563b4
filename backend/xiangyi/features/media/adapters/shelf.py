"""A folder of files as they came, each named by the SHA-256 of what it is, and what kind."""

import os
import secrets
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path


def write(folder: Path, name: str, content: bytes | bytearray) -> None:
    """Write it, whole or not at all; what was there already is as if it were new."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{name}.{secrets.token_hex(4)}"
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / name)
    finally:
        beside.unlink(missing_ok=True)


def read(folder: Path, name: str) -> bytes | None:
    """Its content, if it is (still) there."""
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        return None


def sweep(folder: Path, needed: Collection[str], before: float) -> None:
    """Remove what was written before a moment, in seconds since 1970, and nobody needs."""
    for path in folder.glob("*"):
        # Another may be removing it at this moment.
        with suppress(FileNotFoundError):
            if path.stem not in needed and path.stat().st_mtime < before:
                path.unlink()
