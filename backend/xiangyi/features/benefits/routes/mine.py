"""The catalogue, and what a person may have and has of it, over HTTP."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import SignInNeeded, asker_of
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.rules.terms import Category
from xiangyi.features.benefits.schemas import BenefitCard, BenefitList, MyBenefits
from xiangyi.features.benefits.schemas.vouchers import MyVouchers, VoucherShown, VoucherWanted
from xiangyi.features.benefits.service import finding, issuing, offering
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.documents.errors import NameNeeded
from xiangyi.features.ledger.errors import MinutesLacking
from xiangyi.features.volunteering.rules.paging import CURSOR, place_of

_Division = Annotated[
    str | None, QueryParameter(max_length=32, description="that of this division and around it")
]
_Category = Annotated[Category | None, QueryParameter(description="of one kind")]
_Before = Annotated[
    str | None, QueryParameter(pattern=CURSOR, description="the `next` of the page before")
]


@get(
    "/benefits",
    operation_id="listBenefits",
    tags=["benefits"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def list_benefits(division: _Division = None, category: _Category = None) -> BenefitList:
    """What there is for volunteers, the latest first."""
    return await finding.listed(division=division, category=category)


@get(
    "/benefits/{benefit_id:uuid}",
    operation_id="getBenefit",
    tags=["benefits"],
    security=PUBLIC,
    responses=refusals(errors.BenefitNotFound),
)
async def get_benefit(benefit_id: FromPath[UUID]) -> BenefitCard:
    """One version, also one that has been replaced or withdrawn."""
    return await finding.one(benefit_id)


@get(
    "/me/benefits",
    operation_id="listMyBenefits",
    tags=["benefits"],
    responses=refusals(SignInNeeded),
)
async def list_my_benefits(request: Request[Any, Any, Any]) -> MyBenefits:
    """What one may have now first; of the rest, what lacks; and which minutes lapse when."""
    return await offering.mine(asker_of(request), now=request.app.state.clock())


@get(
    "/me/vouchers",
    operation_id="listMyVouchers",
    tags=["benefits"],
    responses=refusals(SignInNeeded),
)
async def list_my_vouchers(request: Request[Any, Any, Any], before: _Before = None) -> MyVouchers:
    """One's vouchers with all that a phone shows without a network, the good ones first."""
    asker, now = asker_of(request), request.app.state.clock()
    return await issuing.mine(asker, before=place_of(before) if before else None, now=now)


@put(
    "/vouchers/{voucher_id:uuid}",
    operation_id="issueVoucher",
    tags=["benefits"],
    responses=refusals(
        *(SignInNeeded, errors.BenefitNotFound, errors.PartnerConsentNeeded),
        *(
            errors.NotEligible,
            errors.StockGone,
            errors.VoucherUnpaid,
            MinutesLacking,
            NameNeeded,
            errors.VoucherIdTaken,
        ),
    ),
)
async def issue_voucher(
    request: Request[Any, Any, Any], voucher_id: FromPath[UUID], data: JSONBody[VoucherWanted]
) -> VoucherShown:
    """Take a voucher, under an id that the phone minted; its minutes are spent from now on."""
    now = request.app.state.clock()
    return await issuing.issue(asker_of(request), voucher_id, data, now=now)


@put(
    "/vouchers/{voucher_id:uuid}/cancellation",
    operation_id="cancelVoucher",
    tags=["benefits"],
    responses=refusals(
        *(SignInNeeded, errors.VoucherNotFound, errors.VoucherInHand, errors.VoucherOver)
    ),
)
async def cancel_voucher(
    request: Request[Any, Any, Any], voucher_id: FromPath[UUID]
) -> VoucherShown:
    """Give a voucher back before it is used; its minutes come back at once."""
    now = request.app.state.clock()
    return await issuing.cancel(asker_of(request), voucher_id, now=now)


HANDLERS: Final = [
    list_benefits,
    get_benefit,
    list_my_benefits,
    list_my_vouchers,
    issue_voucher,
    cancel_voucher,
]
