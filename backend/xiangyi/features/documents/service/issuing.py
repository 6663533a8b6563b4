"""Issuing a document: whoever recorded the service says so, at once and for nothing."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.core.sealing import seal
from xiangyi.core.signing import sign
from xiangyi.features.documents import errors
from xiangyi.features.documents.rules.issuing import MAY_ISSUE, NUMBER_LENGTH
from xiangyi.features.documents.rules.sealing import about
from xiangyi.features.documents.rules.serving import Posted, Served, netted, summed, within
from xiangyi.features.documents.rules.tokens import (
    KEY_LETTERS,
    KIND,
    Claims,
    days,
    masked,
    packed_id,
)
from xiangyi.features.documents.rules.words import signed
from xiangyi.features.documents.schemas import Content, DocumentSaid, DocumentShown
from xiangyi.features.documents.service import reading
from xiangyi.features.documents.service.checking import hash_of
from xiangyi.features.documents.service.keeping import (
    CONTENT,
    PURPOSE,
    content_text,
    row_of,
    shown,
)
from xiangyi.features.documents.tables import ServiceDocument
from xiangyi.features.identity.errors import OwnHandsOnly
from xiangyi.features.identity.rules.slips import ALPHABET
from xiangyi.features.identity.service import persons, tallies
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.ledger.errors import PostingDiffers
from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service import sealing as in_tree
from xiangyi.features.organisations import service as organisations
from xiangyi.features.organisations.schemas import OrganisationCard
from xiangyi.features.records.service import accepting

_PER_ACCOUNT: Final = (Limit(60, 10), Limit(86_400, 100))


async def issue(asker: Asker, id_: UUID, said: DocumentSaid, *, now: datetime) -> DocumentShown:
    """Say what the ledger says just now of the asker's service for one organisation.

    It is called 志愿服务记录证明 where the national system has accepted every line of it by now,
    corrections too, and 平台服务记录 otherwise; what has been issued keeps its name.

    One document has one issuer, since whoever recorded the service certifies it: somebody who
    served three organisations gets three. The same again is answered as the first time.

    Raises:
        OwnHandsOnly: somebody acts for the person.
        DocumentIdTaken: the id is another document's.
        DocumentPeriodUnusable: the days are no time that has begun.
        OrganisationNotFound, IssuerMayNot: it issues none.
        NothingServed: the ledger has nothing of it in this time.
        HoursTooMany: no more than `most` hours are proved.
        NameNeeded, IdNumberNeeded: the person has not told what is to stand on it.
        TooManyTries: a hundred within a day.
    """
    if asker.acting_for:
        raise OwnHandsOnly
    if (row := await row_of(id_)) is not None:
        return _as_before(asker, row, said)
    today = now.astimezone(SHANGHAI).date()
    if said.since and said.since > min(said.until or today, today):
        raise errors.DocumentPeriodUnusable
    issuer = await _issuer(said.organisation)
    await tallies.count("documents by", str(asker.account), _PER_ACCOUNT, now=now)
    with duplicate_is(errors.DocumentIdTaken()):
        async with atomic():
            await hold_alone(asker.account)
            if (row := await row_of(id_)) is not None:
                return _as_before(asker, row, said)
            posted = await reading.posted(asker.account)
            row = await _made(asker.account, id_, said, issuer, posted, now=now)
            await ServiceDocument.insert(ServiceDocument(**row))
            await _seal(row, now=now)
    return shown(row)


async def _seal(row: dict[str, Any], *, now: datetime) -> None:
    """Put its hash into the ledger's tree, in the caller's transaction.

    Raises:
        DocumentIdTaken: the id is another posting's.
    """
    try:
        await in_tree.seal(row["id"], about(row, content_text(row)), now=now)
    except PostingDiffers as error:
        raise errors.DocumentIdTaken from error


async def _made(  # noqa: PLR0913  # what a document is made of
    account: UUID,
    id_: UUID,
    said: DocumentSaid,
    issuer: OrganisationCard,
    posted: Sequence[Posted],
    *,
    now: datetime,
) -> dict[str, Any]:
    of_it = within(posted, issuer.id, said.since, said.until)
    served = netted(of_it)
    if not served:
        raise errors.NothingServed
    hours = _hours(said, served)
    told = await persons.on_paper(account)
    if told.name is None:
        raise errors.NameNeeded
    if said.with_id_number and told.id_number is None:
        raise errors.IdNumberNeeded
    issued_at = now.replace(microsecond=0)
    since, until = _days(said, served, issued_at)
    number, secret = _random(), _random()
    sums = summed(served)
    words: dict[str, Any] = {
        "name": told.name,
        "id_number": told.id_number or "" if said.with_id_number else "",
        "accepted": await accepting.are_accepted([one.line for one in of_it]),
        "issuer": issuer.name,
        "served": served if hours is None else [],
    }
    claims = Claims(
        n=number,
        o=packed_id(issuer.id),
        p=masked(told.name),
        t=int(issued_at.timestamp()),
        d=(days(since), days(until)),
        m=(sums.verified, sums.confirmed, sums.late, sums.backfilled) if hours is None else None,
        h=hours,
        c=1 if words["accepted"] else None,
        s=signed(number, secret, **words),
    )
    token = sign(PURPOSE, KIND, msgspec.json.encode(claims), letters=KEY_LETTERS)
    content = Content(**words, hours=hours, token=token, secret=secret)
    return {
        "id": id_,
        "number": number,
        "token_hash": hash_of(token),
        "account": account,
        "organisation": issuer.id,
        "form": said.form,
        "since_on": since,
        "until_on": until,
        "ledger_account": await accounts.account_of(account, "service"),
        "seq": posted[-1].seq,
        "hours": hours,
        "content": seal(msgspec.json.encode(content).decode(), owner=id_, field=CONTENT),
        "issued_at": issued_at,
        "revoked_at": None,
        "revoked_by": None,
        "why": None,
    }


def _random() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH))


def _hours(said: DocumentSaid, served: Sequence[Served]) -> int | None:
    if said.form == "full":
        return None
    most = summed(served).proved_hours
    if most < (said.hours or 1):
        raise errors.HoursTooMany(most=most)
    return said.hours or most


def _days(said: DocumentSaid, served: Sequence[Served], now: datetime) -> tuple[date, date]:
    """What was asked for; without a beginning from the first day of service, until today."""
    today = now.astimezone(SHANGHAI).date()
    return said.since or served[0].day, min(said.until or today, today)


async def _issuer(id_: UUID) -> OrganisationCard:
    card = await organisations.organisation(id_)
    if card.kind not in MAY_ISSUE:
        raise errors.IssuerMayNot(reason="kind")
    if card.closed_at is not None:
        raise errors.IssuerMayNot(reason="closed")
    return card


def _as_before(asker: Asker, row: dict[str, Any], said: DocumentSaid) -> DocumentShown:
    if row["account"] != asker.account:
        raise errors.DocumentIdTaken
    made = shown(row)
    told = (made.organisation, made.form)
    if told != (said.organisation, said.form) or said.hours not in (None, made.hours):
        raise errors.DocumentIdTaken
    return made
