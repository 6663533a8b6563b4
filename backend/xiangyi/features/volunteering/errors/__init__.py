"""The refusals of volunteering."""

from xiangyi.core.errors import Conflict, Forbidden, NotFound, Unusable


class ActivityNotFound(NotFound):
    """There is none, or it is not approved and not the asker's to see."""

    code = "activity_not_found"


class ShiftNotFound(NotFound):
    """There is none, or its activity is not approved."""

    code = "shift_not_found"


class SignUpNotFound(NotFound):
    """Nobody has signed up or waits under this id, or the asker does not."""

    code = "sign_up_not_found"


class ActivityUnusable(Unusable):
    """Something in it cannot be; facts: `field`, and of which `shift` where it is of one."""

    code = "activity_unusable"


class ActivityChangedMeanwhile(Conflict):
    """Somebody else changed it since it was read; facts: `revision`, the one that holds."""

    code = "activity_changed_meanwhile"


class ApprovedStays(Conflict):
    """A second person said yes to it as it is: this would need another yes; facts: `field`.

    Where it is, whom to ring, who leads, and when, may still change, but not to be longer.
    """

    code = "approved_stays"


class ActivityNotDraft(Conflict):
    """It waits for somebody's yes, is approved, cancelled or over."""

    code = "activity_not_draft"


class ActivityNotWaiting(Conflict):
    """It does not wait for a second person's yes."""

    code = "activity_not_waiting"


class ActivityNotApproved(Conflict):
    """It is not approved, or has been cancelled or closed."""

    code = "activity_not_approved"


class ActivityBegun(Conflict):
    """Its first shift has begun: nothing is approved, changed or cancelled after the fact."""

    code = "activity_begun"


class ActivityNotOver(Conflict):
    """A shift of it is still to end."""

    code = "activity_not_over"


class OwnActivity(Conflict):
    """Who wrote it, or sent it for approval, is not who says yes."""

    code = "own_activity"


class OthersActivity(Conflict):
    """Who neither wrote it nor sent it for approval gives it back with a reason instead."""

    code = "others_activity"


class LeadUnfit(Unusable):
    """Who is to lead a shift does not lead for the host; facts: `shift`."""

    code = "lead_unfit"


class SignUpNotOpen(Conflict):
    """People sign up later; facts: `opens_at`."""

    code = "sign_up_not_open"


class ShiftBegun(Conflict):
    """The shift has begun: nobody signs up, leaves it or is given a seat any more."""

    code = "shift_begun"


class ShiftCancelled(Conflict):
    """The shift, or the whole activity, does not take place."""

    code = "shift_cancelled"


class SignUpOverlaps(Conflict):
    """The asker is in another shift at that time, waits for it, or leads it.

    Facts: `activity`, `title`, `starts_at`, `ends_at`, all of the other.
    """

    code = "sign_up_overlaps"


class BirthDateNeeded(Forbidden):
    """It has a minimum age, and the asker has not said when they were born; `minimum_age`."""

    code = "birth_date_needed"


class TooYoung(Forbidden):
    """Facts: `minimum_age`, in years on the day of the shift."""

    code = "too_young"


class SeatsGone(Conflict):
    """The host has given away all the seats that it kept."""

    code = "seats_gone"
