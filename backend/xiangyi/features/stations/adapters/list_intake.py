"""Lists on their way in."""

from typing import Final

from xiangyi.core.intake import SILENCE_S, Intake, Refusals
from xiangyi.core.sheets.rows import MOST_BYTES, FileUnreadable
from xiangyi.features.stations import errors

#: Of all lists that are on their way or are being written down, in one process: three of the
#: largest, or hundreds of those that offices send.
_MOST_AT_ONCE: Final = 64_000_000
#: A desk waits no longer for a list to go (pwa/src/api/upload.ts).
_WHOLE_S: Final = 600.0


def list_intake(*, silence_s: float = SILENCE_S) -> Intake:
    """What takes lists in, each of at most twenty megabytes."""
    refusals = Refusals(
        too_large=lambda: FileUnreadable(reason="too_large"),
        busy=errors.ListsBusy,
        too_slow=errors.ListTooSlow,
    )
    return Intake(
        _MOST_AT_ONCE, each=MOST_BYTES, refusals=refusals, silence_s=silence_s, whole_s=_WHOLE_S
    )
