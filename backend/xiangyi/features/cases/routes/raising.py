"""Raising, joining and following cases, over HTTP."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import SignInNeeded, asker_of
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.cases import errors
from xiangyi.features.cases.schemas import (
    AlikeCases,
    AlikeSought,
    AnswerDays,
    MyCase,
    MyCases,
    Raising,
)
from xiangyi.features.cases.service import likening, mine, raising, ruling
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.identity.errors import TooManyTries
from xiangyi.features.media.errors import PhotoNotFound, VoiceNotFound


@put(
    "/cases/{case_id:uuid}",
    operation_id="raiseCase",
    tags=["cases"],
    responses=refusals(
        *(SignInNeeded, errors.CaseWordsMissing, errors.CasePlaceUnusable, errors.CaseDiffers),
        *(PhotoNotFound, VoiceNotFound, TooManyTries),
    ),
)
async def raise_case(
    request: Request[Any, Any, Any], case_id: FromPath[UUID], data: JSONBody[Raising]
) -> MyCase:
    """Ask for something of a place; the receipt's number and the day of the answer come back.

    The same again is answered as the first time. What goes with it is sent
    before, by `sendPhoto` and `sendVoice`.
    """
    now = request.app.state.clock()
    return await raising.raise_case(asker_of(request), case_id, data, now=now)


@post(
    "/cases/alike",
    operation_id="findAlikeCases",
    tags=["cases"],
    status_code=200,
    responses=refusals(SignInNeeded, errors.CasePlaceUnusable, TooManyTries),
)
async def find_alike_cases(
    request: Request[Any, Any, Any], data: JSONBody[AlikeSought]
) -> AlikeCases:
    """Open ones nearby about the same, for somebody who may join instead; nothing is kept."""
    now = request.app.state.clock()
    return await likening.alike(asker_of(request), data, now=now)


@get(
    "/case-days",
    operation_id="listAnswerDays",
    tags=["cases"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def list_answer_days(
    request: Request[Any, Any, Any],
    division: Annotated[str, QueryParameter(max_length=32)],
) -> AnswerDays:
    """Within how many working days cases are answered in a division."""
    return await ruling.told(division, now=request.app.state.clock())


@get(
    "/cases/{case_id:uuid}",
    operation_id="getCase",
    tags=["cases"],
    responses=refusals(SignInNeeded, errors.CaseNotFound),
)
async def get_case(request: Request[Any, Any, Any], case_id: FromPath[UUID]) -> MyCase:
    """One that the asker raised or joined."""
    return await mine.shown(asker_of(request), case_id, now=request.app.state.clock())


@get("/me/cases", operation_id="listMyCases", tags=["me"], responses=refusals(SignInNeeded))
async def list_my_cases(request: Request[Any, Any, Any]) -> MyCases:
    """What one raised and joined, the newest first."""
    return await mine.list_mine(asker_of(request), now=request.app.state.clock())


@put(
    "/cases/{case_id:uuid}/joined",
    operation_id="joinCase",
    tags=["cases"],
    responses=refusals(
        *(SignInNeeded, errors.CaseNotFound, errors.OwnCase, errors.OwnOfficeCase, errors.CaseOver)
    ),
)
async def join_case(request: Request[Any, Any, Any], case_id: FromPath[UUID]) -> MyCase:
    """Want the same, and be told from now on what whoever raised it is told."""
    return await raising.join(asker_of(request), case_id, now=request.app.state.clock())


@put(
    "/cases/{case_id:uuid}/solved",
    operation_id="confirmCaseSolved",
    tags=["cases"],
    responses=refusals(
        *(SignInNeeded, errors.CaseNotFound, errors.CaseMoveUnfit, errors.CaseJudgedInConcern)
    ),
)
async def confirm_case_solved(request: Request[Any, Any, Any], case_id: FromPath[UUID]) -> MyCase:
    """Close what has been answered, as whoever raised it."""
    now = request.app.state.clock()
    return await raising.confirm_solved(asker_of(request), case_id, now=now)


@delete(
    "/cases/{case_id:uuid}",
    operation_id="withdrawCase",
    tags=["cases"],
    status_code=200,
    responses=refusals(
        *(SignInNeeded, errors.CaseNotFound, errors.CaseNotAlone, errors.CaseMoveUnfit)
    ),
)
async def withdraw_case(request: Request[Any, Any, Any], case_id: FromPath[UUID]) -> MyCase:
    """Take back what nobody has answered and nobody else wants."""
    now = request.app.state.clock()
    return await raising.withdraw(asker_of(request), case_id, now=now)


HANDLERS: Final = (
    raise_case,
    find_alike_cases,
    list_answer_days,
    get_case,
    list_my_cases,
    join_case,
    confirm_case_solved,
    withdraw_case,
)
