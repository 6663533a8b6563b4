"""What stands in a voucher's QR code, and why something is none.

A compact JWS as `documents` has it, of a kind of its own: header and payload are JSON as we write
it, to the byte, so no member is there twice, unknown, or of another type. It is as short as it can
be, for a code that is read off a cracked screen.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from xiangyi.core.text import END
from xiangyi.features.documents.rules.tokens import (
    Fault,
    Header,
    NotADocument,
    header_of,
    packed_id,
)

#: As its header says.
KIND: Final = "xyv"
#: Of the key's name its header has so many letters.
KEY_LETTERS: Final = 8
#: Of the hash of a voucher's id, a list of those that are not good has so many bytes.
_SHORT_BYTES: Final = 6
_PackedId = Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{22}" + END)]

#: Why a voucher is not honoured: it is no token of ours (as of documents), or no voucher; another
#: provider's; it ended, was used, or another counter is at it; its benefit is not honoured today;
#: it is that of who stands at the counter, or they stood in for its person; it is `gone`;
#: its person has taken back that the provider may learn of them; of what was used without a
#: network, too long ago, or before a use of it was taken back.
Because = Literal[
    "no_token",
    "too_long",
    "malformed",
    "algorithm",
    "another_kind",
    "another_key",
    "signature",
    "unknown",
    "elsewhere",
    "expired",
    "cancelled",
    "void",
    "gone",
    "used",
    "locked",
    "not_today",
    "own_voucher",
    "no_consent",
    "too_late",
    "undone",
]


class NotAVoucher(Exception):
    """Attributes: because."""

    def __init__(self, because: Because) -> None:
        super().__init__(because)
        self.because: Because = because


class Claims(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a token says.

    Attributes:
        b: the benefit's id, 16 bytes in base64url.
        p: the name, masked.
        v: the voucher's id, as `b`.
        x: when it runs out, in seconds from 1970 on.
    """

    b: _PackedId
    p: Annotated[str, Meta(max_length=8)]
    v: _PackedId
    x: Annotated[int, Meta(ge=0, le=1 << 40)]

    @property
    def voucher(self) -> UUID:
        return UUID(bytes=urlsafe_b64decode(self.v + "=="))


def header(token: str) -> Header:
    """What a token says of itself, whoever signed it.

    Raises:
        NotAVoucher: it is no token, or of another algorithm or kind.
    """
    try:
        return header_of(token, KIND)
    except NotADocument as error:
        raise NotAVoucher(_because(error.fault)) from error


def claims_of(payload: bytes) -> Claims:
    """What is signed.

    Raises:
        NotAVoucher: it is not written as we write it.
    """
    try:
        claims = msgspec.json.decode(payload, type=Claims)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NotAVoucher("malformed") from error
    if msgspec.json.encode(claims) != payload or packed_id(claims.voucher) != claims.v:
        raise NotAVoucher("malformed")
    return claims


def short(voucher: UUID) -> str:
    """By what a list names a voucher that is not good: eight letters of base64url.

    The first bytes of the SHA-256 of its id's, so that the list tells nobody of any voucher.
    """
    return urlsafe_b64encode(sha256(voucher.bytes).digest()[:_SHORT_BYTES]).decode()


def _because(fault: Fault) -> Because:
    if fault == "document_unknown":
        return "unknown"
    return "void" if fault == "revoked" else fault
