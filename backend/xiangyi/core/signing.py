"""Signatures that anybody can check without us: compact JWS (RFC 7515) under ES256.

Each purpose has a P-256 key of its own, made from the root of the deployment's keys: it is the
same on every machine and after each `xiangyi keys rotate`, and lies in no file of its own.
"""

from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from jwt import InvalidTokenError, PyJWS
from msgspec import Struct

from xiangyi.core import keys

ALGORITHM: Final = "ES256"
#: Of the curve P-256 (SEC 2, 2.4.2).
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_JWS: Final = PyJWS(algorithms=[ALGORITHM])


class PublicKey(Struct, frozen=True):
    """A P-256 key as JSON has it (RFC 7517), named by its thumbprint (RFC 7638)."""

    kid: str
    x: str
    y: str
    kty: str = "EC"
    crv: str = "P-256"
    alg: str = ALGORITHM
    use: str = "sig"


class NotSigned(Exception):
    """The signature is not ours, for another purpose or over something else."""


def sign(purpose: str, kind: str, payload: bytes, *, letters: int | None = None) -> str:
    """A compact JWS.

    Args:
        purpose: whose key it is, as in `ledger`.
        kind: what it is, which its header says as `typ`; nothing else is taken for it.
        letters: how many of the key's name the header has; all, or few where room is dear.
    """
    headers = {"typ": kind, "kid": public_key(purpose).kid[:letters]}
    return _JWS.encode(payload, _private(purpose), ALGORITHM, headers)


def opened(purpose: str, kind: str, token: str, *, letters: int | None = None) -> bytes:
    """What was signed, `letters` as in `sign`.

    Raises:
        NotSigned: not by this deployment's key for this purpose, or as something else.
    """
    try:
        found = _JWS.decode_complete(token, _private(purpose).public_key(), [ALGORITHM])
    except (InvalidTokenError, ValueError, TypeError) as error:
        raise NotSigned(kind) from error
    kid = public_key(purpose).kid[:letters]
    if found["header"] != {"alg": ALGORITHM, "typ": kind, "kid": kid}:
        raise NotSigned(kind)
    payload: bytes = found["payload"]
    return payload


def public_key(purpose: str) -> PublicKey:
    """The key by which anybody checks what is signed for a purpose."""
    return _public(keys.in_use().root, purpose)


@lru_cache(maxsize=16)
def _public(root: bytes, purpose: str) -> PublicKey:  # noqa: ARG001  # by which it is remembered
    numbers = _private(purpose).public_key().public_numbers()
    x, y = (_text(one.to_bytes(32, "big")) for one in (numbers.x, numbers.y))
    # RFC 7638 §3: the required members, in the order of their names, without spaces.
    told = msgspec.json.encode({"crv": "P-256", "kty": "EC", "x": x, "y": y})
    return PublicKey(_text(sha256(told).digest()), x, y)


def _private(purpose: str) -> ec.EllipticCurvePrivateKey:
    return _derived(keys.in_use().secret(f"signing {purpose}"))


@lru_cache(maxsize=16)
def _derived(secret: bytes) -> ec.EllipticCurvePrivateKey:
    # 1 to the order less 1; that some come twice in 2^32 tells nobody anything.
    return ec.derive_private_key(int.from_bytes(secret, "big") % (_ORDER - 1) + 1, ec.SECP256R1())


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
