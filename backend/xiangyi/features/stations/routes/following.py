"""Being told of what concerns a station, such as a meeting of those around it."""

from typing import Any, Final

from litestar import Request, delete, get, put
from litestar.params import FromPath

from xiangyi.core.asking import SignInNeeded, asker_of
from xiangyi.core.problems import refusals
from xiangyi.features.identity.errors import ActingForRefused
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas.following import Following
from xiangyi.features.stations.service import following


@get(
    "/me/stations/{station_id:str}",
    operation_id="getFollowing",
    tags=["me"],
    responses=refusals(SignInNeeded, ActingForRefused, errors.StationNotFound),
)
async def get_following(request: Request[Any, Any, Any], station_id: FromPath[str]) -> Following:
    """Whether one is told of what concerns a station."""
    return await following.following(asker_of(request), station_id)


@put(
    "/me/stations/{station_id:str}",
    operation_id="followStation",
    tags=["me"],
    responses=refusals(SignInNeeded, ActingForRefused, errors.StationNotFound),
)
async def follow_station(request: Request[Any, Any, Any], station_id: FromPath[str]) -> Following:
    """Be told from now on."""
    return await following.follow_station(
        asker_of(request), station_id, now=request.app.state.clock()
    )


@delete(
    "/me/stations/{station_id:str}",
    operation_id="unfollowStation",
    tags=["me"],
    status_code=200,
    responses=refusals(SignInNeeded, ActingForRefused, errors.StationNotFound),
)
async def unfollow_station(request: Request[Any, Any, Any], station_id: FromPath[str]) -> Following:
    """Be told no more."""
    return await following.unfollow_station(asker_of(request), station_id)


HANDLERS: Final = [get_following, follow_station, unfollow_station]
