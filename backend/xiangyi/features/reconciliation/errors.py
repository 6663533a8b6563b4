"""The ways something about a statement is refused."""

from xiangyi.core.errors import Conflict, NotFound, Unusable


class MonthUnusable(Unusable):
    """It is not written like 2026-11, or has yet to begin."""

    code = "month_unusable"


class StatementLineNotFound(NotFound):
    """No statement that the asker may see has this line."""

    code = "statement_line_not_found"


class StatementDisputeNotFound(NotFound):
    """There is none of this id that the asker may see."""

    code = "statement_dispute_not_found"


class StatementDisputeIdTaken(Conflict):
    """The id is that of another dispute or answer."""

    code = "statement_dispute_id_taken"


class StatementLineDisputed(Conflict):
    """It has been disputed before, by this provider; a line is so once."""

    code = "statement_line_disputed"


class StatementLineFinal(Conflict):
    """The use has been taken back since: nothing is left to dispute, or to strike."""

    code = "statement_line_final"


class StatementDisputeSettled(Conflict):
    """Two have said the same, and it stays."""

    code = "statement_dispute_settled"


class StatementAnswerUnfit(Conflict):
    """A use is struck, a double use is honoured, and not the other way round."""

    code = "statement_answer_unfit"
