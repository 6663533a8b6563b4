"""Writing the catalogue over HTTP: one person drafts, another says yes."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, delete, get, put
from litestar.params import FromPath, JSONBody

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.errors import Refusal
from xiangyi.core.private import PICTURE, WEBP, Small, privately
from xiangyi.core.problems import refusals
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.schemas import (
    BenefitDesk,
    BenefitDeskList,
    BenefitLookedAt,
    BenefitReturning,
    BenefitSaid,
    BenefitWithdrawing,
)
from xiangyi.features.benefits.service import desk as desks
from xiangyi.features.benefits.service import organising
from xiangyi.features.media.errors import PhotoNotFound
from xiangyi.features.media.service import Photos

_MINE: Final[list[type[Refusal]]] = [SignInNeeded, RoleMissing, errors.BenefitNotFound]
_MOVED: Final = [*_MINE, errors.BenefitChangedMeanwhile]


@get(
    "/desk/benefits",
    operation_id="listDeskBenefits",
    tags=["benefits"],
    responses=refusals(SignInNeeded),
)
async def list_desk_benefits(request: Request[Any, Any, Any]) -> BenefitDeskList:
    """The benefits for which the asker answers; what waits for a yes first."""
    return await desks.listed(asker_of(request))


@get(
    "/desk/benefits/{benefit_id:uuid}",
    operation_id="getDeskBenefit",
    tags=["benefits"],
    responses=refusals(*_MINE),
)
async def get_desk_benefit(
    request: Request[Any, Any, Any], benefit_id: FromPath[UUID]
) -> BenefitDesk:
    """One of them: what it says, how many vouchers are out, and its history."""
    return await desks.desk(asker_of(request), benefit_id)


@get(
    "/desk/benefits/{benefit_id:uuid}/picture",
    operation_id="getDeskBenefitPicture",
    tags=["benefits"],
    media_type=WEBP,
    responses=refusals(*_MINE, PhotoNotFound) | PICTURE,
)
async def get_desk_benefit_picture(
    request: Request[Any, Any, Any],
    benefit_id: FromPath[UUID],
    small: Small = False,  # noqa: FBT002  # a query
) -> Response[bytes]:
    """The picture of one of them, before everybody sees it too."""
    photo = await desks.picture(asker_of(request), benefit_id)
    photos: Photos = request.app.state.photos
    return privately(await photos.picture(photo, small=small))


@put(
    "/benefits/{benefit_id:uuid}",
    operation_id="putBenefit",
    tags=["benefits"],
    responses=refusals(
        *(*_MOVED, errors.BenefitUnusable, errors.BenefitNotDraft, errors.BenefitNotApproved),
        PhotoNotFound,
    ),
)
async def put_benefit(
    request: Request[Any, Any, Any], benefit_id: FromPath[UUID], data: JSONBody[BenefitSaid]
) -> BenefitDesk:
    """Keep a draft; of a benefit that is approved, the draft of another version."""
    now = request.app.state.clock()
    await organising.put(asker_of(request), benefit_id, data, now=now)
    return await _desk(request, benefit_id)


@delete(
    "/benefits/{benefit_id:uuid}",
    operation_id="deleteBenefit",
    tags=["benefits"],
    responses=refusals(*_MOVED, errors.BenefitNotDraft),
)
async def delete_benefit(request: Request[Any, Any, Any], benefit_id: FromPath[UUID]) -> None:
    """Let a draft be gone for everybody; its words are erased."""
    await organising.delete(asker_of(request), benefit_id, now=request.app.state.clock())


@put(
    "/benefits/{benefit_id:uuid}/submission",
    operation_id="submitBenefit",
    tags=["benefits"],
    responses=refusals(*_MOVED, errors.BenefitNotDraft),
)
async def submit_benefit(
    request: Request[Any, Any, Any], benefit_id: FromPath[UUID], data: JSONBody[BenefitLookedAt]
) -> BenefitDesk:
    """Ask a second person to say yes."""
    now = request.app.state.clock()
    await organising.submit(asker_of(request), benefit_id, data.based_on, now=now)
    return await _desk(request, benefit_id)


@delete(
    "/benefits/{benefit_id:uuid}/submission",
    operation_id="takeBenefitBack",
    tags=["benefits"],
    status_code=200,
    responses=refusals(*_MOVED, errors.BenefitNotWaiting, errors.OthersBenefit),
)
async def take_benefit_back(
    request: Request[Any, Any, Any], benefit_id: FromPath[UUID]
) -> BenefitDesk:
    """Make a draft again of what waits for a second person's yes."""
    await organising.take_back(asker_of(request), benefit_id, now=request.app.state.clock())
    return await _desk(request, benefit_id)


@put(
    "/benefits/{benefit_id:uuid}/approval",
    operation_id="approveBenefit",
    tags=["benefits"],
    responses=refusals(*_MOVED, errors.BenefitNotWaiting, errors.OwnBenefit, errors.OwnProvider),
)
async def approve_benefit(
    request: Request[Any, Any, Any], benefit_id: FromPath[UUID], data: JSONBody[BenefitLookedAt]
) -> BenefitDesk:
    """Say yes as the second person; it takes the place of the version before."""
    now = request.app.state.clock()
    await organising.approve(asker_of(request), benefit_id, data.based_on, now=now)
    return await _desk(request, benefit_id)


@put(
    "/benefits/{benefit_id:uuid}/return",
    operation_id="sendBackBenefit",
    tags=["benefits"],
    responses=refusals(
        *_MOVED, errors.BenefitNotWaiting, errors.OwnProvider, WhyMissing, WhyUnusable
    ),
)
async def send_back_benefit(
    request: Request[Any, Any, Any], benefit_id: FromPath[UUID], data: JSONBody[BenefitReturning]
) -> BenefitDesk:
    """Give it back to whoever wrote it, with a reason."""
    now = request.app.state.clock()
    await organising.send_back(asker_of(request), benefit_id, data.why, now=now)
    return await _desk(request, benefit_id)


@put(
    "/benefits/{benefit_id:uuid}/withdrawal",
    operation_id="withdrawBenefit",
    tags=["benefits"],
    responses=refusals(*_MOVED, errors.BenefitNotApproved, WhyMissing, WhyUnusable),
)
async def withdraw_benefit(
    request: Request[Any, Any, Any],
    benefit_id: FromPath[UUID],
    data: JSONBody[BenefitWithdrawing],
) -> BenefitDesk:
    """Let nobody get it any more; vouchers that are out are honoured, unless they end too."""
    now = request.app.state.clock()
    await organising.withdraw(asker_of(request), benefit_id, data, now=now)
    return await _desk(request, benefit_id)


async def _desk(request: Request[Any, Any, Any], id_: UUID) -> BenefitDesk:
    return await desks.desk(asker_of(request), id_)


HANDLERS: Final = [
    list_desk_benefits,
    get_desk_benefit,
    get_desk_benefit_picture,
    put_benefit,
    delete_benefit,
    submit_benefit,
    take_benefit_back,
    approve_benefit,
    send_back_benefit,
    withdraw_benefit,
]
