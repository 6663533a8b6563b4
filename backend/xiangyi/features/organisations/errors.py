"""The ways organisations say no."""

from xiangyi.core.errors import Conflict, NotFound, Unusable


class OrganisationNotFound(NotFound):
    code = "organisation_not_found"


class OrganisationWordsUnusable(Unusable):
    """Facts: `field`, name or address; `reason`, one of empty, hidden and too_long."""

    code = "organisation_words_unusable"


class OfficePhoneUnusable(Unusable):
    """It is no number that can be called, or more than one."""

    code = "office_phone_unusable"


class OrganisationExists(Conflict):
    """Another one that is open has this `name` at the same home."""

    code = "organisation_exists"


class ExternalIdTaken(Conflict):
    """The `system` calls another organisation by this `number`."""

    code = "external_id_taken"


class OrganisationStays(Conflict):
    """Its kind and its home decide who is a stranger to it, what it may issue, and by which rules
    its hours count: whoever could change them for a day could forge hours. Close it, add it anew.
    """

    code = "organisation_stays"


class OrganisationClosed(Conflict):
    code = "organisation_closed"
