"""The refusals of media: of photos, of papers and of voice notes."""

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


class PaperTooLarge(Refusal):
    """Facts: `most_bytes`, and the same in megabytes as `most_mb`."""

    status_code = 413
    code = "paper_too_large"


class PaperUnreadable(Unusable):
    """Facts: `reason`: not_a_paper, damaged, locked, active, packed, too_much or too_long."""

    code = "paper_unreadable"


class PaperNotFound(NotFound):
    """There is none under this id, it was taken off, or it is not for the asker to read."""

    code = "paper_not_found"


class VoiceTooLarge(Refusal):
    """Facts: `most_bytes`, and the same in megabytes as `most_mb`."""

    status_code = 413
    code = "voice_too_large"


class VoiceUnusable(Unusable):
    """It is no WebM or MP4 with sound alone."""

    code = "voice_unusable"


class VoiceDiffers(Conflict):
    """Another voice note has been sent under this id."""

    code = "voice_differs"


class VoiceNotFound(NotFound):
    """There is none under this id, it was removed, or it is not for the asker to hear."""

    code = "voice_not_found"
