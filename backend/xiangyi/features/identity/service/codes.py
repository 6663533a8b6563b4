"""One-time codes: six digits to a phone, good for five minutes and five tries."""

import hmac
import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import Final, Literal

from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import keyed_hash
from xiangyi.features.identity import errors
from xiangyi.features.identity.adapters.sms import SmsGateway
from xiangyi.features.identity.rules.phones import read_phone
from xiangyi.features.identity.service import tallies
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.identity.tables import SignInCode

Purpose = Literal["sign_in", "guardian"]

LASTS: Final = timedelta(minutes=5)
MOST_TRIES: Final = 5
#: After how many seconds the same phone may be sent another.
AGAIN_S: Final = 60
#: A code a minute, five an hour and ten a day to one phone; an office's whole network needs more.
_PER_PHONE: Final = (Limit(AGAIN_S, 1), Limit(3_600, 5), Limit(86_400, 10))
_PER_ADDRESS: Final = (Limit(60, 10), Limit(3_600, 60), Limit(86_400, 300))
#: Guesses are bounded by the phone: ten codes of five tries a day. This is for the machine's sake.
_GUESSES: Final = (Limit(60, 30),)


def phone_of(text: str) -> str:
    """Eleven digits.

    Raises:
        PhoneUnusable: it is no mainland mobile number, or not one.
    """
    phone, fault = read_phone(text)
    if fault:
        raise errors.PhoneUnusable(reason=fault)
    return phone


def phone_hash(phone: str) -> bytes:
    return keyed_hash(phone, field="phone")


async def send(
    text: str, purpose: Purpose, *, address: str, gateway: SmsGateway, now: datetime
) -> None:
    """Send a new code, which takes the place of the one before.

    Nothing tells whether the phone has an account here.

    Raises:
        PhoneUnusable: it is no mainland mobile number.
        TooManyTries: too many to this phone, or from this address.
        SmsUnavailable: the gateway did not take it.
    """
    phone = phone_of(text)
    await tallies.count("code from", address, _PER_ADDRESS, now=now)
    await tallies.count("code to", phone, _PER_PHONE, now=now)
    code = f"{secrets.randbelow(1_000_000):06}"
    row = SignInCode(
        phone_hash=phone_hash(phone),
        purpose=purpose,
        code_hash=_hash(phone, purpose, code),
        sent_at=now,
        tries=0,
        spent_at=None,
    )
    async with atomic():
        await SignInCode.delete().where(
            (SignInCode.phone_hash == row.phone_hash) & (SignInCode.purpose == purpose)
        )
        await SignInCode.insert(row)
    await gateway.send_code(phone, code, purpose)


async def take(text: str, code: str, purpose: Purpose, *, address: str, now: datetime) -> str:
    """The phone that the code was sent to; the code is spent. A wrong one costs a try.

    Whoever does not have the code is answered the same for any phone, whatever was sent to it.

    Raises:
        PhoneUnusable: it is no mainland mobile number.
        CodeRefused: it is not the code, or no code holds for this phone.
        TooManyTries: too many guesses from this address.
    """
    phone = phone_of(text)
    await tallies.count("guess from", address, _GUESSES, now=now)
    # The try is counted before the comparison and in one statement, so that many guesses at
    # once are no more than five.
    tried = await run(
        "UPDATE sign_in_code SET tries = tries + 1 WHERE phone_hash = {} AND purpose = {}"
        " AND spent_at IS NULL AND tries < {} AND sent_at > {} RETURNING id, code_hash",
        *(phone_hash(phone), purpose, MOST_TRIES, now - LASTS),
    )
    expected = bytes(tried[0]["code_hash"]) if tried else bytes(32)  # type: ignore[call-overload]
    right = hmac.compare_digest(expected, _hash(phone, purpose, _narrow(code)))
    if not tried or not right:
        raise errors.CodeRefused
    spent = await run(
        "UPDATE sign_in_code SET spent_at = {} WHERE id = {} AND spent_at IS NULL RETURNING id",
        *(now, tried[0]["id"]),
    )
    if not spent:
        raise errors.CodeRefused
    return phone


async def forget(*, now: datetime) -> None:
    """Drop codes that are over since a day."""
    await SignInCode.delete().where(SignInCode.sent_at < now - timedelta(days=1))


def _narrow(code: str) -> str:
    """As it was sent: an input method may make its digits wide, a reader may group them."""
    return "".join(unicodedata.normalize("NFKC", code).split())


def _hash(phone: str, purpose: str, code: str) -> bytes:
    return keyed_hash(f"{purpose}\0{phone}\0{code}", field="code")
