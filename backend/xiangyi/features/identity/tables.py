"""What is remembered of persons. Bytes are sealed for the row's account, or keyed hashes."""

from piccolo.columns import (
    UUID,
    BigInt,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from xiangyi.features.divisions.tables import Division
from xiangyi.features.organisations.tables import Organisation


class Account(Table):
    id = UUID(primary_key=True, default=None)
    made_at = Timestamptz(default=None)
    #: Sealed, as 13812340126; null for a person without a phone, and once erased.
    phone = Bytea(null=True, default=None)
    #: By which a phone is found; no two accounts have one.
    phone_hash = Bytea(null=True, default=None)
    #: Sealed, what the person wants to be called.
    name = Bytea(null=True, default=None)
    #: Sealed, as 2001-05-17.
    born_on = Bytea(null=True, default=None)
    #: Sealed, 18 characters (GB 11643); optional for ever.
    id_number = Bytea(null=True, default=None)
    id_number_hash = Bytea(null=True, default=None, index=True)
    #: Sealed, male or female, and what they can do; both for the record of a volunteer.
    sex = Bytea(null=True, default=None)
    skills = Bytea(null=True, default=None)
    #: rider, courier, driver, … ; null where the person does not say.
    occupation = Varchar(length=24, null=True, default=None)
    home = ForeignKey(Division, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    #: zh-CN or en, and normal or elder, for what is sent to the person.
    language = Varchar(length=8, null=True, default=None)
    size = Varchar(length=8, null=True, default=None)
    #: The clerk's account that keeps it for a person without a phone.
    kept_by = UUID(null=True, default=None)
    #: The person's own account, once they have claimed this one.
    claimed_by = UUID(null=True, default=None, index=True)
    claimed_at = Timestamptz(null=True, default=None)
    #: When it will be erased, unless the person changes their mind.
    deletion_due_at = Timestamptz(null=True, default=None, index=True)
    erased_at = Timestamptz(null=True, default=None)


class Device(Table):
    """One sign-in; it ends, it is never taken up again."""

    id = UUID(primary_key=True, default=None)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: Sealed, what the browser says that it is, in a few words.
    label = Bytea(null=True, default=None)
    #: code, passkey or demo.
    way = Varchar(length=12, default=None)
    signed_in_at = Timestamptz(default=None)
    #: How often its refresh token has been changed for the next, and when last.
    turn = Integer(default=0)
    turned_at = Timestamptz(default=None)
    ended_at = Timestamptz(null=True, default=None)
    #: signed_out, signed_out_elsewhere, reuse, idle or erased.
    ended_why = Varchar(length=24, null=True, default=None)


class SignInCode(Table):
    """The last code sent to a phone for a purpose."""

    phone_hash = Bytea(default=None)
    #: sign_in, guardian or claim.
    purpose = Varchar(length=12, default=None)
    #: Of the code together with the phone and the purpose.
    code_hash = Bytea(default=None)
    sent_at = Timestamptz(default=None, index=True)
    tries = SmallInt(default=0)
    spent_at = Timestamptz(null=True, default=None)


class Tally(Table):
    """How often something was done within a window, to say stop; the key is a keyed hash."""

    key = Bytea(default=None)
    #: The window's first second, counted from 1970, and how many it has.
    since = BigInt(default=None, index=True)
    seconds = Integer(default=None)
    times = Integer(default=None)


class Passkey(Table):
    """A WebAuthn credential (W3C Web Authentication Level 3)."""

    id = UUID(primary_key=True, default=None)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    credential_id = Bytea(default=None)
    public_key = Bytea(default=None)
    sign_count = BigInt(default=0)
    #: Sealed, what its owner calls it.
    label = Bytea(null=True, default=None)
    made_at = Timestamptz(default=None)
    used_on = Date(null=True, default=None)


class Challenge(Table):
    """What an authenticator is asked to sign, once."""

    id = UUID(primary_key=True, default=None)
    challenge = Bytea(default=None)
    #: The account that adds a passkey; null for a sign-in.
    account = UUID(null=True, default=None)
    made_at = Timestamptz(default=None, index=True)
    spent_at = Timestamptz(null=True, default=None)


class RoleGrant(Table):
    """A role from the day it was asked for; it is confirmed and withdrawn, never removed."""

    id = UUID(primary_key=True, default=None)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    role = Varchar(length=16, default=None)
    scope_kind = Varchar(length=12, default=None)
    scope_id = Varchar(length=64, default=None)
    #: Where the scope lay when the role was granted: a division itself, an organisation's home.
    division = ForeignKey(
        Division, null=True, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Sealed, why it was granted, which may name somebody; null once erased.
    reason = Bytea(null=True, default=None)
    #: Null for an operator at the command line.
    granted_by = UUID(null=True, default=None)
    granted_at = Timestamptz(default=None)
    #: In force from here on; for an administrator, the word of a second person.
    confirmed_at = Timestamptz(null=True, default=None)
    confirmed_by = UUID(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)
    withdrawn_by = UUID(null=True, default=None)
    #: Sealed, why it was withdrawn; null where nobody said why, as when its holder was erased.
    withdrawn_reason = Bytea(null=True, default=None)


class Member(Table):
    """A person in an organisation, from when to when."""

    id = UUID(primary_key=True, default=None)
    organisation = ForeignKey(
        Organisation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    since_at = Timestamptz(default=None)
    added_by = UUID(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_by = UUID(null=True, default=None)


class Consent(Table):
    """A person's yes to one purpose; withdrawn, it stays as what once was."""

    id = UUID(primary_key=True, default=None)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: acting_for, under_14, or what a higher feature asks for, as in `partner:…`.
    purpose = Varchar(length=64, default=None)
    #: app, spoken, written, phone: how it was said.
    how = Varchar(length=12, default=None)
    #: The clerk's or guardian's words on it, sealed where they may name somebody.
    note = Bytea(null=True, default=None)
    given_at = Timestamptz(default=None)
    #: The clerk who wrote it down; null where the person did.
    recorded_by = UUID(null=True, default=None)
    #: The division in which the clerk acts, for acting-for.
    division = ForeignKey(Division, null=True, default=None, on_delete=OnDelete.restrict)
    #: Until when it holds; null until it is withdrawn.
    ends_at = Timestamptz(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class ClaimSlip(Table):
    """What a clerk hands to a person, by which they claim what was kept for them."""

    id = UUID(primary_key=True, default=None)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    code_hash = Bytea(default=None)
    made_by = UUID(default=None)
    made_at = Timestamptz(default=None)
    spent_at = Timestamptz(null=True, default=None)


class Guardian(Table):
    """Who answers for a person under 14 (PIPL Art 31), proved by a code to their phone."""

    id = UUID(primary_key=True, default=None)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: Sealed for the child's account.
    name = Bytea(null=True, default=None)
    phone = Bytea(null=True, default=None)
    agreed_at = Timestamptz(default=None)
    withdrawn_at = Timestamptz(null=True, default=None)
