"""Vouchers as they are kept, as their person sees them, and what a token of one says."""

import secrets
from base64 import urlsafe_b64decode
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.sealing import unseal_some
from xiangyi.core.signing import NotSigned, opened, public_key, sign
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.rules.life import shown_state
from xiangyi.features.benefits.rules.tokens import (
    KEY_LETTERS,
    KIND,
    Claims,
    NotAVoucher,
    claims_of,
    header,
)
from xiangyi.features.benefits.schemas.vouchers import VoucherShown
from xiangyi.features.benefits.service import finding
from xiangyi.features.benefits.tables import Benefit, Voucher
from xiangyi.features.documents.rules.tokens import packed_id
from xiangyi.features.identity.rules.slips import ALPHABET, LENGTH
from xiangyi.features.identity.service.consents import consented
from xiangyi.features.identity.service.records import records_of

Row = dict[str, Any]

#: Whose key signs them.
PURPOSE: Final = "benefits"
#: As what a token is sealed.
TOKEN: Final = "voucher_token"  # noqa: S105  # the name of a field
_GOOD: Final = ("issued", "locked")


def fresh_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def made(voucher: UUID, benefit: UUID, name: str, expires_at: datetime) -> str:
    """A token."""
    claims = Claims(
        b=packed_id(benefit), p=name, v=packed_id(voucher), x=int(expires_at.timestamp())
    )
    return sign(PURPOSE, KIND, msgspec.json.encode(claims), letters=KEY_LETTERS)


def read(text: str) -> Claims:
    """What a token says that this deployment has signed.

    Raises:
        NotAVoucher: it is none.
    """
    token = text.strip()
    if header(token).kid != public_key(PURPOSE).kid[:KEY_LETTERS]:
        raise NotAVoucher("another_key")
    try:
        payload = opened(PURPOSE, KIND, token, letters=KEY_LETTERS)
    except NotSigned as error:
        raise NotAVoucher("signature") from error
    return claims_of(payload)


def purpose_of(provider: UUID) -> str:
    """Of the consent that a provider may learn of somebody."""
    return f"partner:{provider}"


async def row_of(id_: UUID) -> Row | None:
    row: Row | None = await Voucher.select().where(Voucher.id == id_).first()
    return row


async def own(asker: Asker, id_: UUID) -> Row:
    """A voucher of the asker's, or of the person for whom they act.

    Raises:
        VoucherNotFound: they have none of this id.
    """
    row = await row_of(id_)
    if row is None or row["account"] not in await records_of(asker.subject):
        raise errors.VoucherNotFound
    return row


async def benefits_of(rows: Collection[Row]) -> dict[UUID, Row]:
    """The versions on whose terms these vouchers are."""
    ids = {row["benefit"] for row in rows}
    if not ids:
        return {}
    found = await Benefit.select().where(Benefit.id.is_in(list(ids)))
    return {one["id"]: one for one in found}


async def shown(rows: Sequence[Row], *, now: datetime) -> list[VoucherShown]:
    """Vouchers as their person sees them."""
    benefits = await benefits_of(rows)
    cards = {one.id: one for one in await finding.cards(list(benefits.values()))}
    theirs = {(row["account"], row["provider"]) for row in rows}
    agreed = {
        (account, provider)
        for account, provider in theirs
        if account and await consented(account, purpose_of(provider), now=now)
    }
    found = []
    for row in rows:
        state = state_of(row, benefits[row["benefit"]], now=now)
        token = token_of(row)
        good = state in _GOOD
        found.append(
            VoucherShown(
                id=row["id"],
                state=state,
                benefit=cards[row["benefit"]],
                name=name_in(token),
                code=row["code"] if good else "",
                token=token if good else "",
                cost_minutes=row["cost_minutes"],
                issued_at=row["issued_at"],
                expires_at=row["expires_at"],
                locked_until=row["locked_until"] if state == "locked" else None,
                used_at=row["used_at"],
                ended_at=row["ended_at"],
                consented=(row["account"], row["provider"]) in agreed,
            )
        )
    return found


def state_of(row: Row, benefit: Row, *, now: datetime) -> Any:
    return shown_state(
        row["state"],
        expires_at=row["expires_at"],
        locked_until=row["locked_until"],
        voided_at=benefit["voided_at"],
        now=now,
    )


def token_of(row: Row) -> str:
    """What its QR code has; nothing once its person is erased."""
    return unseal_some(row["token"], owner=row["id"], field=TOKEN)


def name_in(token: str) -> str:
    """The masked name in a token that we have kept."""
    if not token:
        return ""
    payload = token.split(".")[1]
    return claims_of(urlsafe_b64decode(payload + "=" * (-len(payload) % 4))).p
