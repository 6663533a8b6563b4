"""Text messages by a gateway: nowhere, or the terminal; see `webhook` for a provider."""

import sys
from typing import Protocol, TextIO
from uuid import UUID

from xiangyi.features.identity import errors


class SmsGateway(Protocol):
    """Sends a code, or a notice, to a phone.

    Raises SmsUnavailable where it knows that the message did not leave. A notice has an id, under
    which it comes again where nobody knows any more whether it left.
    """

    async def send_code(self, phone: str, code: str, purpose: str) -> None: ...

    async def send_notice(self, phone: str, words: str, *, id_: UUID) -> None: ...


class NoGateway:
    """Sends nothing, where nobody has said how: a code in a collected log is a way in."""

    async def send_code(self, phone: str, code: str, purpose: str) -> None:  # noqa: ARG002  # as a gateway's
        raise errors.SmsUnavailable

    async def send_notice(self, phone: str, words: str, *, id_: UUID) -> None:  # noqa: ARG002  # the same
        raise errors.SmsUnavailable


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

    async def send_notice(self, phone: str, words: str, *, id_: UUID) -> None:  # noqa: ARG002  # whoever looks sees both
        stream = self._stream or sys.stdout
        stream.write(f"SMS {phone}: {words}\n")
        stream.flush()
