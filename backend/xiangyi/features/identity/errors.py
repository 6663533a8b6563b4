"""The refusals of identity."""

from xiangyi.core.errors import (
    Conflict,
    Forbidden,
    NotFound,
    TooOften,
    Unauthenticated,
    Unavailable,
    Unusable,
)


class PhoneUnusable(Unusable):
    """Facts: `reason`, one of empty, digits, length, not_mobile, two and hidden."""

    code = "phone_unusable"


class TooManyTries(TooOften):
    code = "too_often"


class CodeRefused(Unusable):
    """Wrong, or no code is outstanding. Facts: `tries_left` for the one that may be."""

    code = "code_refused"


class CodeSpent(Unusable):
    """Five times wrong, used already, or five minutes old: another one is needed."""

    code = "code_spent"


class SmsUnavailable(Unavailable):
    code = "sms_unavailable"


class SessionEnded(Unauthenticated):
    """Facts: `why`: unknown, idle, signed_out, signed_out_elsewhere, reuse or erased."""

    code = "session_ended"


class ForeignOrigin(Forbidden):
    """Another site's page asks with this one's cookie."""

    code = "foreign_origin"


class DeviceNotFound(NotFound):
    code = "device_not_found"


class NameUnusable(Unusable):
    """Facts: `reason`, hidden or too_long."""

    code = "name_unusable"


class OccupationUnknown(Unusable):
    code = "occupation_unknown"


class BornOnUnusable(Unusable):
    code = "born_on_unusable"


class IdNumberUnusable(Unusable):
    code = "id_number_unusable"


class PersonNotFound(NotFound):
    """The demonstration has nobody of this name."""

    code = "person_not_found"


class NoDemonstration(NotFound):
    code = "no_demonstration"


class PasskeyRefused(Unusable):
    """Whatever is wrong with it: whoever tries learns nothing."""

    code = "passkey_refused"


class PasskeyNotFound(NotFound):
    code = "passkey_not_found"


class PasskeysFull(Conflict):
    """Facts: `most`, as many as one person may have."""

    code = "passkeys_full"
