"""Who we are to a push service (RFC 8292): a signed token for each origin, made anew in time."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from xiangyi.core import keys

#: Half of what RFC 8292 §2 allows, so that a clock which is hours off does no harm.
_LIFE_S: Final = 12 * 3_600
#: A token is not used up to its last minute: clocks differ, and messages wait on their way.
_EARLY_S: Final = 3_600
_MOST_KEPT: Final = 1_000


class KeyUnknown(LookupError):
    """This deployment has no VAPID key of that id (any more)."""


def public_key(id_: str) -> bytes:
    """The public half of a key, 65 bytes, as `applicationServerKey` wants it.

    Raises:
        KeyUnknown: there is none.
    """
    return _public(_private(id_))


def current() -> tuple[str, bytes]:
    """The id and the public half of the key that new subscriptions are made with.

    Raises:
        KeyUnknown: none has been made yet: `xiangyi keys init`.
    """
    id_ = keys.newest().vapid_current
    return id_, public_key(id_)


class Vapid:
    """Authorization headers, kept until an hour before they lapse."""

    def __init__(self, contact: str, clock: Callable[[], datetime]) -> None:
        """`contact` is a mailto: or https: address, or "" for none, which Apple refuses."""
        self._contact, self._clock = contact, clock
        self._kept: dict[tuple[str, str], tuple[float, str]] = {}

    def header(self, key_id: str, origin: str) -> str:
        """What to send as Authorization to this origin.

        Raises:
            KeyUnknown: there is no such key.
        """
        now = self._clock().timestamp()
        kept = self._kept.get((key_id, origin))
        if kept is not None and now < kept[0]:
            return kept[1]
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        private = _private(key_id)
        claims = {"aud": origin, "exp": int(now) + _LIFE_S}
        if self._contact:
            claims["sub"] = self._contact
        token = jwt.encode(claims, private, algorithm="ES256")
        header = f"vapid t={token}, k={letters(_public(private))}"
        self._kept[key_id, origin] = now + _LIFE_S - _EARLY_S, header
        return header


def _private(id_: str) -> ec.EllipticCurvePrivateKey:
    value = keys.in_use().vapid.get(id_) or keys.newest().vapid.get(id_)
    if value is None:
        raise KeyUnknown(id_)
    return ec.derive_private_key(int.from_bytes(value, "big"), ec.SECP256R1())


def _public(private: ec.EllipticCurvePrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def letters(value: bytes) -> str:
    """Base64url without the signs at its end (RFC 7515 §2)."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()
