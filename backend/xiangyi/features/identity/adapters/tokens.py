"""Access tokens: JWT (RFC 7519) under HS256, read strictly.

PyJWT takes a header with two `alg` members and an `exp` that is a string, so it makes them and
does not read them. There are three parts, base64url without padding: JSON objects whose members
are each there once, exactly this header, and these claims of these types; and the HMAC of these.
"""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from json import JSONDecoder
from typing import Any, Final
from uuid import UUID

import jwt
from msgspec import Struct

from xiangyi.core import keys

LASTS: Final = timedelta(minutes=15)
#: How much the clocks of our machines may differ; a token from later than that is not ours.
_SKEW_S: Final = 60
_HEADER: Final = {"alg": "HS256", "typ": "JWT"}
_CLAIMS: Final[dict[str, type]] = {"iss": str, "sub": str, "dev": str, "iat": int, "exp": int}
_PART: Final = re.compile("[A-Za-z0-9_-]+")
#: Ours have some 300; nothing longer is worth parsing.
_LONGEST: Final = 1_024


class Access(Struct, frozen=True):
    """What a valid token says: who, and by which sign-in."""

    account: UUID
    device: UUID


def issue(account: UUID, device: UUID, *, now: datetime) -> tuple[str, datetime]:
    """A token and the instant from which it is no more."""
    expires = (now + LASTS).replace(microsecond=0)
    claims = {
        "iss": keys.in_use().deployment,
        "sub": str(account),
        "dev": str(device),
        "iat": int(now.timestamp()),
        "exp": int(expires.timestamp()),
    }
    return jwt.encode(claims, _secret(), algorithm="HS256"), expires.astimezone(UTC)


def read(token: str, *, now: datetime) -> Access | None:
    """What the token says, or None if it is not ours, not whole or over."""
    try:
        header, claims = _strictly(token)
        if header != _HEADER or claims.keys() != _CLAIMS.keys():
            return None
        if any(type(claims[name]) is not kind for name, kind in _CLAIMS.items()):
            return None
        if claims["iss"] != keys.in_use().deployment or not _is_ours(token):
            return None
        access = Access(account=UUID(claims["sub"]), device=UUID(claims["dev"]))
    except (ValueError, TypeError, RecursionError):
        return None
    lasts = claims["exp"] - claims["iat"]
    is_now = claims["iat"] - _SKEW_S <= now.timestamp() < claims["exp"]
    return access if is_now and lasts <= LASTS.total_seconds() else None


def _is_ours(token: str) -> bool:
    """Whether its last part is the one way to write our HMAC of the others (RFC 7515 §5.2)."""
    told, _, signature = token.rpartition(".")
    mac = hmac.digest(_secret(), told.encode(), "sha256")
    return hmac.compare_digest(urlsafe_b64encode(mac).rstrip(b"="), signature.encode())


def _strictly(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    parts = token.split(".")
    if len(token) > _LONGEST or len(parts) != 3 or not all(map(_PART.fullmatch, parts)):  # noqa: PLR2004  # header, claims, signature
        raise ValueError
    header, claims = (_object(part) for part in parts[:2])
    return header, claims


def _object(part: str) -> dict[str, Any]:
    text = urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode()
    found = JSONDecoder(object_pairs_hook=_once).decode(text)
    return dict(found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _secret() -> bytes:
    return keys.in_use().secret("access token")
