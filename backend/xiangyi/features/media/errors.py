"""The refusals of media."""

from xiangyi.core.errors import Conflict, NotFound, Refusal, Unavailable, Unusable


class PhotoTooLarge(Refusal):
    """Facts: `most_bytes`, and the same in megabytes as `most_mb`."""

    status_code = 413
    code = "photo_too_large"


class PhotoUnreadable(Unusable):
    """Facts: `reason`: not_a_photo, damaged, too_many_pixels, too_small or too_long."""

    code = "photo_unreadable"


class PhotoDiffers(Conflict):
    """Another photo has been sent under this id."""

    code = "photo_differs"


class PhotoNotFound(NotFound):
    code = "photo_not_found"


class DarkroomBusy(Unavailable):
    """More photos are on their way, or waiting, than will be looked at soon."""

    code = "darkroom_busy"


class UploadTooSlow(Refusal):
    """Nothing came for too long, or the end was not there in time."""

    status_code = 408
    code = "upload_too_slow"
