"""Accounts that clerks keep for persons without a phone (Art 14), until these claim them.

A kept account's phone is for calling the person, and is sealed without its hash: it is not
how somebody signs in. If the person signs in with it one day, they get an account of their
own, and the slip joins the two; nothing is merged by the number alone, which may have passed
to somebody else, or be a neighbour's.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec
from piccolo.querystring import QueryString

from xiangyi.core.asking import Asker, RoleMissing, divisions
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import keyed_hash, seal, unseal
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.divisions import service as tree
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.identity import errors
from xiangyi.features.identity.rules import persons, slips
from xiangyi.features.identity.rules.phones import masked
from xiangyi.features.identity.schemas.personal import Keeping, Kept, KeptPage, Slip
from xiangyi.features.identity.service import codes, consents, withdrawing
from xiangyi.features.identity.service.naming import checked_name
from xiangyi.features.identity.tables import Account, ClaimSlip, Consent

SLIP_LASTS: Final = timedelta(days=30)
#: What a consent's sealed note is bound to, beside the account.
NOTE: Final = "consent_note"

#: Asked of each account by itself: as a join, PostgreSQL goes through all that are kept anywhere.
_OPEN: Final = QueryString(
    "consent.purpose = 'acting_for' AND (SELECT account.kept_by IS NOT NULL"
    " AND account.claimed_by IS NULL AND account.erased_at IS NULL"
    " FROM account WHERE account.id = consent.account)"
)
#: Of each division no more than a page can need, however many are kept there: those up to the
#: last of a page that were its alone.
_FOUND: Final = (
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" IN ({})'
    ' UNION SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key"),'
    ' pages AS (SELECT "key", (SELECT DISTINCT consent.account FROM consent'
    ' WHERE consent.division = below."key" AND consent.account > {} AND {}'
    " ORDER BY consent.account LIMIT 1 OFFSET {}) AS last FROM below)"
    " SELECT DISTINCT consent.account AS id FROM pages CROSS JOIN consent"
    ' WHERE consent.division = pages."key" AND consent.account > {}'
    " AND consent.account <= COALESCE(pages.last, {}) AND {} ORDER BY id LIMIT {}"
)
_LAST: Final = UUID(int=(1 << 128) - 1)


async def keep(asker: Asker, account: UUID, keeping: Keeping, *, now: datetime) -> Kept:
    """Make an account for a person who said yes to it, with what they said yes to.

    The same clerk's same id again answers as the first did, whatever else is said.

    Raises:
        RoleMissing: the asker is no clerk of the division.
        NameUnusable, PhoneUnusable: it cannot be.
        ConsentUnfit: a guardian gives that one.
        DivisionNotFound: the division is not known.
        KeptTaken: another account has this id.
    """
    await _expect_clerk(asker, keeping.division)
    name, note = checked_name(keeping.name), tidy(keeping.note)
    phone = codes.phone_of(keeping.phone) if keeping.phone else None
    if has_hidden(note):
        raise errors.NameUnusable(reason="hidden")
    if consents.UNDER_14 in keeping.purposes:
        raise errors.ConsentUnfit(purpose=consents.UNDER_14)
    async with atomic():
        made = await run(
            "INSERT INTO account (id, made_at, name, phone, home, kept_by)"
            " VALUES ({}, {}, {}, {}, {}, {}) ON CONFLICT (id) DO NOTHING RETURNING id",
            *(account, now, seal(name, owner=account, field="name")),
            *(phone and seal(phone, owner=account, field="phone"), keeping.division),
            asker.account,
        )
        if made:
            sealed = seal(note, owner=account, field=NOTE) if note else None
            for purpose in dict.fromkeys((consents.ACTING_FOR, *keeping.purposes)):
                acting = purpose == consents.ACTING_FOR
                consent = Consent(
                    id=uuid4(),
                    account=account,
                    purpose=purpose,
                    how=keeping.how,
                    note=sealed if acting else None,
                    given_at=now,
                    recorded_by=asker.account,
                    division=keeping.division if acting else None,
                )
                await Consent.insert(consent)
            told = msgspec.to_builtins(keeping) | {"name": name, "phone": phone, "note": note}
            await _note(asker, "kept.made", account, keeping.division, now=now, after=told)
        row = await Account.select().where(_is_kept(account)).first()
        if row is None or row["kept_by"] != asker.account:
            raise errors.KeptTaken
    [kept] = await _shown([row])
    return kept


async def list_kept(asker: Asker, *, after: UUID | None, limit: int, now: datetime) -> KeptPage:
    """Those for whom the clerks of the asker's divisions enter, the asker's own among them.

    Raises:
        RoleMissing: the asker is clerk nowhere.
    """
    places = asker.scopes_of("clerk", kind="division")
    if not places:
        raise RoleMissing(roles=["clerk"])
    inside = QueryString(", ".join(["{}"] * len(places)), *places)
    first = after or UUID(int=0)
    found = await run(_FOUND, inside, first, _OPEN, limit, first, _LAST, _OPEN, limit + 1)
    ids = [UUID(str(row["id"])) for row in found]
    rows = await Account.select().where(Account.id.is_in(ids)).order_by(Account.id) if ids else []
    async with atomic():
        for place in places:
            await audit.record(asker, "kept.read", "division", place, now=now, division=place)
    return KeptPage(
        items=await _shown(rows[:limit]), next=str(ids[limit - 1]) if len(ids) > limit else None
    )


async def make_slip(asker: Asker, account: UUID, *, now: datetime) -> Slip:
    """A code for the person to claim their account by, for 30 days; one before it is void.

    Raises:
        KeptNotFound: no such account, or it is claimed or erased.
        RoleMissing: the asker is no clerk of its division.
    """
    division = await _place_of(asker, account)
    code = "".join(secrets.choice(slips.ALPHABET) for _ in range(slips.LENGTH))
    async with atomic():
        await ClaimSlip.delete().where(
            (ClaimSlip.account == account) & ClaimSlip.spent_at.is_null()
        )
        await ClaimSlip.insert(
            ClaimSlip(
                id=uuid4(),
                account=account,
                code_hash=slip_hash(code),
                made_by=asker.account,
                made_at=now,
                spent_at=None,
            )
        )
        made = Slip(code, now + SLIP_LASTS)
        after = msgspec.to_builtins(made)
        await _note(asker, "kept.slip", account, division, now=now, after=after)
    return made


async def withdraw_kept(asker: Asker, account: UUID, *, now: datetime) -> Kept:
    """Write down that the person takes their yes back: nobody acts for them any more.

    What is kept is erased after 30 days unless they claim it.

    Raises:
        KeptNotFound, RoleMissing: as for a slip.
    """
    division = await _place_of(asker, account)
    async with atomic():
        before = await _consents_of(account)
        await consents.withdraw_all(account, consents.ACTING_FOR, now=now)
        await withdrawing.let_lapse(account, now=now)
        after = await _consents_of(account)
        await _note(asker, "kept.withdrawn", account, division, now=now, before=before, after=after)
    rows = await Account.select().where(_is_kept(account))
    [kept] = await _shown(rows)
    return kept


def slip_hash(code: str) -> bytes:
    return keyed_hash(code, field="slip")


async def _place_of(asker: Asker, account: UUID) -> str:
    """The division in which an account is kept, where the asker is clerk."""
    consent = (
        await Consent.select(Consent.division)
        .where(
            (Consent.account == account)
            & (Consent.purpose == consents.ACTING_FOR)
            & Consent.division.is_not_null()
        )
        .first()
    )
    if consent is None or not await Account.exists().where(_is_kept(account)):
        raise errors.KeptNotFound
    await _expect_clerk(asker, consent["division"])
    return str(consent["division"])


async def _expect_clerk(asker: Asker, division: str) -> None:
    lineage = (await tree.lineages([division])).get(division)
    if lineage is None:
        raise DivisionNotFound(key=division)
    asker.expect("clerk", within=divisions([one.key for one in lineage]))


async def _note(  # noqa: PLR0913  # what every entry about a kept account tells
    asker: Asker,
    action: str,
    account: UUID,
    division: str,
    *,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    await audit.record(
        asker, action, "account", account, now=now, division=division, before=before, after=after
    )


async def _consents_of(account: UUID) -> dict[str, Any]:
    return {"consents": (await consents.of_accounts([account])).get(account, [])}


def _is_kept(account: UUID) -> Any:
    return (
        (Account.id == account)
        & Account.kept_by.is_not_null()
        & Account.claimed_by.is_null()
        & Account.erased_at.is_null()
    )


async def _shown(rows: Sequence[dict[str, Any]]) -> list[Kept]:
    given = await consents.of_accounts([row["id"] for row in rows])
    return [_masked(row, given.get(row["id"], [])) for row in rows]


def _masked(row: dict[str, Any], given: list[Any]) -> Kept:
    account = row["id"]
    phone = unseal(row["phone"], owner=account, field="phone") if row["phone"] else None
    name = unseal(row["name"], owner=account, field="name") if row["name"] else ""
    places = (one.division for one in given if one.purpose == consents.ACTING_FOR and one.division)
    return Kept(
        id=account,
        name=persons.masked_name(name) if name else "",
        phone=masked(phone) if phone else None,
        division=next(places, ""),
        consents=given,
    )
