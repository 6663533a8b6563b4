"""What identity keeps of persons."""

from typing import Final

from xiangyi.core.personal import Keeper, Sealed, columns
from xiangyi.features.identity.personal.exporting import export
from xiangyi.features.identity.personal.fields import FIELDS
from xiangyi.features.identity.service import grants, guardians, labels
from xiangyi.features.identity.service.erasing import erase
from xiangyi.features.identity.service.kept import NOTE
from xiangyi.features.identity.tables import (
    Account,
    Challenge,
    ClaimSlip,
    Consent,
    Device,
    Guardian,
    Member,
    Passkey,
    RoleGrant,
    SignInCode,
    Tally,
)

SEALED: Final = (
    *(
        Sealed(Account, column)
        for column in ("phone", "name", "born_on", "id_number", "sex", "skills")
    ),
    Sealed(Consent, "note", owner="account", field=NOTE),
    Sealed(Guardian, "name", owner="account", field=guardians.NAME),
    Sealed(Guardian, "phone", owner="account", field=guardians.PHONE),
    Sealed(Device, "label", field=labels.DEVICES),
    Sealed(Passkey, "label", field=labels.PASSKEYS),
    Sealed(RoleGrant, "reason", field=grants.REASON),
    Sealed(RoleGrant, "withdrawn_reason", field=grants.WITHDRAWAL),
)

PERSONAL: Final = Keeper(
    feature="identity",
    export=export,
    erase=erase,
    fields=FIELDS,
    sealed=SEALED,
    hashed=(
        *columns(Account, "phone_hash", "id_number_hash"),
        *columns(SignInCode, "phone_hash", "code_hash"),
        *columns(Tally, "key"),
        *columns(Passkey, "credential_id", "public_key"),
        *columns(Challenge, "challenge"),
        *columns(ClaimSlip, "code_hash"),
    ),
    accounts=(
        *columns(Account, "kept_by", "claimed_by"),
        *columns(Device, "account"),
        *columns(Passkey, "account"),
        *columns(Challenge, "account"),
        *columns(RoleGrant, "account", "granted_by", "confirmed_by", "withdrawn_by"),
        *columns(Member, "account", "added_by", "ended_by"),
        *columns(Consent, "account", "recorded_by"),
        *columns(ClaimSlip, "account", "made_by"),
        *columns(Guardian, "account"),
    ),
)
