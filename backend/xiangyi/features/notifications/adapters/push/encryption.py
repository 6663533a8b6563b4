"""Payloads sealed for one browser (RFC 8291, in one record of RFC 8188), by http-ece.

Each message has a key pair and a salt of its own, as RFC 8291 §3.1 has it. One pair for many
messages would be safe against other subscribers, since each shares another secret with it and
the salt is fresh, and would save 13 of 81 µs. But whoever came by that one key could read all
that was sent with it, and there is no need: the pair is not what limits us.
"""

from typing import Final

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

#: A push service takes 4,096 bytes (RFC 8030 §7.2); 86 of header, 16 of tag and a delimiter go off.
MOST_BYTES: Final = 4_096 - 86 - 16 - 1
_CURVE: Final = ec.SECP256R1()
_POINT: Final = 65
_SECRET: Final = 16


class KeysUnusable(Exception):
    """What the browser gave are no keys; nothing can ever be sealed for it."""


def usable(p256dh: bytes, auth: bytes) -> bool:
    """Whether a subscription's keys are a point on the curve, uncompressed, and 16 bytes."""
    if len(p256dh) != _POINT or len(auth) != _SECRET:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, p256dh)
    except ValueError:
        return False
    return True


def encrypt(payload: bytes, p256dh: bytes, auth: bytes) -> bytes:
    """The body to post, with `Content-Encoding: aes128gcm`.

    Raises:
        KeysUnusable: the subscription's keys are none.
        ValueError: the payload is longer than `MOST_BYTES`.
    """
    return _encrypt(payload, p256dh, auth, ec.generate_private_key(_CURVE), None)


def _encrypt(
    payload: bytes,
    p256dh: bytes,
    auth: bytes,
    own: ec.EllipticCurvePrivateKey,
    salt: bytes | None,
) -> bytes:
    if len(payload) > MOST_BYTES:
        raise ValueError(f"{len(payload)} bytes are more than {MOST_BYTES}")
    if len(p256dh) != _POINT or len(auth) != _SECRET:
        raise KeysUnusable
    try:
        sealed: bytes = http_ece.encrypt(
            payload, salt=salt, private_key=own, dh=p256dh, auth_secret=auth, version="aes128gcm"
        )
    # That is how a point that lies on no curve is told.
    except ValueError as error:
        raise KeysUnusable from error
    return sealed
