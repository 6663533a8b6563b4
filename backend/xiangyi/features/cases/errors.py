"""The refusals of cases and concerns."""

from xiangyi.core.errors import Conflict, Forbidden, NotFound, Unusable


class CaseNotFound(NotFound):
    """There is none, or it is not the asker's to see."""

    code = "case_not_found"


class CaseDiffers(Conflict):
    """Something else has been raised under this id; what was raised first stays."""

    code = "case_differs"


class CaseWordsMissing(Unusable):
    """There are neither words that show nor a photo nor a voice note."""

    code = "case_words_missing"


class CasePlaceUnusable(Unusable):
    """A case is of one place that is known: a division, a station or a scene; facts: `field`."""

    code = "case_place_unusable"


class CaseOver(Conflict, rule="steps"):
    """It is answered or over, and nobody joins it any more."""

    code = "case_over"


class OwnCase(Conflict, rule="once_each"):
    """Nobody joins what they raised themselves."""

    code = "own_case"


class OwnOfficeCase(Forbidden, rule="own_office"):
    """Who holds a role in the organisation that has it is none of those who want it."""

    code = "own_office_case"


class CaseNotAlone(Conflict, rule="of_many"):
    """Others have joined, or it is in a concern: it is not one person's to take back."""

    code = "case_not_alone"


class CaseMoveUnfit(Conflict, rule="steps"):
    """The case or the concern is not where this step could be taken; facts: `state`."""

    code = "case_move_unfit"


class CaseMoveDiffers(Conflict):
    """Another step has been taken under this id."""

    code = "case_move_differs"


class CaseMoveUnusable(Unusable):
    """Something that this step needs is missing or cannot be; facts: `field`."""

    code = "case_move_unusable"


class ComplaintStays(Conflict, article=12):
    """What somebody complains of or reports is nothing else because a desk says so (Art 12)."""

    code = "complaint_stays"


class CommitteeNotAnswerable(Unusable):
    """A residents' committee is not to be asked this; facts: `article` of the law, `reason`."""

    code = "committee_not_answerable"


class HandlerMissing(Unusable, rule="somebody_handles"):
    """Nobody handles anything for this organisation, so what it is given would lie there unread."""

    code = "handler_missing"


class CaseJudgedInConcern(Conflict, rule="who_asked_says"):
    """What was promised about its concern is asked about there; facts: `concern`."""

    code = "case_judged_in_concern"


class ConcernNotFound(NotFound):
    code = "concern_not_found"


class ConcernDiffers(Conflict):
    """Another concern has been proposed under this id."""

    code = "concern_differs"


class ConcernUnusable(Unusable):
    """Something in it cannot be; facts: `field`."""

    code = "concern_unusable"


class CaseNotGatherable(Conflict, rule="once_each"):
    """It is over, or in another concern; facts: `number`, its receipt's."""

    code = "case_not_gatherable"


class ConcernSettled(Conflict, rule="settled_stays"):
    """Something was decided or promised of it, and what is in it stays; facts: `state`."""

    code = "concern_settled"


class MatterUnusable(Unusable):
    """A matter of the register that cannot be; facts: `field`."""

    code = "matter_unusable"
