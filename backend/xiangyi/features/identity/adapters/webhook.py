"""Text messages by any provider, behind a signed webhook."""

import asyncio
import hmac
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

import httpx
import msgspec
import structlog

from xiangyi.features.identity import errors

#: From the first byte to the answer; whoever waits for a code has little more.
_PATIENCE_S: Final = 8.0

log = structlog.get_logger()


class WebhookGateway:
    """Posts JSON to a provider's door, signed: `{phone, code, purpose}`, or `{id, phone, words}`.

    A notice whose answer was lost is posted again under the same `id`, also after a crash: whoever
    sends one message for each id sends none twice.

    `X-Xiangyi-Signature` is the hex HMAC-SHA256, under the shared secret, of the value of
    `X-Xiangyi-Timestamp` (seconds since 1970), a dot, and the body. Anything but a 2xx is a
    message that did not leave; no redirect is followed, and what the answer says is not read.
    """

    def __init__(
        self,
        url: str,
        secret: str,
        clock: Callable[[], datetime],
        *,
        patience_s: float = _PATIENCE_S,
    ) -> None:
        self._url, self._secret, self._clock = url, secret.encode(), clock
        self._patience_s = patience_s
        # Certificates are read once, not for each message.
        self._trusted = httpx.create_ssl_context()

    async def send_code(self, phone: str, code: str, purpose: str) -> None:
        await self._post({"phone": phone, "code": code, "purpose": purpose})

    async def send_notice(self, phone: str, words: str, *, id_: UUID) -> None:
        await self._post({"id": str(id_), "phone": phone, "words": words})

    async def _post(self, message: dict[str, str]) -> None:
        body = msgspec.json.encode(message)
        at = str(int(self._clock().timestamp()))
        signature = hmac.new(self._secret, f"{at}.".encode() + body, sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "X-Xiangyi-Timestamp": at,
            "X-Xiangyi-Signature": signature,
        }
        try:
            async with (
                asyncio.timeout(self._patience_s),
                httpx.AsyncClient(timeout=self._patience_s, verify=self._trusted) as client,
                client.stream("POST", self._url, content=body, headers=headers) as answer,
            ):
                status = answer.status_code
        except (httpx.HTTPError, TimeoutError) as error:
            log.warning("sms gateway away", why=type(error).__name__)
            raise errors.SmsUnavailable from error
        if not httpx.codes.is_success(status):
            log.warning("sms gateway refuses", status=status)
            raise errors.SmsUnavailable
