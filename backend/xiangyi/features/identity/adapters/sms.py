"""Text messages by a gateway: the terminal, or any provider behind a signed webhook."""

import hmac
import sys
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Final, Protocol, TextIO

import httpx
import msgspec

from xiangyi.features.identity import errors

_PATIENCE_S: Final = 8.0


class SmsGateway(Protocol):
    """Sends a code to a phone.

    Raises SmsUnavailable where it knows that the message did not leave.
    """

    async def send_code(self, phone: str, code: str, purpose: str) -> None: ...


class ConsoleGateway:
    """Writes the code where the server runs: for development and the demonstration.

    Not to the log, which carries no personal data and may be kept.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    async def send_code(self, phone: str, code: str, purpose: str) -> None:
        stream = self._stream or sys.stdout
        stream.write(f"SMS {phone}: {code} ({purpose})\n")
        stream.flush()


class WebhookGateway:
    """Posts JSON `{phone, code, purpose}` to a provider's door, signed.

    `X-Xiangyi-Signature` is the hex HMAC-SHA256, under the shared secret, of the value of
    `X-Xiangyi-Timestamp` (seconds since 1970), a dot, and the body. Anything but a 2xx is a
    message that did not leave; no redirect is followed.
    """

    def __init__(self, url: str, secret: str, clock: Callable[[], datetime]) -> None:
        self._url, self._secret, self._clock = url, secret.encode(), clock

    async def send_code(self, phone: str, code: str, purpose: str) -> None:
        body = msgspec.json.encode({"phone": phone, "code": code, "purpose": purpose})
        at = str(int(self._clock().timestamp()))
        signature = hmac.new(self._secret, f"{at}.".encode() + body, sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "X-Xiangyi-Timestamp": at,
            "X-Xiangyi-Signature": signature,
        }
        try:
            async with httpx.AsyncClient(timeout=_PATIENCE_S) as client:
                answer = await client.post(self._url, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise errors.SmsUnavailable from error
        if not answer.is_success:
            raise errors.SmsUnavailable
