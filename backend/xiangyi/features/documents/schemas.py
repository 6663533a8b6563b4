"""What goes in and out of documents."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.core.signing import PublicKey
from xiangyi.features.documents.rules.serving import Minutes, Served

Form = Literal["full", "least"]
RevokedBy = Literal["own", "desk", "corrected"]


class DocumentSaid(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """What somebody wants on paper.

    Attributes:
        organisation: for which they served; it is the issuer.
        since, until: the days; null for all there is.
        hours: of a least one, how many there were at least; null for as many as are proved.
        with_id_number: whether their identity number stands on it, in full.
    """

    organisation: UUID
    form: Form
    since: date | None = None
    until: date | None = None
    hours: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    with_id_number: bool = False


class Content(Struct, frozen=True, kw_only=True):
    """What stands on a document.

    Attributes:
        id_number: "" where the person did not want it there.
        hours: of a least one; a full one has `served` instead.
        token: what its QR code says after the address.
        accepted: whether the national system had accepted every line of it.
        secret: what the code on paper says behind the token; "" before 2026-11-27.
    """

    name: str
    id_number: str
    issuer: str
    hours: int | None
    served: list[Served]
    token: str
    accepted: bool = False
    secret: str = ""


class DocumentShown(Struct, frozen=True, rename="camel", kw_only=True):
    """A document as its person sees it.

    Attributes:
        accepted: whether the national system had accepted every line of it, so that it may be
            called 志愿服务记录证明.
        minutes: of a full one; a least one has `hours`.
        why: what somebody at a desk said when they revoked it.
    """

    id: UUID
    number: str
    form: Form
    organisation: UUID
    issuer: str
    accepted: bool
    since: date
    until: date
    minutes: Minutes | None
    hours: int | None
    token: str
    issued_at: datetime
    revoked_at: datetime | None
    revoked_by: RevokedBy | None
    why: str


class Issuer(Struct, frozen=True, rename="camel", kw_only=True):
    """An organisation for which somebody has served.

    Attributes:
        may_issue: whether it issues documents of it.
        since, until: the first day and the last.
    """

    organisation: UUID
    name: str
    may_issue: bool
    since: date
    until: date
    minutes: Minutes


class MyDocuments(Struct, frozen=True):
    """The latest first, and by whom more can be issued."""

    documents: list[DocumentShown]
    issuers: list[Issuer]


class Revoking(Struct, frozen=True, forbid_unknown_fields=True):
    why: Annotated[str, Meta(max_length=200)]


class RevokedAtDesk(Struct, frozen=True, rename="camel"):
    """What somebody at a desk sees of a document that they revoked."""

    number: str
    issuer: str
    revoked_at: datetime


class RevokedNumbers(Struct, frozen=True):
    """What a phone needs to check documents without a network.

    Attributes:
        signed: a compact JWS (ES256) whose payload has `deployment`; `at`, when it was true;
            `numbers`, of the documents that are revoked; and `issuers`, names by their ids as
            tokens have them.
    """

    key: PublicKey
    signed: str


class IssuedDocuments(Struct, frozen=True):
    """What was issued under numbers that begin alike.

    Attributes:
        hashes: SHA-256 of each one's token, in hexadecimal; of its number where the token's is
            known no more. A document whose hash is not among them was never issued.
    """

    hashes: list[str]
