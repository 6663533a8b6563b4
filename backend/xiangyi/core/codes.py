"""Codes that roll: each 30 seconds another one, shown by who leads and read by who comes.

One HMAC-SHA-256 of a step makes both: six digits as RFC 6238 has it, and the first half of it in
a *token*, which a QR carries. Whoever holds the secret makes them without a network. A code says
when it was shown, not where: it is relayed by chat as easily as it is read.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Final, Literal
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from msgspec import Struct

from xiangyi.core import keys

#: What somebody does by it: they come, or they go.
Phase = Literal["in", "out"]

STEP_S: Final = 30
DIGITS: Final = 6
#: A clock may be a step off (RFC 6238 §5.2).
WITHIN: Final = 1
_MAC_BYTES: Final = 16
#: The subject, the step with the phase, the code.
_TOKEN_BYTES: Final = 16 + 4 + _MAC_BYTES
_PHASES: Final[tuple[Phase, Phase]] = ("in", "out")


class NotAToken(ValueError):
    """It is no token: something else was read, or not all of it."""


class Token(Struct, frozen=True):
    """What a QR carries; whether it was shown by who leads says `is_shown`."""

    subject: UUID
    phase: Phase
    step: int
    code: bytes

    @property
    def text(self) -> str:
        """48 letters, digits, dashes and underscores."""
        when = (self.step << 1 | _PHASES.index(self.phase)).to_bytes(4, "big")
        return urlsafe_b64encode(self.subject.bytes + when + self.code).decode()


def secret(subject: UUID, number: int, phase: Phase) -> bytes:
    """32 bytes of which all codes of one subject and phase are made.

    Args:
        number: grows when whoever had the secret shall show no more codes.
    """
    return keys.in_use().secret(f"code {subject}/{number}/{phase}")


def shown(subject: UUID, number: int, phase: Phase, step: int) -> Token:
    """The token of a step."""
    return made(secret(subject, number, phase), subject, phase, step)


def made(key: bytes, subject: UUID, phase: Phase, step: int) -> Token:
    """The token of a step, by whoever holds the secret."""
    return Token(subject, phase, step, _hmac(key, step)[:_MAC_BYTES])


def read(text: str) -> Token:
    """What a token says, whoever made it.

    Raises:
        NotAToken: it says nothing.
    """
    try:
        content = urlsafe_b64decode(text.encode("ascii"))
    except ValueError as error:
        raise NotAToken from error
    if len(content) != _TOKEN_BYTES or urlsafe_b64encode(content).decode() != text:
        raise NotAToken
    when = int.from_bytes(content[16:20], "big")
    return Token(UUID(bytes=content[:16]), _PHASES[when & 1], when >> 1, content[20:])


def is_shown(token: Token, number: int) -> bool:
    """Whether who leads has shown it; `number` as in `secret`."""
    expected = shown(token.subject, number, token.phase, token.step)
    return hmac.compare_digest(expected.code, token.code)


def digits(key: bytes, step: int) -> str:
    """The six digits of a step (RFC 4226 §5.3, counted as RFC 6238 §4)."""
    return HOTP(key, DIGITS, SHA256()).generate(step).decode()


def step_of(typed: str, key: bytes, around: int) -> int | None:
    """The step that digits belong to, the nearest of `around` and its neighbours; None of none."""
    for step in (around, around - WITHIN, around + WITHIN):
        if hmac.compare_digest(digits(key, step).encode(), typed.encode()):
            return step
    return None


def step_at(moment: datetime) -> int:
    """The number of the step in which a moment lies, from 1970 on."""
    return int(moment.timestamp()) // STEP_S


def moment_of(step: int) -> datetime:
    """When a step begins."""
    return datetime.fromtimestamp(step * STEP_S, UTC)


def _hmac(key: bytes, step: int) -> bytes:
    return hmac.digest(key, step.to_bytes(8, "big"), "sha256")
