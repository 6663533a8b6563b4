"""The demonstration's cast: become one of them without a phone."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.identity import errors
from xiangyi.features.identity.guards import expect_own_page
from xiangyi.features.identity.routes.session import answer
from xiangyi.features.identity.schemas import Cast, CastMember, Session
from xiangyi.features.identity.service import sessions


@get(
    "/demo/cast",
    operation_id="listCast",
    tags=["demo"],
    security=PUBLIC,
    responses=refusals(errors.NoDemonstration),
)
async def list_cast(request: Request[Any, Any, Any]) -> Cast:
    """Whom one may become here; nobody, where this is no demonstration."""
    return Cast(list(_cast(request)))


@post(
    "/demo/cast/{person:str}",
    operation_id="becomePerson",
    tags=["demo"],
    security=PUBLIC,
    guards=[expect_own_page],
    responses=refusals(errors.NoDemonstration, errors.PersonNotFound, errors.ForeignOrigin),
)
async def become_person(
    request: Request[Any, Any, Any], person: FromPath[str]
) -> Response[Session]:
    """Sign in as one of the cast."""
    member = next((one for one in _cast(request) if one.person == person), None)
    if member is None:
        raise errors.PersonNotFound
    now = request.app.state.clock()
    opened = await sessions.open_(member.account, way="demo", label="", now=now)
    return await answer(request, opened, now=now, status_code=201)


HANDLERS = [list_cast, become_person]


def _cast(request: Request[Any, Any, Any]) -> Sequence[CastMember]:
    cast: Sequence[CastMember] = request.app.state.cast
    if not cast:
        raise errors.NoDemonstration
    return cast
