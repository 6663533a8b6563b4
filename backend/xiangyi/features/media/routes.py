"""Photos over HTTP: the file itself is the body."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, get, put
from litestar.params import FromPath, HeaderParameter, QueryParameter

from xiangyi.core.asking import SignInNeeded, asker_of, maybe_asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.private import PICTURE, WEBP, Small, privately
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.identity.errors import TooManyTries
from xiangyi.features.identity.service import meeting, records, tallies
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.media import errors
from xiangyi.features.media.schemas import PhotoSent
from xiangyi.features.media.service import Photos

#: A network of a whole carrier may stand behind one address.
_PER_SENDER = (Limit(60, 60), Limit(3_600, 600))
#: A photo goes with a report, and comes again where an answer was lost.
_PER_PHONE = (Limit(3_600, 36), Limit(86_400, 120))


@put(
    "/photos/{photo_id:uuid}",
    operation_id="sendPhoto",
    tags=["media"],
    security=PUBLIC,
    # Counted as it comes, by us.
    request_max_body_size=None,
    responses=refusals(
        errors.PhotoTooLarge,
        errors.PhotoUnreadable,
        errors.PhotoDiffers,
        errors.PhotoNotFound,
        errors.DarkroomBusy,
        errors.UploadTooSlow,
        TooManyTries,
    ),
)
async def send_photo(
    request: Request[Any, Any, Any],
    photo_id: FromPath[UUID],
    device_key: Annotated[str, HeaderParameter(name="X-Device-Key")] = "",
    device_met: Annotated[
        str, HeaderParameter(name="X-Device-Met", description="what `meetDevice` answered once")
    ] = "",
    unblurred: Annotated[  # noqa: FBT002  # a query
        bool, QueryParameter(description="the phone could not open it to blur anything in it")
    ] = False,
) -> PhotoSent:
    """Send a JPEG, PNG, WebP or HEIC of at most 10 MB and 50 megapixels as the body.

    What is kept is two small pictures with nothing else of the file. Whoever has sent too much
    that does not begin as a photo is told so, and may send photos all the same.
    """
    now = request.app.state.clock()
    callers: Callers = request.app.state.callers
    photos: Photos = request.app.state.photos
    asker = maybe_asker_of(request)
    met = meeting.met_at(device_key, device_met)
    # Neither who has signed in nor a phone that was here before is silenced by strangers behind
    # the same address.
    if asker:
        what, whose, limits = "photo by", str(asker.account), _PER_SENDER
    elif meeting.settled_since(met, now=now):
        what, whose, limits = "photo by a phone", device_key, _PER_PHONE
    else:
        what, whose, limits = "photo from", callers.address(request), _PER_SENDER

    async def charge(begins_as_photo: bool) -> None:  # noqa: FBT001  # of one kind or the other
        # What costs us nothing uses up nothing of what honest riders behind an address may send.
        await tallies.count(what if begins_as_photo else f"no {what}", whose, limits, now=now)

    return await photos.take(
        photo_id,
        request.stream(),
        account=asker.subject if asker else None,
        now=now,
        charge=charge,
        unblurred=unblurred,
    )


@get(
    "/photos/{photo_id:uuid}",
    operation_id="getOwnPhoto",
    tags=["media"],
    media_type=WEBP,
    responses=refusals(SignInNeeded, errors.PhotoNotFound) | PICTURE,
)
async def get_own_photo(
    request: Request[Any, Any, Any],
    photo_id: FromPath[UUID],
    small: Small = False,  # noqa: FBT002  # a query
) -> Response[bytes]:
    """A photo that the asker has sent, as it was developed, whether others see it or not."""
    photos: Photos = request.app.state.photos
    accounts = await records.records_of(asker_of(request).subject)
    return privately(await photos.own(photo_id, accounts, small=small))


ROUTER = Router("/", route_handlers=[send_photo, get_own_photo])
