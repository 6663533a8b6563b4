"""The counter over HTTP, with a network and after one was missing."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.problems import refusals
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.schemas.vouchers import (
    CounterDay,
    CounterUse,
    Looking,
    MorningList,
    SettlementSaid,
    SettlementShown,
    Verdict,
    VoucherUndoing,
)
from xiangyi.features.benefits.service import counter, offline, undoing, uses
from xiangyi.features.identity.errors import TooManyTries

_MINE: Final = (SignInNeeded, RoleMissing)
_Day = Annotated[date | None, QueryParameter(description="today, unless another is said")]


@put(
    "/counter/locks/{lock_id:uuid}",
    operation_id="lockVoucher",
    tags=["counter"],
    responses=refusals(*_MINE, TooManyTries, errors.LookIdTaken, no_path=True),
)
async def lock_voucher(
    request: Request[Any, Any, Any], lock_id: FromPath[UUID], data: JSONBody[Looking]
) -> Verdict:
    """Valid, or not because …; one that is valid is held for two minutes, to be used.

    Ten characters that are typed count towards a limit; a token does not.
    """
    now = request.app.state.clock()
    return await counter.look(asker_of(request), lock_id, data, now=now)


@put(
    "/counter/locks/{lock_id:uuid}/use",
    operation_id="useVoucher",
    tags=["counter"],
    responses=refusals(
        *_MINE, errors.LockOver, errors.LookIdTaken, errors.OwnVoucher, no_path=True
    ),
)
async def use_voucher(request: Request[Any, Any, Any], lock_id: FromPath[UUID]) -> CounterUse:
    """Use the voucher that one's look holds, once for all; the same again is answered the same."""
    return await counter.use(asker_of(request), lock_id, now=request.app.state.clock())


@get(
    "/counter/uses",
    operation_id="listCounterUses",
    tags=["counter"],
    responses=refusals(*_MINE),
)
async def list_counter_uses(request: Request[Any, Any, Any], on: _Day = None) -> CounterDay:
    """A day at the counters of one's organisations, and what waits to be taken back."""
    return await uses.day(asker_of(request), on, now=request.app.state.clock())


@put(
    "/counter/uses/{use_id:uuid}/undo",
    operation_id="askUndo",
    tags=["counter"],
    responses=refusals(
        *(*_MINE, errors.UseNotFound, errors.UseNotCounted, errors.OwnVoucher),
        *(WhyMissing, WhyUnusable),
    ),
)
async def ask_undo(
    request: Request[Any, Any, Any], use_id: FromPath[UUID], data: JSONBody[VoucherUndoing]
) -> CounterUse:
    """Ask that a use be taken back, because …"""
    now = request.app.state.clock()
    return await undoing.ask(asker_of(request), use_id, data.why, now=now)


@put(
    "/counter/uses/{use_id:uuid}/undo/confirmation",
    operation_id="confirmUndo",
    tags=["counter"],
    responses=refusals(
        *(
            *_MINE,
            errors.UseNotFound,
            errors.UndoNotAsked,
            errors.OwnUndo,
            errors.OwnVoucher,
            errors.UndoRefused,
        )
    ),
)
async def confirm_undo(request: Request[Any, Any, Any], use_id: FromPath[UUID]) -> CounterUse:
    """Take a use back as the second person; the voucher is good again while its time lasts."""
    return await undoing.confirm(asker_of(request), use_id, now=request.app.state.clock())


@put(
    "/counter/uses/{use_id:uuid}/undo/refusal",
    operation_id="refuseUndo",
    tags=["counter"],
    responses=refusals(
        *(*_MINE, errors.UseNotFound, errors.UndoNotAsked, errors.OwnUndo, errors.OwnVoucher),
        *(errors.UseNotCounted, WhyMissing, WhyUnusable),
    ),
)
async def refuse_undo(
    request: Request[Any, Any, Any], use_id: FromPath[UUID], data: JSONBody[VoucherUndoing]
) -> CounterUse:
    """Let a use stay as the second person, because …; who asked is told."""
    now = request.app.state.clock()
    return await undoing.refuse(asker_of(request), use_id, data.why, now=now)


@get(
    "/counter/list",
    operation_id="getCounterList",
    tags=["counter"],
    responses=refusals(*_MINE),
)
async def get_counter_list(request: Request[Any, Any, Any]) -> MorningList:
    """What a counter keeps to check vouchers without a network, signed.

    The payload of `signed` has `deployment`; `at` and `until`, when it was true and until when a
    counter may go by it; `providers`, names by ids; `benefits`, by the `b` of a token, with their
    title `t`, category `c` and black-out days `x`; `ended`, of vouchers that are not good, the
    first six bytes of the SHA-256 of the sixteen of the token's `v`, in base64url; `own`, the same
    of those that are the asker's own or that they took for somebody; and `most`, how many may be
    used before they are settled.
    """
    return await offline.morning(asker_of(request), now=request.app.state.clock())


@put(
    "/counter/settlements/{settlement_id:uuid}",
    operation_id="settleVoucher",
    tags=["counter"],
    responses=refusals(
        *(*_MINE, errors.SettlementIdTaken, errors.OwnVoucher),
        *(errors.UseAhead, errors.UseBehind),
        no_path=True,
    ),
)
async def settle_voucher(
    request: Request[Any, Any, Any],
    settlement_id: FromPath[UUID],
    data: JSONBody[SettlementSaid],
) -> SettlementShown:
    """Tell of a voucher that was used without a network, in any order, as often as one likes."""
    now = request.app.state.clock()
    return await offline.settle(asker_of(request), settlement_id, data, now=now)


HANDLERS: Final = [
    lock_voucher,
    use_voucher,
    list_counter_uses,
    ask_undo,
    confirm_undo,
    refuse_undo,
    get_counter_list,
    settle_voucher,
]
