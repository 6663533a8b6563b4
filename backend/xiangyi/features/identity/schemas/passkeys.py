"""What browsers and authenticators say of passkeys (W3C Web Authentication Level 3)."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct, field

from xiangyi.features.identity.schemas import Label

#: Bytes in base64url, as browsers write them; a credential's id has 1,023 at most.
CredentialId = Annotated[str, Meta(max_length=1_364)]
Bytes = Annotated[str, Meta(max_length=8_192)]


class PasskeyOptions(Struct, frozen=True):
    """What to hand to the browser, and by which id to send back what it answers.

    `options` is PublicKeyCredentialRequestOptionsJSON or PublicKeyCredentialCreationOptionsJSON
    (W3C WebAuthn Level 3).
    """

    challenge: UUID
    options: dict[str, Any]


class Assertion(Struct, frozen=True, rename="camel"):
    """AuthenticatorAssertionResponseJSON; what else a browser adds is passed over."""

    client_data_json: Bytes = field(name="clientDataJSON")
    authenticator_data: Bytes
    signature: Bytes
    user_handle: Annotated[str, Meta(max_length=128)] | None = None


class Attestation(Struct, frozen=True, rename="camel"):
    """AuthenticatorAttestationResponseJSON, as far as it is read."""

    client_data_json: Bytes = field(name="clientDataJSON")
    attestation_object: Bytes


class SignedCredential(Struct, frozen=True, rename="camel"):
    """AuthenticationResponseJSON."""

    id: CredentialId
    raw_id: CredentialId
    type: Annotated[str, Meta(max_length=24)]
    response: Assertion


class NewCredential(Struct, frozen=True, rename="camel"):
    """RegistrationResponseJSON."""

    id: CredentialId
    raw_id: CredentialId
    type: Annotated[str, Meta(max_length=24)]
    response: Attestation


class PasskeySignIn(Struct, frozen=True, forbid_unknown_fields=True):
    challenge: UUID
    credential: SignedCredential
    device: Label = ""


class PasskeyAdded(Struct, frozen=True, forbid_unknown_fields=True):
    challenge: UUID
    credential: NewCredential
    label: Label = ""


class PasskeyShown(Struct, frozen=True, rename="camel"):
    """A passkey; `used_on` is the day on which it last signed in."""

    id: UUID
    label: str
    made_at: datetime
    used_on: date | None


class Passkeys(Struct, frozen=True):
    items: list[PasskeyShown]
