"""Taking a voucher, and giving it back before it is used."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.core.sealing import seal
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.rules.terms import runs_out_at
from xiangyi.features.benefits.schemas.vouchers import MyVouchers, VoucherShown, VoucherWanted
from xiangyi.features.benefits.service import charging, finding, offering, papers, ruling
from xiangyi.features.benefits.service.papers import row_of, shown
from xiangyi.features.benefits.tables import Benefit, Voucher
from xiangyi.features.documents.errors import NameNeeded
from xiangyi.features.identity.service import deeds, persons
from xiangyi.features.identity.service.consents import consented
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.identity.service.records import records_of
from xiangyi.features.organisations import service as organisations
from xiangyi.features.volunteering.rules.paging import Place, cursor_of, instant, micros

Row = dict[str, Any]

#: Nobody has more good ones; the quotas see to that.
_MOST: Final = 200
_PAGE: Final = 50
_END: Final = (
    "UPDATE voucher SET state = 'cancelled', ended_at = {} WHERE id = {} AND state = 'issued'"
    " AND expires_at > {} AND (locked_until IS NULL OR locked_until <= {}) RETURNING id"
)


async def issue(asker: Asker, id_: UUID, wanted: VoucherWanted, *, now: datetime) -> VoucherShown:
    """Let a person have a voucher, whose minutes are spent from now on.

    The same again is answered with the same voucher, as it is by then.

    Raises:
        BenefitNotFound: there is none that is approved.
        PartnerConsentNeeded: they have not agreed that the provider learns of them.
        VoucherUnpaid: a counter honoured one whose minutes they had spent elsewhere.
        NotEligible: something lacks; says what, stock and quota too.
        NameNeeded: they have not said what they are called.
        VoucherIdTaken: the id is that of another voucher.
    """
    if (row := await row_of(id_)) is not None:
        return await _as_before(asker, row, wanted, now=now)
    with duplicate_is(errors.VoucherIdTaken()):
        async with atomic():
            await hold_alone(asker.subject)
            if await row_of(id_) is None:
                await _make(asker, id_, wanted.benefit, now=now)
    row = await row_of(id_)
    if row is None:
        raise errors.VoucherNotFound
    return await _as_before(asker, row, wanted, now=now)


async def _make(asker: Asker, id_: UUID, benefit_id: UUID, *, now: datetime) -> None:
    benefit: Row | None = await Benefit.select().where(Benefit.id == benefit_id).first()
    if benefit is None or benefit["state"] != "approved":
        raise errors.BenefitNotFound
    if (await organisations.homes([benefit["provider"]]))[benefit["provider"]].closed:
        raise errors.BenefitNotFound
    settling = await ruling.settling_of(benefit["provider"], now=now)
    whose = await offering.person(asker.subject, now=now)
    for owed in whose.owed:
        raise errors.VoucherUnpaid(title=owed.title)
    if missing := await offering.missing_of(benefit, whose, settling, now=now):
        raise errors.NotEligible(missing=msgspec.to_builtins(missing))
    if not await consented(asker.subject, papers.purpose_of(benefit["provider"]), now=now):
        [card] = await finding.cards([benefit])
        raise errors.PartnerConsentNeeded(provider=str(card.provider), name=card.provider_name)
    name = (await persons.masks([asker.subject]))[asker.subject].name
    if name is None:
        raise NameNeeded
    if not await finding.take_one(benefit_id, ended_since=now - settling):
        raise errors.StockGone
    expires_at = runs_out_at(now.astimezone(SHANGHAI), benefit["valid_days"]).astimezone(UTC)
    token = papers.made(id_, benefit_id, name, expires_at)
    row: Row = {
        "id": id_,
        "benefit": benefit_id,
        "provider": benefit["provider"],
        "account": asker.subject,
        "code": papers.fresh_code(),
        "token": seal(token, owner=id_, field=papers.TOKEN),
        "cost_minutes": benefit["cost_minutes"],
        "charges": 1,
        "issued_at": now,
        "expires_at": expires_at,
        "state": "issued",
        "lock": None,
        "locked_by": None,
        "locked_until": None,
        "used_at": None,
        "ended_at": None,
    }
    await Voucher.insert(Voucher(**row))
    await charging.spend(row, now=now)
    await deeds.note(asker, "voucher.issued", "voucher", id_, now=now)


async def cancel(asker: Asker, id_: UUID, *, now: datetime) -> VoucherShown:
    """Give a voucher back before it is used; its minutes come back. Once more changes nothing.

    Raises:
        VoucherNotFound: the asker has none of this id.
        VoucherInHand: a counter is at it.
        VoucherOver: it was used, has run out, or is void.
    """
    row = await papers.own(asker, id_)
    async with atomic():
        await hold_alone(row["account"])
        done = await run(_END, now, id_, now, now)
        row = await papers.own(asker, id_)
        if done:
            await charging.give_back(row, now=now)
            await finding.put_one_back(row["benefit"])
            await deeds.note(asker, "voucher.cancelled", "voucher", id_, now=now)
        elif row["state"] != "cancelled":
            if row["locked_until"] is not None and row["locked_until"] > now:
                raise errors.VoucherInHand(locked_until=row["locked_until"])
            [one] = await shown([row], now=now)
            raise errors.VoucherOver(state=one.state)
    [one] = await shown([row], now=now)
    return one


async def mine(asker: Asker, *, before: Place | None, now: datetime) -> MyVouchers:
    """A person's vouchers: the good ones first, then the others, the latest first.

    Those that a clerk took for them are among them once they have claimed what was kept.
    """
    own = Voucher.account.is_in(list(await records_of(asker.subject)))
    good = (Voucher.state == "issued") & (Voucher.expires_at > now)
    rows: list[Row] = []
    if before is None:
        rows = (
            await Voucher.select()
            .where(own & good)
            .order_by(Voucher.expires_at, Voucher.id)
            .limit(_MOST)
        )
    past = own & ((Voucher.state != "issued") | (Voucher.expires_at <= now))
    if before:
        at, id_ = instant(before[0]), before[1]
        past &= (Voucher.issued_at < at) | ((Voucher.issued_at == at) & (Voucher.id < id_))
    others = (
        await Voucher.select()
        .where(past)
        .order_by(Voucher.issued_at, Voucher.id, ascending=False)
        .limit(_PAGE + 1)
    )
    more = None
    if len(others) > _PAGE:
        last = others[_PAGE - 1]
        more = cursor_of(micros(last["issued_at"]), last["id"])
    return MyVouchers(await shown([*rows, *others[:_PAGE]], now=now), more, now)


async def _as_before(
    asker: Asker, row: Row, wanted: VoucherWanted, *, now: datetime
) -> VoucherShown:
    if row["account"] != asker.subject or row["benefit"] != wanted.benefit:
        raise errors.VoucherIdTaken
    [one] = await shown([row], now=now)
    return one
