"""The keys of one deployment: made once, kept apart from the data, readable by their owner only.

Sealing keys have ids, so that a new one can be put in place while the old ones still open
what they sealed. The other secrets are derived from one root, each for its own purpose.
"""

import os
import secrets
from pathlib import Path
from typing import Final

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct
from msgspec.structs import replace

FILE: Final = "keys.json"
_BYTES = 32


class KeysMissing(Exception):
    """There are none where they should lie; the message says where."""


class KeysUnreadable(Exception):
    """They cannot be read, or others can read them too; the message says which."""


class Keys(Struct, frozen=True):
    """What a deployment keeps secret.

    Attributes:
        deployment: which deployment it is; no secret, and part of every token.
        root: what the secrets for tokens and lookups are derived from.
        sealing: by id, the keys that personal data is sealed with (AES-256-GCM).
        current: the id of the one that seals today.
    """

    deployment: str
    root: bytes
    sealing: dict[str, bytes]
    current: str

    def secret(self, purpose: str) -> bytes:
        """32 bytes for one purpose, from which no other purpose's can be told (RFC 5869)."""
        return HKDF(SHA256(), _BYTES, salt=None, info=purpose.encode()).derive(self.root)


def minted() -> Keys:
    """New keys for a deployment that has none."""
    id_ = _fresh_id(())
    return Keys(
        deployment=secrets.token_hex(8),
        root=secrets.token_bytes(_BYTES),
        sealing={id_: secrets.token_bytes(_BYTES)},
        current=id_,
    )


def rotated(keys: Keys) -> Keys:
    """The same with a new sealing key; the old ones still open what they sealed."""
    id_ = _fresh_id(keys.sealing)
    return replace(keys, sealing={**keys.sealing, id_: secrets.token_bytes(_BYTES)}, current=id_)


def without_old(keys: Keys) -> Keys:
    """The same without the keys that seal no more, once nothing is left that they sealed."""
    return replace(keys, sealing={keys.current: keys.sealing[keys.current]})


def read(folder: Path) -> Keys:
    """Read the keys in a folder.

    Raises:
        KeysMissing: there is no file.
        KeysUnreadable: the file is broken, or group or others may read it.
    """
    path = folder / FILE
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise KeysUnreadable(f"{path} can be read by others: chmod 600 {path}")
            keys = msgspec.json.decode(file.read(), type=Keys)
    except FileNotFoundError as error:
        raise KeysMissing(str(path)) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise KeysUnreadable(f"{path} cannot be read: {error}") from error
    if keys.current not in keys.sealing or len(keys.root) != _BYTES:
        raise KeysUnreadable(f"{path} is not whole")
    return keys


def write(keys: Keys, path: Path, *, over: bool = False) -> None:
    """Write the keys for their owner only; the file is whole or not there.

    Raises:
        FileExistsError: it is there already, and `over` does not say that it may go.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(beside, flags, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(keys)))
        file.flush()
        os.fsync(file.fileno())
    try:
        if over:
            beside.replace(path)
        else:
            os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _fresh_id(taken: object) -> str:
    """Four letters, so that a sealed value stays short."""
    id_ = secrets.token_hex(2)
    return _fresh_id(taken) if id_ in taken else id_  # type: ignore[operator]


_in_use: Keys | None = None


def use(keys: Keys) -> None:
    """Let this process seal, look up and sign with these keys, as `piccolo_conf.use` does."""
    global _in_use  # noqa: PLW0603  # one deployment in a process
    _in_use = keys


def in_use() -> Keys:
    if _in_use is None:
        raise LookupError("no keys are in use")
    return _in_use
