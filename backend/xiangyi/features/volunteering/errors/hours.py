"""The ways a code, a scan, a tick or a claim of hours is refused."""

from xiangyi.core.errors import Conflict, Forbidden, NotFound, Unusable


class CodeUnknown(Unusable):
    """No shift shows this code; what somebody shows who leads no more, or did not yet, is none."""

    code = "code_unknown"


class WrongActivity(Conflict):
    """The code is of another activity than the asker stands for; facts: `activity`, `title`."""

    code = "wrong_activity"


class AnotherShiftsCode(Conflict):
    """The code is of another shift of the same activity; facts: `starts_at`, `ends_at`, its."""

    code = "another_shifts_code"


class WrongPhase(Conflict):
    """It is the code for going, or for coming; facts: `expected`, in or out."""

    code = "wrong_phase"


class NotIn(Conflict):
    """The asker goes and has not come, as far as we know; facts: `activity`, `title`."""

    code = "not_in"


class AlreadyOut(Conflict):
    """The asker has gone already; facts: `left_at`."""

    code = "already_out"


class NotSignedUp(Conflict):
    """The asker has no seat in this shift; facts: `activity`, `title`."""

    code = "not_signed_up"


class ScanTooEarly(Conflict):
    """Facts: `from_at`, from when on people come."""

    code = "scan_too_early"


class ScanTooLate(Conflict):
    """Facts: `until_at`, until when people come, or go."""

    code = "scan_too_late"


class ScanClosed(Conflict):
    """The shift does not take place, or is over for so long that nothing is taken any more."""

    code = "scan_closed"


class AlreadyIn(Conflict):
    """The asker has come already; facts: `since_at`."""

    code = "already_in"


class ScanOverlaps(Conflict):
    """The asker was or led elsewhere then, or is here already.

    Facts: `activity`, `title`, `starts_at`, `ends_at`, of where they were.
    """

    code = "scan_overlaps"


class PairsUsedUp(Conflict):
    """The asker has come and gone too often that day; facts: `most`."""

    code = "pairs_used_up"


class ScanReplayed(Conflict):
    """The asker has read this very code already."""

    code = "scan_replayed"


class ScanIdTaken(Conflict):
    """Another scan has this id."""

    code = "scan_id_taken"


class OwnCode(Forbidden):
    """Who shows the code, or showed it during their stay, does not read it.

    Their hours are claimed, and confirmed by others.
    """

    code = "own_code"


class ShiftNotYours(Forbidden):
    """Only whoever leads the shift shows its codes and ticks who is there."""

    code = "shift_not_yours"


class TicketNotFound(NotFound):
    """Nobody was given it."""

    code = "ticket_not_found"


class TicketLapsed(Conflict):
    """It is older than ten minutes, has been tried three times, or has become a scan."""

    code = "ticket_lapsed"


class TicksSealed(Conflict):
    """The list of who was there is sealed, or not yet to be written."""

    code = "ticks_sealed"


class TicksOpen(Conflict):
    """The list of who was there is still being written: nothing is confirmed against it."""

    code = "ticks_open"


class NotTicked(Conflict):
    """Whoever led did not see them there."""

    code = "not_ticked"


class PresenceNotFound(NotFound):
    """There is none, or it is not the asker's to see."""

    code = "presence_not_found"


class NothingToDecide(Conflict):
    """It does not wait for this yes, or somebody has said it already."""

    code = "nothing_to_decide"


class NotSecondPerson(Forbidden):
    """Whoever served, led, wrote or claimed it, or belongs to the host, does not confirm it."""

    code = "not_second_person"


class ClaimNotFound(NotFound):
    """There is none, or it is not the asker's to see."""

    code = "claim_not_found"


class ClaimIdTaken(Conflict):
    """Another claim has this id."""

    code = "claim_id_taken"


class ClaimTooHigh(Conflict):
    """No more is left of the shift than `most` minutes."""

    code = "claim_too_high"


class ClaimOverlaps(Conflict):
    """The person was elsewhere for some of it.

    Facts: `activity`, `title`, `starts_at`, `ends_at`, of where they were.
    """

    code = "claim_overlaps"


class ClaimOutOfTime(Conflict):
    """The shift is not over, or has been for too long; facts: `from_at`, `until_at`."""

    code = "claim_out_of_time"


class SampledNotFound(NotFound):
    """No such line has been drawn."""

    code = "sampled_not_found"


class SignNotFound(NotFound):
    """There is none such, or not any more: its numbers are others by now."""

    code = "sign_not_found"
