"""One post under way: a handle of libcurl, set up once and used again and again."""

import socket
from datetime import datetime
from typing import Any, Final

import pycurl

from xiangyi.features.notifications.adapters.push.job import Job
from xiangyi.features.notifications.adapters.push.lane import Lane
from xiangyi.features.notifications.adapters.push.limits import Limits
from xiangyi.features.notifications.adapters.push.verdicts import Answer
from xiangyi.features.notifications.rules.addresses import is_public
from xiangyi.features.notifications.rules.waiting import asked_s
from xiangyi.features.notifications.rules.words import Why

#: Of a refusal's body, so many bytes are kept, and no more than so many are read.
_KEPT: Final = 200
_READ: Final = 16_384
_RETRY_AFTER: Final = b"retry-after:"
_ERRORS: Final[dict[int, Why]] = {
    pycurl.E_OPERATION_TIMEDOUT: "timeout",
    pycurl.E_COULDNT_RESOLVE_HOST: "unresolved",
    pycurl.E_COULDNT_CONNECT: "unreachable",
    pycurl.E_PEER_FAILED_VERIFICATION: "untrusted",
    pycurl.E_SSL_CONNECT_ERROR: "untrusted",
}


class Flight:
    """Carries one delivery after the other; the connections belong to whoever performs it."""

    def __init__(self, limits: Limits, ca_file: str) -> None:
        self.job: Job
        self.lane: Lane
        self.began_at = 0.0
        self._test = self._inside = False
        self._said, self._heard, self._retry_after = b"", 0, ""
        self.curl: Any = pycurl.Curl()
        self.curl.flight = self
        for option, value in (
            (pycurl.POST, 1),
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS),
            # Rather wait for a stream of a connection that stands than open another one.
            (pycurl.PIPEWAIT, 1),
            (pycurl.CAINFO, ca_file),
            (pycurl.CONNECTTIMEOUT_MS, round(limits.connect_s * 1_000)),
            (pycurl.TIMEOUT_MS, round(limits.answer_s * 1_000)),
            (pycurl.NOSIGNAL, 1),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTPS),
            # A proxy of the environment would connect where nobody looks at the address.
            (pycurl.PROXY, ""),
            (pycurl.USERAGENT, "xiangyi"),
            (pycurl.OPENSOCKETFUNCTION, self._connect),
            (pycurl.WRITEFUNCTION, self._hear),
            (pycurl.HEADERFUNCTION, self._note),
        ):
            self.curl.setopt(option, value)

    def carry(self, job: Job, lane: Lane, body: bytes, headers: list[str], now: float) -> None:
        """Take a delivery on; whoever performs the handle sends it out."""
        self.job, self.lane, self.began_at = job, lane, now
        self._inside, self._said, self._heard, self._retry_after = False, b"", 0, ""
        curl = self.curl
        if lane.is_test is not self._test:
            self._test = lane.is_test
            also = pycurl.PROTO_HTTP if self._test else 0
            curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTPS | also)
        curl.setopt(pycurl.URL, job.delivery.endpoint)
        curl.setopt(pycurl.POSTFIELDS, body)
        curl.setopt(pycurl.HTTPHEADER, headers)

    def answer(self, now: datetime) -> Answer | None:
        """What the host said by now; one that broke off in its body is an answer too."""
        info = self.curl.getinfo
        status = int(info(pycurl.RESPONSE_CODE))
        if status < 200:  # noqa: PLR2004  # so HTTP counts
            return None
        said = self._said.decode("utf-8", "replace")
        return Answer(status, said, asked_s(self._retry_after, now))

    @property
    def in_streams(self) -> bool:
        """Whether the host speaks HTTP/2."""
        version = self.curl.getinfo(pycurl.INFO_HTTP_VERSION)
        return bool(version >= pycurl.CURL_HTTP_VERSION_2_0)

    def error(self, number: int) -> Why:
        """In one word why there was no answer; `inside` where we would not connect."""
        if self._inside and number == pycurl.E_COULDNT_CONNECT:
            return "inside"
        return _ERRORS.get(number, "reset")

    def _connect(self, _purpose: int, address: Any) -> int:
        """Looked at here, where the name has become the address that is really used."""
        if not (self._test or is_public(address.addr[0])):
            self._inside = True
            return int(pycurl.SOCKET_BAD)
        return socket.socket(address.family, address.socktype, address.protocol).detach()

    def _note(self, header: bytes) -> None:
        """libcurl's own reading of it ends at six hours."""
        if header[: len(_RETRY_AFTER)].lower() == _RETRY_AFTER:
            self._retry_after = header[len(_RETRY_AFTER) :].decode("latin-1")

    def _hear(self, part: bytes) -> int:
        """Keep the beginning; -1 breaks off an answer that has no end."""
        self._heard += len(part)
        self._said += part[: _KEPT - len(self._said)]
        return len(part) if self._heard <= _READ else -1
