"""What a person said yes to, and who says it for a child."""

from typing import Any
from uuid import UUID

from litestar import Request, delete, get, post, put
from litestar.params import FromPath, JSONBody

from xiangyi.core.asking import SignInNeeded, asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.problems import refusals
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.identity import errors
from xiangyi.features.identity.adapters.sms import SmsGateway
from xiangyi.features.identity.schemas import CodeSent
from xiangyi.features.identity.schemas.personal import (
    ConsentGiven,
    Consents,
    ConsentShown,
    GuardianAgreed,
    GuardianAsked,
    GuardianShown,
)
from xiangyi.features.identity.service import codes, consents, guardians, withdrawing


@get("/me/consents", operation_id="listConsents", tags=["me"], responses=refusals(SignInNeeded))
async def list_consents(request: Request[Any, Any, Any]) -> Consents:
    """Every consent of the person, the newest first, withdrawn ones too."""
    return Consents(await consents.list_consents(asker_of(request)))


@put(
    "/me/consents/{consent:uuid}",
    operation_id="giveConsent",
    tags=["me"],
    responses=refusals(
        SignInNeeded,
        errors.ConsentUnfit,
        errors.ConsentTaken,
        DivisionNotFound,
    ),
)
async def give_consent(
    request: Request[Any, Any, Any], consent: FromPath[UUID], data: JSONBody[ConsentGiven]
) -> ConsentShown:
    """Say yes to one purpose, under an id that the phone minted."""
    now = request.app.state.clock()
    return await consents.give(asker_of(request), consent, data, now=now)


@post(
    "/me/consents/{consent:uuid}/withdrawal",
    operation_id="withdrawConsent",
    tags=["me"],
    status_code=200,
    responses=refusals(SignInNeeded, errors.ConsentNotFound),
)
async def withdraw_consent(
    request: Request[Any, Any, Any], consent: FromPath[UUID]
) -> ConsentShown:
    """Take a yes back, from now on."""
    now = request.app.state.clock()
    return await withdrawing.withdraw_consent(asker_of(request), consent, now=now)


@post(
    "/me/guardian/codes",
    operation_id="sendGuardianCode",
    tags=["me"],
    responses=refusals(
        SignInNeeded,
        errors.PhoneUnusable,
        errors.GuardianNotNeeded,
        errors.GuardianIsSelf,
        errors.TooManyTries,
        errors.SmsUnavailable,
    ),
)
async def send_guardian_code(
    request: Request[Any, Any, Any], data: JSONBody[GuardianAsked]
) -> CodeSent:
    """Send a code to the phone of the guardian who is to agree."""
    callers: Callers = request.app.state.callers
    gateway: SmsGateway = request.app.state.sms
    await guardians.send_code(
        asker_of(request),
        data.phone,
        address=callers.address(request),
        gateway=gateway,
        now=request.app.state.clock(),
    )
    return CodeSent(expires_in_s=int(codes.LASTS.total_seconds()), again_in_s=codes.AGAIN_S)


@put(
    "/me/guardian",
    operation_id="setGuardian",
    tags=["me"],
    responses=refusals(
        SignInNeeded,
        errors.NameUnusable,
        errors.PhoneUnusable,
        errors.GuardianNotNeeded,
        errors.GuardianIsSelf,
        errors.CodeRefused,
        errors.TooManyTries,
    ),
)
async def set_guardian(
    request: Request[Any, Any, Any], data: JSONBody[GuardianAgreed]
) -> GuardianShown:
    """Let a guardian agree with the code from their own phone (PIPL Art 31)."""
    callers: Callers = request.app.state.callers
    return await guardians.agree(
        asker_of(request),
        data,
        address=callers.address(request),
        now=request.app.state.clock(),
    )


@delete(
    "/me/guardian", operation_id="withdrawGuardian", tags=["me"], responses=refusals(SignInNeeded)
)
async def withdraw_guardian(request: Request[Any, Any, Any]) -> None:
    """Take the guardian's yes back; who it was is forgotten."""
    await withdrawing.withdraw_guardian(asker_of(request), now=request.app.state.clock())


HANDLERS = [
    list_consents,
    give_consent,
    withdraw_consent,
    send_guardian_code,
    set_guardian,
    withdraw_guardian,
]
