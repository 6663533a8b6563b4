"""The file that a deployment's keys lie in: its owner's only, whole or not there."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

FILE: Final = "keys.json"
BYTES: Final = 32


class KeysMissing(Exception):
    """There are none where they should lie; the message says where."""


class KeysUnreadable(Exception):
    """They cannot be read, or others can read them too; the message says which."""


class Keys(Struct, frozen=True):
    """What a deployment keeps secret.

    Attributes:
        deployment: which deployment it is; no secret, and part of every token.
        root: what the secrets for tokens and lookups are derived from.
        sealing: by id, the keys that personal data is sealed with (AES-256-GCM), the oldest
            first. Those before the current one only open what they once sealed; those after it
            are known everywhere before they seal anything.
        current: the id of the one that seals today.
        vapid: by id, the P-256 keys that this deployment shows to push services (RFC 8292), 32
            bytes big-endian, the oldest first. A subscription belongs to the one it was made
            with for as long as it lasts.
        vapid_current: the id of the one that new subscriptions are made with; "" before
            `xiangyi keys init` has made any.
    """

    deployment: str
    root: bytes
    sealing: dict[str, bytes]
    current: str
    vapid: dict[str, bytes] = {}
    vapid_current: str = ""

    @property
    def old(self) -> list[str]:
        """The ids of the keys that seal no more."""
        ids = list(self.sealing)
        return ids[: ids.index(self.current)]

    @property
    def coming(self) -> list[str]:
        """The ids of the keys that seal nothing yet."""
        ids = list(self.sealing)
        return ids[ids.index(self.current) + 1 :]

    @property
    def vapid_old(self) -> list[str]:
        """The ids of the keys that no new subscription is made with."""
        ids = list(self.vapid)
        return ids[: ids.index(self.vapid_current)] if ids else []

    @property
    def vapid_coming(self) -> list[str]:
        """The ids of the keys that subscriptions will be made with once everybody has them."""
        ids = list(self.vapid)
        return ids[ids.index(self.vapid_current) + 1 :] if ids else []

    def secret(self, purpose: str) -> bytes:
        """32 bytes for one purpose, from which no other purpose's can be told (RFC 5869)."""
        return _derived(self.root, purpose)


@lru_cache(maxsize=1_024)
def _derived(root: bytes, purpose: str) -> bytes:
    """The same each time, and asked for two or three times by each request."""
    return HKDF(SHA256(), BYTES, salt=None, info=purpose.encode()).derive(root)


def read(folder: Path) -> Keys:
    """Read the keys in a folder.

    Raises:
        KeysMissing: there is no file.
        KeysUnreadable: the file is broken, or group or others may read it.
    """
    return read_marked(folder / FILE)[0]


def write(keys: Keys, path: Path, *, over: bool = False) -> None:
    """Write the keys for their owner only; the file is whole or not there, and on the disk.

    Raises:
        FileExistsError: it is there already, and `over` does not say that it may go.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _write_new(keys, beside)
        if over:
            beside.replace(path)
        else:
            os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    # What is sealed from now on is lost with the name of this file.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def copy(keys: Keys, path: Path) -> None:
    """Write the keys where there may be no links and no names to change, as on a memory stick.

    Raises:
        FileExistsError: there is something already.
    """
    try:
        _write_new(keys, path)
    except FileExistsError:
        raise
    except OSError:
        path.unlink(missing_ok=True)
        raise


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Let nobody else change the keys of a folder for as long as this lasts.

    Raises:
        BlockingIOError: somebody else does.
    """
    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(place)


def read_marked(path: Path) -> tuple[Keys, tuple[int, ...]]:
    """The keys in a file, and the mark by which another file of the name is told from it."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if found.st_mode & 0o077:
                raise KeysUnreadable(f"{path} can be read by others: chmod 600 {path}")
            keys = msgspec.json.decode(file.read(), type=Keys)
    except FileNotFoundError as error:
        raise KeysMissing(str(path)) from error
    except OSError as error:
        raise KeysUnreadable(f"{path} cannot be read: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise KeysUnreadable(f"{path} cannot be read: {error}") from error
    lengths = {len(one) for one in (keys.root, *keys.sealing.values(), *keys.vapid.values())}
    with_current = keys.current in keys.sealing and (
        keys.vapid_current in keys.vapid or not (keys.vapid or keys.vapid_current)
    )
    if lengths != {BYTES} or not with_current:
        raise KeysUnreadable(f"{path} is not whole")
    return keys, mark(found)


def _write_new(keys: Keys, path: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(keys)))
        file.flush()
        os.fsync(file.fileno())


def mark(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_mtime_ns, found.st_size, found.st_mode
