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
    """Wrong, used, five times wrong, five minutes old or never sent.

    Which of these is not told, nor how many tries are left: it would tell whose phone is
    being signed in, or was today.
    """

    code = "code_refused"


class SmsUnavailable(Unavailable):
    code = "sms_unavailable"


class SessionEnded(Unauthenticated):
    """Facts: `why`: unknown, idle, signed_out, signed_out_elsewhere, reuse or erased."""

    code = "session_ended"


class ForeignOrigin(Forbidden):
    """Another site's page asks with this one's cookie, or would sign somebody in here."""

    code = "foreign_origin"


class DeviceNotFound(NotFound):
    code = "device_not_found"


class NameUnusable(Unusable):
    """Facts: `reason`, hidden, too_long or empty."""

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


class AccountNotFound(NotFound):
    """Nobody here has this phone or id."""

    code = "account_not_found"


class ScopeNotFound(NotFound):
    """Facts: `scope_kind`, `scope_id`; there is none, or it is no more."""

    code = "scope_not_found"


class ScopeUnfit(Unusable):
    """The `role` is for scopes of the kinds `fit` and no others."""

    code = "scope_unfit"


class GrantNotFound(NotFound):
    code = "grant_not_found"


class GrantAboveOwn(Forbidden):
    """The scope is not inside one of which the asker is administrator."""

    code = "grant_above_own"


class GrantIdTaken(Conflict):
    """Under this id something else was granted."""

    code = "grant_id_taken"


class RoleHeldAlready(Conflict):
    """The person holds the role in this scope, or it waits to be confirmed."""

    code = "role_held_already"


class GrantSettled(Conflict):
    """There is nothing left to confirm or withdraw. Facts: `state`, held or withdrawn."""

    code = "grant_settled"


class SamePerson(Forbidden):
    """Nobody grants themselves a role; an administrator is confirmed by a third person."""

    code = "same_person"


class GranterHoldsNoMore(Conflict):
    """Who granted it is no longer administrator of what contains the scope."""

    code = "granter_holds_no_more"


class MemberNotFound(NotFound):
    code = "member_not_found"


class ConsentUnfit(Unusable):
    """This purpose is not consented to here, or it needs a division."""

    code = "consent_unfit"


class ConsentNotFound(NotFound):
    code = "consent_not_found"


class ConsentTaken(Conflict):
    """Another consent has this id."""

    code = "consent_taken"


class GuardianNeeded(Forbidden):
    """Under 14, and no guardian has agreed (PIPL Art 31)."""

    code = "guardian_needed"


class GuardianNotNeeded(Conflict):
    code = "guardian_not_needed"


class GuardianIsSelf(Unusable):
    """The guardian's phone is the child's own."""

    code = "guardian_is_self"


class ActingForRefused(Forbidden):
    """No consent that holds lets the asker act for this account."""

    code = "acting_for_refused"


class OwnHandsOnly(Forbidden):
    """Only the person themselves does this, and nobody who acts for them."""

    code = "own_hands_only"


class KeptNotFound(NotFound):
    code = "kept_not_found"


class KeptTaken(Conflict):
    """The id is another account's."""

    code = "kept_taken"


class ClaimRefused(Unusable):
    """The slip is unknown, used, over, or one's own making."""

    code = "claim_refused"


class PasskeyRefused(Unusable):
    """Whatever is wrong with it: whoever tries learns nothing."""

    code = "passkey_refused"


class PasskeyNotFound(NotFound):
    code = "passkey_not_found"


class PasskeysFull(Conflict):
    """Facts: `most`, as many as one person may have."""

    code = "passkeys_full"
