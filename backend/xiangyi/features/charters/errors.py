"""The refusals of compacts and charters."""

from xiangyi.core.errors import Conflict, Forbidden, NotFound, Unusable


class CharterNotFound(NotFound):
    """There is none, or nothing of it is published."""

    code = "charter_not_found"


class CharterUnusable(Unusable):
    """Something in it cannot be; facts: `field`."""

    code = "charter_unusable"


class CharterChangedMeanwhile(Conflict):
    """Somebody else wrote on since it was read; facts: `revision`."""

    code = "charter_changed_meanwhile"


class CharterBeingDrafted(Conflict, rule="one_at_a_time"):
    """Its next version is being drafted already."""

    code = "charter_being_drafted"


class CharterPublished(Conflict, rule="published_stays"):
    """What was published stays: it is followed by a next version."""

    code = "charter_published"


class CharterRecordNotSealed(Conflict, rule="sealed_first"):
    """The record from which it comes is not sealed, or decided nothing of this item."""

    code = "charter_record_not_sealed"


class OwnCharter(Conflict, rule="second_person"):
    """Who wrote it last is not who publishes it."""

    code = "own_charter"


class CharterTooEarly(Conflict, rule="published_first"):
    """It would be in force before it is published, or before the version that it follows is;
    facts: `since`, the first day on which it may be."""

    code = "charter_too_early"


class CharterOfOthers(Forbidden, rule="own_place"):
    """Its first version comes of a meeting in another's name, and the asker does not answer for
    the place."""

    code = "charter_of_others"
