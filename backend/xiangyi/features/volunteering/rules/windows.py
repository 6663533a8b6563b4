"""When a scan still counts: by the step that it shows, and by when it came to us."""

from datetime import datetime, timedelta
from typing import Final, Literal

from xiangyi.core.codes import STEP_S, WITHIN, Phase, moment_of
from xiangyi.features.volunteering.rules.counting import Stretch
from xiangyi.features.volunteering.rules.numbers import Numbers

Fault = Literal["early", "late", "closed"]

#: So long somebody may take to sign in.
TICKET_LASTS: Final = timedelta(minutes=10)


def fault_of(
    shift: Stretch, phase: Phase, step: int, received_at: datetime, numbers: Numbers
) -> Fault | None:
    """Why a code counts no more, or not yet; None where it counts."""
    shown_at = moment_of(step)
    if received_at > shift.ends_at + timedelta(hours=numbers.sending_h):
        return "closed"
    first = shift.starts_at - timedelta(minutes=numbers.early_min)
    # A code that is to be shown later has been made by a clock that goes wrong, or for somebody.
    if shown_at < first or shown_at > received_at + timedelta(seconds=WITHIN * STEP_S):
        return "early"
    last = shift.ends_at
    if phase == "out":
        last += timedelta(minutes=numbers.leaving_min)
    return "late" if shown_at > last else None


def is_on_time(step: int, received_at: datetime, numbers: Numbers) -> bool:
    """Whether a scan came soon enough after its step to prove when somebody was there."""
    return received_at <= on_time_until(step, numbers)


def on_time_until(step: int, numbers: Numbers) -> datetime:
    """As long as a code proves when somebody was there."""
    return moment_of(step + 1) + timedelta(minutes=numbers.on_time_min)


def ticket_until(step: int, received_at: datetime, numbers: Numbers) -> datetime:
    """As long as a ticket holds: it makes no code prove for longer than without one.

    What was late when it was read is so with a ticket too.
    """
    holds = received_at + TICKET_LASTS
    last = on_time_until(step, numbers)
    return min(holds, last) if received_at <= last else holds


def sealed_from(shift: Stretch, numbers: Numbers) -> datetime:
    """When the list of who was there is sealed, if whoever leads has not done so before."""
    return shift.ends_at + timedelta(minutes=numbers.ticking_min)
