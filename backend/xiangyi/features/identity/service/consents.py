"""Consents: a yes to one purpose, which can be taken back at any time (PIPL Art 15)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import structs

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.divisions import service as divisions
from xiangyi.features.identity import errors
from xiangyi.features.identity.schemas.personal import ConsentGiven, ConsentShown
from xiangyi.features.identity.service import deeds
from xiangyi.features.identity.service.records import records_of
from xiangyi.features.identity.tables import Consent
from xiangyi.features.organisations import service as organisations

ACTING_FOR: Final = "acting_for"
UNDER_14: Final = "under_14"

_THEIRS: Final = (
    "SELECT 1 AS yes FROM consent WHERE purpose = {} AND account IN ({},"
    " (SELECT claimed_by FROM account WHERE id = {})) AND (ends_at IS NULL OR ends_at > {})"
)
_HOLDS: Final = f"{_THEIRS} AND withdrawn_at IS NULL LIMIT 1"
_HELD: Final = (
    f"{_THEIRS} AND given_at <= {{}} AND (withdrawn_at IS NULL OR withdrawn_at > {{}}) LIMIT 1"
)


async def consented(account: UUID, purpose: str, *, now: datetime) -> bool:
    """Whether the person's yes to this purpose holds today; ask before each use.

    Of an account that was kept and claimed since, the yes of whoever claimed it is one as well.
    """
    return bool(await run(_HOLDS, purpose, account, account, now))


async def had_consented(account: UUID, purpose: str, *, at: datetime) -> bool:
    """The same of a time that has passed."""
    return bool(await run(_HELD, purpose, account, account, at, at, at))


async def list_consents(asker: Asker) -> list[ConsentShown]:
    """Every consent of the person, the newest first, withdrawn ones and claimed ones too."""
    theirs = {asker.subject} if asker.acting_for else await records_of(asker.subject)
    found = await of_accounts(list(theirs))
    given = (one for consents in found.values() for one in consents)
    return sorted(given, key=lambda one: (one.given_at, one.id), reverse=True)


async def give(asker: Asker, consent: UUID, given: ConsentGiven, *, now: datetime) -> ConsentShown:
    """Write down a yes that the person, or a clerk in their presence, gives here.

    The same again answers as the first did. A yes to acting-for is one to the clerks of a
    division, and only the person's own: no clerk lengthens what lets them act.

    Raises:
        ConsentUnfit: a guardian gives this one, or acting-for lacks its division.
        ConsentTaken: another consent has this id.
        DivisionNotFound: the division is not known.
    """
    acting_for = given.purpose == ACTING_FOR
    if given.purpose == UNDER_14 or acting_for == (given.division is None):
        raise errors.ConsentUnfit(purpose=given.purpose)
    if acting_for and asker.acting_for:
        raise errors.ConsentUnfit(purpose=given.purpose)
    if given.division:
        await divisions.division(given.division)
    by_clerk = asker.account if asker.acting_for else None
    async with atomic():
        added = await run(
            "INSERT INTO consent (id, account, purpose, how, given_at, recorded_by, division)"
            " VALUES ({}, {}, {}, {}, {}, {}, {}) ON CONFLICT (id) DO NOTHING RETURNING id",
            *(consent, asker.subject, given.purpose, "spoken" if by_clerk else "app", now),
            *(by_clerk, given.division),
        )
        kept: Any = await Consent.select().where(Consent.id == consent).first()
        if added:
            after = structs.asdict(shown(kept))
            await deeds.note(asker, "consent.given", "consent", consent, now=now, after=after)
    same = (kept["account"], kept["purpose"], kept["division"])
    if same != (asker.subject, given.purpose, given.division):
        raise errors.ConsentTaken
    return shown(kept)


async def withdraw_all(account: UUID, purpose: str, *, now: datetime) -> None:
    """Take back whatever holds for a purpose, in the caller's transaction."""
    await Consent.update({Consent.withdrawn_at: now}).where(
        (Consent.account == account) & (Consent.purpose == purpose) & Consent.withdrawn_at.is_null()
    )


async def of_accounts(accounts: Sequence[UUID]) -> dict[UUID, list[ConsentShown]]:
    """The consents of each account, the newest first."""
    if not accounts:
        return {}
    rows = (
        await Consent.select()
        .where(Consent.account.is_in(list(accounts)))
        .order_by(Consent.given_at, Consent.id, ascending=False)
    )
    partners = {row["id"]: one for row in rows if (one := _partner_of(row["purpose"]))}
    homes = await organisations.homes(set(partners.values()))
    found: dict[UUID, list[ConsentShown]] = {}
    for row in rows:
        partner = partners.get(row["id"])
        name = homes[partner].name if partner in homes else ""
        found.setdefault(row["account"], []).append(structs.replace(shown(row), partner=name))
    return found


def _partner_of(purpose: str) -> UUID | None:
    """The organisation that may learn of somebody, where a purpose says so."""
    kind, _, which = purpose.partition(":")
    try:
        return UUID(which) if kind == "partner" else None
    except ValueError:
        return None


def shown(row: dict[str, Any]) -> ConsentShown:
    return ConsentShown(
        id=row["id"],
        purpose=row["purpose"],
        how=row["how"],
        division=row["division"],
        given_at=row["given_at"],
        recorded_by=row["recorded_by"],
        ends_at=row["ends_at"],
        withdrawn_at=row["withdrawn_at"],
    )
