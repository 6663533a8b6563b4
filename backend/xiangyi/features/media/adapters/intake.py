"""Photos on their way in."""

from typing import Final

from xiangyi.core import intake
from xiangyi.features.media import errors

#: What a photo may be; the phone knows it too (pwa/src/api/limits.ts).
MOST_BYTES: Final = 10_000_000
#: Of all photos that are on their way or wait to be developed, in one process: as many as 160 of
#: those that a phone has made smaller.
MOST_AT_ONCE: Final = 64_000_000
#: A phone waits no longer for a photo to go (pwa/src/store/sending.ts).
WHOLE_S: Final = 180.0
_REFUSALS: Final = intake.Refusals(
    too_large=lambda: errors.PhotoTooLarge(most_bytes=MOST_BYTES, most_mb=MOST_BYTES // 1_000_000),
    busy=errors.DarkroomBusy,
    too_slow=errors.UploadTooSlow,
)


class Intake(intake.Intake):
    """Takes photos in, each of at most ten megabytes."""

    def __init__(
        self,
        most_bytes: int = MOST_AT_ONCE,
        *,
        silence_s: float = intake.SILENCE_S,
        whole_s: float = WHOLE_S,
    ) -> None:
        super().__init__(
            most_bytes, each=MOST_BYTES, refusals=_REFUSALS, silence_s=silence_s, whole_s=whole_s
        )
