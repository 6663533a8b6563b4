"""Photos and voice notes over HTTP: the file itself is the body."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, get, put
from litestar.params import FromPath, HeaderParameter, QueryParameter

from xiangyi.core.asking import SignInNeeded, asker_of, maybe_asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.private import PICTURE, SOUND, WEBP, Small, privately, unplayed
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.identity.errors import TooManyTries
from xiangyi.features.identity.service import meeting, records, tallies
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.media import errors
from xiangyi.features.media.schemas import PhotoSent, VoiceSent
from xiangyi.features.media.service import Photos
from xiangyi.features.media.service.voices import Voices

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


@put(
    "/voices/{voice_id:uuid}",
    operation_id="sendVoice",
    tags=["media"],
    # Counted as it comes, by us.
    request_max_body_size=None,
    responses=refusals(
        *(SignInNeeded, errors.VoiceNotFound, errors.VoiceTooLarge, errors.VoiceUnusable),
        *(errors.VoiceDiffers, errors.DarkroomBusy, errors.UploadTooSlow, TooManyTries),
    ),
)
async def send_voice(request: Request[Any, Any, Any], voice_id: FromPath[UUID]) -> VoiceSent:
    """Send a recording, WebM or MP4 with sound alone and at most 1 MB, as the body."""
    now, whose = request.app.state.clock(), asker_of(request).subject
    voices: Voices = request.app.state.voices
    await tallies.count("voice by", str(whose), _PER_PHONE, now=now)
    return await voices.take(voice_id, request.stream(), account=whose, now=now)


@get(
    "/voices/{voice_id:uuid}",
    operation_id="getOwnVoice",
    tags=["media"],
    responses=refusals(SignInNeeded, errors.VoiceNotFound) | SOUND,
)
async def get_own_voice(
    request: Request[Any, Any, Any], voice_id: FromPath[UUID]
) -> Response[bytes]:
    """A voice note that the asker has sent, as it came."""
    voices: Voices = request.app.state.voices
    accounts = await records.records_of(asker_of(request).subject)
    sound = await voices.own(voice_id, accounts)
    return unplayed(sound.content, sound.kind, str(voice_id))


ROUTER = Router("/", route_handlers=[send_photo, get_own_photo, send_voice, get_own_voice])
