"""The refusals of commitments."""

from xiangyi.core.errors import Conflict, Forbidden, NotFound, Unusable


class CommitmentNotFound(NotFound):
    code = "commitment_not_found"


class CommitmentDiffers(Conflict):
    """Another commitment has been written down under this id."""

    code = "commitment_differs"


class CommitmentUnusable(Unusable):
    """Something in it cannot be; facts: `field`."""

    code = "commitment_unusable"


class CommitmentTooEarly(Conflict, rule="steps"):
    """The concern has not been accepted, or has come to another end; facts: `state`."""

    code = "commitment_too_early"


class CommitmentPressing(Conflict, rule="late_stays"):
    """The organisation owes another about the same concern, and that is late or done again."""

    code = "commitment_pressing"


class CommitmentMoveUnfit(Conflict, rule="steps"):
    """The commitment is not where this step begins; facts: `state`."""

    code = "commitment_move_unfit"


class CommitmentMoveDiffers(Conflict):
    """Another step has been taken under this id."""

    code = "commitment_move_differs"


class NotAsked(Forbidden, rule="who_asked_says"):
    """Only who raised or joined a case of the concern says whether it is solved."""

    code = "not_asked"


class AskedTooLate(Forbidden, rule="who_asked_says"):
    """Who came into it only after it was reported done does not say whether it is solved."""

    code = "asked_too_late"


class OwnCommitment(Forbidden, rule="own_office"):
    """Nobody says of what they wrote down, or their own organisation owes, that it is solved."""

    code = "own_commitment"


class AnswersCounted(Conflict, rule="judging_days"):
    """Nobody is asked just now: it is not reported done, or the answers have been counted."""

    code = "answers_counted"
