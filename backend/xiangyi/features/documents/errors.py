"""The ways a document is refused."""

from xiangyi.core.errors import Conflict, NotFound, Unusable


class DocumentNotFound(NotFound):
    """There is none of this id or number that the asker may see."""

    code = "document_not_found"


class DocumentIdTaken(Conflict):
    """The id is that of another document."""

    code = "document_id_taken"


class DocumentRevoked(Conflict):
    """It has been revoked, and is printed no more."""

    code = "document_revoked"


class DocumentPeriodUnusable(Unusable):
    """It ends before it begins, or has yet to begin."""

    code = "document_period_unusable"


class IssuerMayNot(Conflict):
    """The organisation issues no documents; facts: `reason`, kind or closed."""

    code = "issuer_may_not"


class NothingServed(Conflict):
    """The ledger has no minutes of this organisation in this time."""

    code = "nothing_served"


class HoursTooMany(Conflict):
    """So many hours are not proved by scans or by a second person; facts: `most`, that are."""

    code = "hours_too_many"


class NameNeeded(Conflict):
    """The person has not said what they are called."""

    code = "name_needed"


class IdNumberNeeded(Conflict):
    """The person wants their identity number on it and has not told it."""

    code = "id_number_needed"
