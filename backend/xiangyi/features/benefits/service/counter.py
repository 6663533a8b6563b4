"""At a counter: whether a voucher is good, and using it."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Scope
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.features.audit import service as audit
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.rules.life import VoucherState
from xiangyi.features.benefits.rules.terms import is_blacked_out
from xiangyi.features.benefits.rules.tokens import Because, NotAVoucher
from xiangyi.features.benefits.schemas.vouchers import CounterUse, Looking, Verdict
from xiangyi.features.benefits.service import insiders, papers, telling, uses
from xiangyi.features.benefits.service.keeping import blackouts_of
from xiangyi.features.benefits.service.papers import row_of
from xiangyi.features.benefits.service.reach import COUNTER, counters_of
from xiangyi.features.benefits.tables import Benefit, Voucher, VoucherUse
from xiangyi.features.identity.rules.slips import read_slip
from xiangyi.features.identity.service import tallies
from xiangyi.features.identity.service.consents import consented
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.volunteering.service.ruling import home_of

Row = dict[str, Any]

#: So long nobody else uses what a counter looks at.
HELD: Final = timedelta(minutes=2)
#: Nobody finds out by trying which codes there are.
_TYPED: Final = (Limit(60, 20), Limit(3_600, 200))
_LOCK: Final = (
    'UPDATE voucher SET "lock" = {}, locked_by = {}, locked_until = {} WHERE id = {}'
    " AND state = 'issued' AND expires_at > {} AND (locked_until IS NULL OR locked_until <= {}"
    " OR locked_by = {}) RETURNING id"
)
_USE: Final = (
    "UPDATE voucher SET state = 'used', used_at = {}, locked_until = NULL"
    " WHERE \"lock\" = {} AND locked_by = {} AND state = 'issued' AND locked_until > {}"
    " RETURNING id"
)
#: What is over is over for a counter too, under the same name.
_OVER: Final[dict[VoucherState, Because]] = {
    "locked": "locked",
    "used": "used",
    "expired": "expired",
    "cancelled": "cancelled",
    "void": "void",
}


async def look(asker: Asker, lock: UUID, what: Looking, *, now: datetime) -> Verdict:
    """Whether a voucher is good, and if so let nobody else use it for two minutes.

    Whoever looks again, or at another of the same person's, is answered anew.

    Raises:
        RoleMissing: the asker stands at no counter.
        TooManyTries: they have typed too many codes.
        LookIdTaken: the id is that of a look at another voucher, or of a use.
    """
    providers = counters_of(asker)
    try:
        row = await _meant(asker, what, now=now)
        verdict = await _held(asker, lock, row, providers, now=now)
    except NotAVoucher as error:
        return Verdict(lock=lock, valid=False, because=error.because)
    await audit.record(
        *(asker, "voucher.looked", "voucher", row["id"]),
        now=now,
        division=await home_of(row["provider"]),
    )
    return verdict


async def use(asker: Asker, lock: UUID, *, now: datetime) -> CounterUse:
    """Use the voucher that a look holds, and tell its person; once more is answered as before.

    It is asked again whether it is good, but for the day until which it is: whoever came before
    that was over is served within the two minutes.

    Raises:
        RoleMissing: the asker stands at no counter, or no longer at this one.
        LockOver: the look holds nothing any more: it was used, or too long ago, or what it found
            is so no more.
        LookIdTaken: the id is that of a use of another voucher.
        OwnVoucher: it is the asker's own, or they stood in for its person.
    """
    counters_of(asker)
    with duplicate_is(errors.LookIdTaken()):
        async with atomic():
            done = await run(_USE, now, lock, asker.account, now)
            if done:
                row = await _row(done[0]["id"])
                _expect_counter(asker, row)
                await insiders.expect_other(asker, row)
                benefit = await _expect_good(row, now=now)
                await VoucherUse.insert(
                    VoucherUse(
                        id=lock,
                        voucher=row["id"],
                        provider=row["provider"],
                        how="online",
                        used_at=now,
                        noted_at=now,
                        used_by=asker.account,
                        minutes=row["cost_minutes"],
                        state="counted",
                        counted_at=now,
                    )
                )
                told = row | {"title": benefit["title"]}
                await telling.ended(row["account"], told, "used", now=now)
                await audit.record(
                    *(asker, "voucher.used", "voucher", row["id"]),
                    now=now,
                    division=await home_of(row["provider"]),
                )
    found = await uses.row_of(lock)
    if found is None or found["used_by"] != asker.account:
        raise errors.LockOver
    _expect_counter(asker, found)
    [shown] = await uses.shown(asker, [found])
    return shown


async def _held(
    asker: Asker, lock: UUID, row: Row, providers: list[UUID], *, now: datetime
) -> Verdict:
    """Raises NotAVoucher: it is not good."""
    if row["provider"] not in providers:
        raise NotAVoucher("elsewhere")
    benefit: Any = await Benefit.select().where(Benefit.id == row["benefit"]).first()
    if not await _agreed(row, now=now):
        raise NotAVoucher("no_consent")
    state = papers.state_of(row, benefit, now=now)
    if state in _OVER and not (state == "locked" and row["locked_by"] == asker.account):
        return _no(lock, _OVER[state], row)
    if _is_blacked_out(benefit, now):
        raise NotAVoucher("not_today")
    if await insiders.is_own(asker, row):
        raise NotAVoucher("own_voucher")
    if await uses.row_of(lock) is not None:
        raise errors.LookIdTaken
    until = now + HELD
    with duplicate_is(errors.LookIdTaken()):
        taken = await run(_LOCK, lock, asker.account, until, row["id"], now, now, asker.account)
    if not taken:
        # Another counter was a moment earlier.
        row = await _row(row["id"])
        return _no(lock, _OVER.get(papers.state_of(row, benefit, now=now), "locked"), row)
    return Verdict(
        lock=lock,
        valid=True,
        title=benefit["title"],
        category=benefit["category"],
        name=papers.name_in(papers.token_of(row)),
        locked_until=until,
    )


async def _meant(asker: Asker, what: Looking, *, now: datetime) -> Row:
    """Raises NotAVoucher: it is none of ours."""
    row: Row | None = None
    if what.token is not None:
        row = await row_of(papers.read(what.token).voucher)
    else:
        await tallies.count("voucher code by", str(asker.account), _TYPED, now=now)
        if code := read_slip(what.code or ""):
            row = await Voucher.select().where(Voucher.code == code).first()
    if row is None:
        raise NotAVoucher("unknown")
    return row


async def _expect_good(row: Row, *, now: datetime) -> Row:
    """The benefit of a voucher that a look holds.

    Raises:
        LockOver: it is void since, not honoured today, or its person takes their yes back.
    """
    benefit: Any = await Benefit.select().where(Benefit.id == row["benefit"]).first()
    is_void = benefit["voided_at"] is not None
    if is_void or _is_blacked_out(benefit, now) or not await _agreed(row, now=now):
        raise errors.LockOver
    return benefit  # type: ignore[no-any-return]


async def _agreed(row: Row, *, now: datetime) -> bool:
    """Whether its person lets the provider learn of them."""
    purpose = papers.purpose_of(row["provider"])
    return row["account"] is not None and await consented(row["account"], purpose, now=now)


def _is_blacked_out(benefit: Row, now: datetime) -> bool:
    return is_blacked_out(blackouts_of(benefit), now.astimezone(SHANGHAI).date())


def _expect_counter(asker: Asker, row: Row) -> None:
    asker.expect(COUNTER, within=[Scope("organisation", str(row["provider"]))])


async def _row(id_: Any) -> Row:
    row = await row_of(UUID(str(id_)))
    if row is None:
        raise errors.VoucherNotFound
    return row


def _no(lock: UUID, because: Because, row: Row) -> Verdict:
    used_at = row["used_at"] if because == "used" else None
    return Verdict(lock=lock, valid=False, because=because, used_at=used_at)
