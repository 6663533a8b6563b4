"""The ways a record says no."""

from xiangyi.core.errors import Conflict, NotFound, Unusable


class DisputeNotFound(NotFound):
    """There is none, or the asker had no part in its shift."""

    code = "dispute_not_found"


class DisputeIdTaken(Conflict):
    """Another dispute has this id."""

    code = "dispute_id_taken"


class DisputeOpen(Conflict):
    """The same is disputed already, and not answered yet."""

    code = "dispute_open"


class DisputeDecided(Conflict):
    """It has been answered, and of what the county has answered nothing more is asked."""

    code = "dispute_decided"


class LineNotFound(NotFound):
    """The asker has no such line in this shift."""

    code = "line_not_found"


class CorrectionUnfit(Unusable):
    """What is said to be right cannot be.

    Facts: `reason`: same, where it is so already; lower, where it takes more than the volunteer
    says themselves.
    """

    code = "correction_unfit"


class ShiftNotOver(Conflict):
    """What is not over is not recorded yet; facts: `until_at`."""

    code = "shift_not_over"


class SettledAlready(Conflict):
    """Of this seat minutes are counted or claimed, or it has been said why none are."""

    code = "settled_already"


class EntryNotFound(NotFound):
    """There is none, or it is not the asker's."""

    code = "entry_not_found"


class EntryIdTaken(Conflict):
    """Another entry has this id."""

    code = "entry_id_taken"


class EntryUnusable(Unusable):
    """Something of an entry cannot be; facts: `field`."""

    code = "entry_unusable"


class AnswersUnusable(Unusable):
    """A file of answers of the national system cannot be read; facts: `line`, `reason`."""

    code = "answers_unusable"
