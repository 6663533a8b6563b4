"""Personal data at rest: sealed (AES-256-GCM, NIST SP 800-38D), and found by a keyed hash.

What is sealed is bound to its owner and its field: moved to another row or column, it does
not open.
"""

import hmac
import os
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from xiangyi.core import keys

_NONCE: Final = 12
_ID: Final = 4


class DoesNotOpen(Exception):
    """Sealed with a key that is gone, for another owner or field, or changed since."""


def seal(text: str, *, owner: object, field: str) -> bytes:
    """The key's id, the nonce, and the text that only that key opens for that owner and field."""
    ring = keys.newest()
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(ring.sealing[ring.current]).encrypt(nonce, text.encode(), _bound(owner, field))
    return ring.current.encode() + nonce + sealed


def unseal(sealed: bytes, *, owner: object, field: str) -> str:
    """The text again.

    Raises:
        DoesNotOpen: it was not sealed for this, or not with a key that is here.
    """
    id_ = key_of(sealed)
    key = keys.in_use().sealing.get(id_) or keys.newest().sealing.get(id_)
    if key is None:
        raise DoesNotOpen(field)
    nonce, rest = sealed[_ID : _ID + _NONCE], sealed[_ID + _NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, rest, _bound(owner, field)).decode()
    except (InvalidTag, ValueError) as error:
        # The latter where so much is missing that there is no nonce.
        raise DoesNotOpen(field) from error


def seal_some(text: str, *, owner: object, field: str) -> bytes | None:
    """The same; None where nothing was said."""
    return seal(text, owner=owner, field=field) if text else None


def unseal_some(sealed: bytes | None, *, owner: object, field: str) -> str:
    """What was said; "" where nothing was, or it has been erased.

    Raises:
        DoesNotOpen: as `unseal`.
    """
    return "" if sealed is None else unseal(bytes(sealed), owner=owner, field=field)


def key_of(sealed: bytes) -> str:
    """The id of the key that sealed it."""
    return sealed[:_ID].decode("latin-1")


def keyed_hash(text: str, *, field: str) -> bytes:
    """32 bytes by which equal texts are found, and which tell nothing without the key."""
    return hmac.digest(keys.in_use().secret(f"lookup {field}"), text.encode(), sha256)


def _bound(owner: object, field: str) -> bytes:
    return f"{owner}\0{field}".encode()
