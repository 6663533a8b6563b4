"""The ways benefits say no."""

from xiangyi.core.errors import Conflict, Forbidden, NotFound, Unusable


class BenefitNotFound(NotFound):
    """There is none, or it is not approved and not the asker's to see."""

    code = "benefit_not_found"


class BenefitUnusable(Unusable):
    """Something in it cannot be; facts: `field`."""

    code = "benefit_unusable"


class BenefitChangedMeanwhile(Conflict):
    """Somebody else changed it since it was read; facts: `revision`, the one that holds."""

    code = "benefit_changed_meanwhile"


class BenefitNotDraft(Conflict):
    """It waits for somebody's yes, is approved or withdrawn: then it takes another version."""

    code = "benefit_not_draft"


class BenefitNotWaiting(Conflict):
    """It does not wait for a second person's yes."""

    code = "benefit_not_waiting"


class BenefitNotApproved(Conflict):
    """It is not approved, or has been replaced or withdrawn."""

    code = "benefit_not_approved"


class OwnBenefit(Conflict):
    """Who wrote it, or sent it for approval, is not who says yes."""

    code = "own_benefit"


class OwnProvider(Conflict):
    """Who stands for its provider, or did within a year, is not who says yes."""

    code = "own_provider"


class OthersBenefit(Conflict):
    """Who neither wrote it nor sent it for approval gives it back with a reason instead."""

    code = "others_benefit"


class VoucherNotFound(NotFound):
    """The asker has none of this id."""

    code = "voucher_not_found"


class VoucherIdTaken(Conflict):
    """The id is that of another voucher."""

    code = "voucher_id_taken"


class PartnerConsentNeeded(Forbidden):
    """The person has not agreed to it that the provider learns of them; `provider`, `name`."""

    code = "partner_consent_needed"


class NotEligible(Conflict):
    """Something is missing; facts: `missing`, as the offer has it."""

    code = "not_eligible"


class StockGone(Conflict):
    """There is none left."""

    code = "stock_gone"


class VoucherUnpaid(Conflict):
    """One of theirs was used after they spent its minutes elsewhere; facts: `title`."""

    code = "voucher_unpaid"


class VoucherInHand(Conflict):
    """A counter is at it; facts: `locked_until`."""

    code = "voucher_in_hand"


class VoucherOver(Conflict):
    """It is used, or has ended; facts: `state`."""

    code = "voucher_over"


class LockOver(Conflict):
    """Nobody holds a voucher by this look: too long ago, another looked since, or it is over."""

    code = "lock_over"


class LookIdTaken(Conflict):
    """The id is that of a look at another voucher, or of a use."""

    code = "look_id_taken"


class OwnVoucher(Conflict):
    """It is the asker's own, or they stood in for its person: a colleague uses it."""

    code = "own_voucher"


class UseNotFound(NotFound):
    """There is none of this id at a counter of the asker's."""

    code = "use_not_found"


class UseNotCounted(Conflict):
    """It does not count, or has been taken back; facts: `state`."""

    code = "use_not_counted"


class UndoNotAsked(Conflict):
    """Nobody has asked for it to be taken back."""

    code = "undo_not_asked"


class UndoRefused(Conflict):
    """The second person has said no: it counts for good."""

    code = "undo_refused"


class OwnUndo(Conflict):
    """Who asked for it is not who says yes or no."""

    code = "own_undo"


class UseAhead(Conflict):
    """By the phone's clock it is used in the time to come: it is told anew by ours."""

    code = "use_ahead"


class UseBehind(Conflict):
    """By the phone's clock it was used before it was issued: it is told anew by ours."""

    code = "use_behind"


class SettlementIdTaken(Conflict):
    """The id is that of another use."""

    code = "settlement_id_taken"
