"""The refusals of feedback."""

from xiangyi.core.errors import Conflict, NotFound, Unusable


class FeedbackNotFound(NotFound):
    code = "feedback_not_found"


class FeedbackDiffers(Conflict):
    """Something else has been said under this id; what was said first stays."""

    code = "feedback_differs"


class FeedbackAnswered(Conflict):
    """It has another answer already, and an answer stays as it was given."""

    code = "feedback_answered"


class WordsMissing(Unusable):
    """Nothing is left of the words once blanks and what does not show are taken away."""

    code = "words_missing"
