"""The refusals of consultations."""

from xiangyi.core.errors import Conflict, Forbidden, NotFound, Unusable
from xiangyi.features.consultations.errors.forms import AgainstForm


class ConsultationNotFound(NotFound):
    """There is none, or it is not announced and not the asker's to see."""

    code = "consultation_not_found"


class ConsultationUnusable(Unusable):
    """Something in it cannot be; facts: `field`."""

    code = "consultation_unusable"


class PartyOfAnotherKind(Unusable, rule="of_its_kind"):
    """An organisation is asked for a party that it is not of; facts: `party`, and its `kind`."""

    code = "party_of_another_kind"


class ConsultationChangedMeanwhile(Conflict):
    """Somebody else changed it since it was read; facts: `revision`, the one that holds."""

    code = "consultation_changed_meanwhile"


class AnnouncedWordsStay(Conflict, rule="told_stays"):
    """It is announced: only when, where and whom to ring may still change; facts: `field`.

    Where it went to so many that a second person had to say yes, only when it is: one person does
    not lead so many elsewhere, even once they are fewer.
    """

    code = "announced_words_stay"


class ManyMeanwhile(Conflict, rule="approval_above"):
    """By now it goes to more than one person may tell, and no second person said yes to it."""

    code = "many_meanwhile"


class ToldTooLate(Conflict, rule="told_before"):
    """People would be told of it only once it has begun; facts: `sendAt`."""

    code = "told_too_late"


class CauseMissing(Unusable, rule="approval_above"):
    """So many are told one of the causes that everybody knows, and no words of one person."""

    code = "cause_missing"


class ConsultationNotDraft(Conflict, rule="steps"):
    """It waits for somebody's yes, is announced, cancelled or over."""

    code = "consultation_not_draft"


class ConsultationNotWaiting(Conflict, rule="steps"):
    """It does not wait for a second person's yes."""

    code = "consultation_not_waiting"


class ConsultationNotAnnounced(Conflict, rule="steps"):
    """It is not announced, or has been cancelled."""

    code = "consultation_not_announced"


class ConsultationOver(Conflict, rule="steps"):
    """It has begun."""

    code = "consultation_over"


class OwnConsultation(Conflict, rule="second_person"):
    """Who wrote it, or sent it for approval, is not who says yes."""

    code = "own_consultation"


class OthersConsultation(Conflict, rule="own_draft"):
    """Who neither wrote it nor sent it for approval gives it back with a reason instead."""

    code = "others_consultation"


class AlreadyTold(Conflict, rule="told_stays"):
    """People have been told; it can be cancelled, and they are told that."""

    code = "already_told"


class AudienceNotYours(Unusable, rule="own_place"):
    """The audience reaches out of what the asker convenes; facts: `division`."""

    code = "audience_not_yours"


class OrganisationMissing(Unusable):
    """Who convenes for an organisation alone calls people in its name, and says so."""

    code = "consultation_organisation_missing"


class NobodyToTell(Unusable):
    """The audience has nobody in it."""

    code = "nobody_to_tell"


class NobodyApproves(Conflict, rule="approval_above"):
    """It goes to more than one person may tell, and nobody else may say yes; facts: `above`.

    An administrator there or above has to give somebody a role first; it stays a draft.
    """

    code = "nobody_approves"


class AgendaNotLater(Conflict, rule="told_at_once"):
    """Who raised a concern is told at once that it is on an agenda: so is everybody else."""

    code = "agenda_not_later"


class SeatsTaken(Conflict, rule="seats"):
    """So many more find no seat; facts: `left`. What was said before stands."""

    code = "seats_taken"


class SeatsHeld(Conflict, rule="seats"):
    """So many seats are taken, or kept for whom they were promised; facts: `held`."""

    code = "seats_held"


class NoSeatToKeep(Conflict, rule="seats"):
    """No seat is left to keep for somebody of whom they come for."""

    code = "no_seat_to_keep"


class HalfByHand(Conflict, rule="half_by_hand"):
    """So many of what a party keeps are kept by hand already; facts: `most`, `until`.

    The rest is for those of it who say themselves that they come, until then.
    """

    code = "half_by_hand"


class SeatsUncounted(Conflict, rule="seats"):
    """Nobody counts the seats: there is room for everybody."""

    code = "seats_uncounted"


class NumberInWords(Unusable, rule="no_numbers"):
    """Everybody reads it, so nobody's mobile number stands there; facts: `field`."""

    code = "number_in_words"


class NumberInName(Unusable, rule="no_numbers"):
    """Who comes instead is told by a name: a number there is read in full, and is another's."""

    code = "number_in_name"


class FeedNotFound(NotFound):
    """The address of a calendar that nobody has, or that its owner has closed."""

    code = "feed_not_found"


class RecordNotFound(NotFound):
    """The meeting has no record that the asker may read."""

    code = "record_not_found"


class RecordTooSoon(Conflict, rule="steps"):
    """The meeting has not begun, or was called off; to be laid open, it is not over."""

    code = "record_too_soon"


class RecordChangedMeanwhile(Conflict):
    """Somebody else wrote on since it was read; facts: `revision`."""

    code = "record_changed_meanwhile"


class RecordUnusable(Unusable):
    """Something in it cannot be; facts: `field`."""

    code = "record_unusable"


class RecordLacks(AgainstForm, Conflict):
    """Its form asks for more; facts: `field`, `item`."""

    code = "record_lacks"


class OwnGuests(Conflict, rule="own_guests"):
    """Whom one signed in on paper does not count where one seals; facts: `counts` (how many do,
    those who signed in themselves among them), `own` (how many do not)."""

    code = "own_guests"


class RecordStays(Conflict, rule="sealed_stays"):
    """It is sealed: what is said of it later is an annex."""

    code = "record_stays"


class RecordNotOpen(Conflict, rule="correction_days"):
    """It has not been laid open to those who were there, or is sealed already."""

    code = "record_not_open"


class RecordStillOpen(Conflict, rule="correction_days"):
    """Whoever was there may still have it put right; facts: `until`."""

    code = "record_still_open"


class RemarksUnanswered(Conflict, rule="correction_days"):
    """Somebody asked for it to be put right, and nobody has answered; facts: `remarks`."""

    code = "remarks_unanswered"


class RecordNotSealed(Conflict, rule="sealed_first"):
    """An annex is to a sealed record; of another the words can still change."""

    code = "record_not_sealed"


class PresenceMissing(Forbidden, rule="who_was_there"):
    """Only whoever proved that they were there may have the record put right, or object to it.

    Once it is sealed, whose matter it was may object as well.
    """

    code = "presence_missing"


class RemarkTooLate(Conflict, rule="objection_days"):
    """The days for that are over."""

    code = "remark_too_late"


class RemarkDiffers(Conflict):
    """Something else has been said under this id."""

    code = "remark_differs"


class RemarkAnswered(Conflict, rule="told_stays"):
    """It was answered otherwise, and whoever asked has been told."""

    code = "remark_answered"


class RemarkNotFound(NotFound):
    """There is none under this id."""

    code = "remark_not_found"


class GuestNotFound(NotFound):
    """Nobody was entered for this meeting under this id, or by somebody else at a counter."""

    code = "guest_not_found"


class RoomClosed(Conflict, rule="room_hours"):
    """Nobody signs in long before a meeting, nor long after it."""

    code = "room_closed"


class RoomCodeWrong(Unusable):
    """It is not what the room shows now."""

    code = "room_code_wrong"
