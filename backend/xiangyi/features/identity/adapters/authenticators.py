"""Passkeys as authenticators make and use them (W3C Web Authentication Level 3), by py_webauthn.

A passkey signs in by itself, without a second proof beside it. So the person must be verified
(fingerprint, face, or the phone's own code), not only be present: otherwise whoever holds the
phone would be its owner. A phone without a lock still has the code by message. No attestation
is asked for: which make of phone it is, is nobody's business.
"""

from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import UnsupportedAlgorithm
from msgspec import Struct, to_builtins
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    options_to_json_dict,
    parse_client_data_json,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from xiangyi.core.callers import Site
from xiangyi.features.identity.schemas.passkeys import NewCredential, SignedCredential

_NAME: Final = "湘驿"
_PATIENCE_MS: Final = 120_000
#: What phones and computers sign with; RSA is for Windows Hello.
_ALGORITHMS: Final = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
#: What the library and those below it say of bytes that somebody made up.
_MADE_UP: Final = (
    WebAuthnException,
    UnsupportedAlgorithm,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
)


class NotProved(Exception):
    """It is not what was asked for, not for us, or not signed with the key."""


class Made(Struct, frozen=True):
    """A new passkey's public part."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def to_make(
    site: Site, challenge: bytes, *, account: UUID, name: str, known: list[bytes]
) -> dict[str, Any]:
    """What a browser needs to make a passkey that is found without saying who one is."""
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=_NAME,
        user_id=account.bytes,
        user_name=name,
        challenge=challenge,
        timeout=_PATIENCE_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        supported_pub_key_algs=_ALGORITHMS,
    )
    return options_to_json_dict(options)


def to_use(site: Site, challenge: bytes) -> dict[str, Any]:
    """What a browser needs to let the person choose among the passkeys that it has for us."""
    options = generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        timeout=_PATIENCE_MS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def made(credential: NewCredential, site: Site, challenge: bytes) -> Made:
    """The new passkey.

    Raises:
        NotProved: see there.
    """
    try:
        _expect_own_page(credential.response.client_data_json)
        proved = verify_registration_response(
            credential=to_builtins(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
            supported_pub_key_algs=_ALGORITHMS,
        )
        # The library looks at the key only when it is used.
        decoded_public_key_to_cryptography(
            decode_credential_public_key(proved.credential_public_key)
        )
        if proved.credential_id != base64url_to_bytes(credential.raw_id):
            raise NotProved
    except _MADE_UP as error:
        raise NotProved from error
    return Made(proved.credential_id, proved.credential_public_key, proved.sign_count)


def claimed(credential: SignedCredential) -> tuple[bytes, bytes]:
    """Which passkey it says that it is, and whose: to be looked up, not to be believed.

    Raises:
        NotProved: it does not say.
    """
    try:
        handle = base64url_to_bytes(credential.response.user_handle or "")
        return base64url_to_bytes(credential.raw_id), handle
    except ValueError as error:
        raise NotProved from error


def sign_count(
    credential: SignedCredential, site: Site, challenge: bytes, *, public_key: bytes
) -> int:
    """How often the authenticator has signed by now, as it says; 0 where it does not count.

    What that means beside what it last said is for the caller to see.

    Raises:
        NotProved: see there.
    """
    try:
        _expect_own_page(credential.response.client_data_json)
        proved = verify_authentication_response(
            credential=to_builtins(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except _MADE_UP as error:
        raise NotProved from error
    return proved.new_sign_count


def _expect_own_page(client_data: str) -> None:
    """Raises NotProved where we were shown inside another site's page (§7.2, crossOrigin)."""
    if parse_client_data_json(base64url_to_bytes(client_data)).cross_origin:
        raise NotProved
