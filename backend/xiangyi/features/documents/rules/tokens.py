"""What stands in a QR code, and what is none: the same words of refusal as pwa/…/token.ts has.

A compact JWS (RFC 7515) whose header and payload are JSON as we write it, to the byte: so no
member is there twice, unknown, or of another type. It is as short as it can be, for a code that
is read off a cracked screen. `static/vectors/documents.json` has cases of each.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import date, timedelta
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from xiangyi.core.text import END

#: Why something is no document of ours, or is none any more.
Fault = Literal[
    "no_token",
    "too_long",
    "malformed",
    "algorithm",
    "another_kind",
    "another_key",
    "signature",
    "document_unknown",
    "revoked",
]
#: As its header says.
KIND: Final = "xyd"
#: Of the key's name its header has so many letters.
KEY_LETTERS: Final = 8
MOST_LETTERS: Final = 1_000
_PARTS: Final = 3
_EPOCH: Final = date(1970, 1, 1)
_Days = Annotated[int, Meta(ge=0, le=100_000)]
_Minutes = Annotated[int, Meta(ge=0, le=100_000_000)]


class NotADocument(Exception):
    """Attributes: fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


class Header(Struct, frozen=True, forbid_unknown_fields=True):
    """Members in the order in which they are written."""

    alg: str
    kid: str
    typ: str


class Claims(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a token says.

    Attributes:
        n: the number.
        o: the issuer's id, 16 bytes in base64url.
        p: the name, masked.
        t: when it was issued, in seconds from 1970 on.
        d: from which day to which, in days from 1970 on, both included.
        m: of a full one, minutes verified, confirmed, late and backfilled.
        h: of a least one, how many hours there were at least.
        c: 1 where it is called 志愿服务记录证明.
        s: the hashes of the words on paper (rules/words.py), 24 bytes in base64url; none before
            2026-11-27, where nothing says either what it is called.
    """

    n: Annotated[str, Meta(pattern="^[0-9A-HJKMNP-TV-Z]{10}" + END)]
    o: Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{22}" + END)]
    p: Annotated[str, Meta(max_length=40)]
    t: Annotated[int, Meta(ge=0, le=1 << 40)]
    d: tuple[_Days, _Days]
    m: tuple[_Minutes, _Minutes, _Minutes, _Minutes] | None = None
    h: _Minutes | None = None
    c: Literal[1] | None = None
    s: Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{32}" + END)] | None = None

    @property
    def organisation(self) -> UUID:
        return UUID(bytes=urlsafe_b64decode(self.o + "=="))


def packed_id(id_: UUID) -> str:
    return urlsafe_b64encode(id_.bytes).rstrip(b"=").decode()


def days(day: date) -> int:
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    return _EPOCH + timedelta(days=number)


def masked(name: str) -> str:
    """The first and the last character, so that paper with another name is found out: 王*明."""
    if len(name) <= 2:  # noqa: PLR2004  # a name of two shows its first alone
        return f"{name[:1]}*"
    return f"{name[0]}*{name[-1]}"


def header_of(token: str, kind: str = KIND) -> Header:
    """What a token of a kind says of itself, whoever signed it.

    Raises:
        NotADocument: it is no token, or of another algorithm or kind.
    """
    if len(token) > MOST_LETTERS:
        raise NotADocument("too_long")
    parts = token.split(".")
    if len(parts) != _PARTS or not all(map(_is_base64url, parts[:2])):
        raise NotADocument("no_token")
    content = _decoded(parts[0])
    try:
        told = msgspec.json.decode(content, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NotADocument("malformed") from error
    if told.get("alg") != "ES256":
        raise NotADocument("algorithm")
    try:
        header = msgspec.convert(told, Header)
    except msgspec.MsgspecError as error:
        raise NotADocument("malformed") from error
    if msgspec.json.encode(header) != content:
        raise NotADocument("malformed")
    if header.typ != kind:
        raise NotADocument("another_kind")
    return header


def claims_of(payload: bytes) -> Claims:
    """What is signed.

    Raises:
        NotADocument: it is not written as we write it.
    """
    try:
        claims = msgspec.json.decode(payload, type=Claims)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NotADocument("malformed") from error
    forms = (claims.m is None) != (claims.h is None) and (claims.c is None or claims.s is not None)
    if msgspec.json.encode(claims) != payload or not forms:
        raise NotADocument("malformed")
    return claims


def _is_base64url(text: str) -> bool:
    try:
        content = _decoded(text)
    except (Error, ValueError):
        return False
    return bool(text) and urlsafe_b64encode(content).rstrip(b"=").decode() == text


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
