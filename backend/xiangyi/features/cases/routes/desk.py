"""Cases at the desks of conveners, watchers and handlers, over HTTP."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Response, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.private import PICTURE, SOUND, WEBP, Small, privately, unplayed
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.paging import DAY_CURSOR
from xiangyi.features.cases.schemas import CaseMoving, DeskCase, DeskCases, Matters
from xiangyi.features.cases.service import desk, moving, registering
from xiangyi.features.cases.service.desk import Which
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.media.errors import PhotoNotFound, VoiceNotFound
from xiangyi.features.media.service import Photos
from xiangyi.features.media.service.voices import Voices


@get(
    "/desk/cases",
    operation_id="listDeskCases",
    tags=["cases"],
    responses=refusals(SignInNeeded, RoleMissing),
)
async def list_desk_cases(
    request: Request[Any, Any, Any],
    which: Annotated[Which, QueryParameter(name="state")] = "open",
    cursor: Annotated[str | None, QueryParameter(pattern=DAY_CURSOR)] = None,
) -> DeskCases:
    """Those of the asker's divisions, and those assigned to their organisations.

    `open` is what waits for an answer, by the day it is due, so the most overdue first; ended ones
    come the latest first.
    """
    now = request.app.state.clock()
    return await desk.list_cases(asker_of(request), which, cursor=cursor, now=now)


@get(
    "/desk/cases/{case_id:uuid}",
    operation_id="getDeskCase",
    tags=["cases"],
    responses=refusals(SignInNeeded, RoleMissing, errors.CaseNotFound),
)
async def get_desk_case(request: Request[Any, Any, Any], case_id: FromPath[UUID]) -> DeskCase:
    """One of them; the look goes on record."""
    return await desk.read_case(asker_of(request), case_id, now=request.app.state.clock())


@get(
    "/desk/cases/{case_id:uuid}/photo",
    operation_id="getCasePhoto",
    tags=["cases"],
    media_type=WEBP,
    responses=refusals(SignInNeeded, RoleMissing, errors.CaseNotFound, PhotoNotFound) | PICTURE,
)
async def get_case_photo(
    request: Request[Any, Any, Any],
    case_id: FromPath[UUID],
    small: Small = False,  # noqa: FBT002  # a query
) -> Response[bytes]:
    """Its photo; the look goes on record."""
    now = request.app.state.clock()
    photo = await desk.photo_of(asker_of(request), case_id, now=now)
    kept: Photos = request.app.state.photos
    return privately(await kept.picture(photo, small=small))


@get(
    "/desk/cases/{case_id:uuid}/voice",
    operation_id="getCaseVoice",
    tags=["cases"],
    responses=refusals(SignInNeeded, RoleMissing, errors.CaseNotFound, VoiceNotFound) | SOUND,
)
async def get_case_voice(
    request: Request[Any, Any, Any], case_id: FromPath[UUID]
) -> Response[bytes]:
    """Its voice note, for those who read by whom it was raised; the look goes on record."""
    now = request.app.state.clock()
    voice = await desk.voice_of(asker_of(request), case_id, now=now)
    kept: Voices = request.app.state.voices
    sound = await kept.sound(voice)
    return unplayed(sound.content, sound.kind, str(case_id))


@put(
    "/desk/cases/{case_id:uuid}/moves/{move_id:uuid}",
    operation_id="moveCase",
    tags=["cases"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, errors.CaseNotFound, errors.CaseMoveUnusable),
        *(errors.CommitteeNotAnswerable, errors.ComplaintStays, errors.HandlerMissing),
        *(errors.CaseMoveUnfit, errors.CaseMoveDiffers, errors.ConcernSettled),
    ),
)
async def move_case(
    request: Request[Any, Any, Any],
    case_id: FromPath[UUID],
    move_id: FromPath[UUID],
    data: JSONBody[CaseMoving],
) -> DeskCase:
    """Take a step, under an id minted for it; whoever raised or joined the case is told."""
    now = request.app.state.clock()
    return await moving.move(asker_of(request), case_id, move_id, data, now=now)


@get(
    "/committee-matters",
    operation_id="listCommitteeMatters",
    tags=["cases"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def list_committee_matters(
    request: Request[Any, Any, Any],
    division: Annotated[str, QueryParameter(max_length=32)],
) -> Matters:
    """What a residents' committee in a division may be asked today (Art 7, 13)."""
    return await registering.matters(division, now=request.app.state.clock())


HANDLERS: Final = (
    list_desk_cases,
    get_desk_case,
    get_case_photo,
    get_case_voice,
    move_case,
    list_committee_matters,
)
