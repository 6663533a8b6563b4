"""The thread that seals and posts: many hosts side by side, each in a lane of its own."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import structlog

from xiangyi.features.notifications.adapters.push import verdicts
from xiangyi.features.notifications.adapters.push.delivery import Delivery, Outcome
from xiangyi.features.notifications.adapters.push.encryption import KeysUnusable, encrypt
from xiangyi.features.notifications.adapters.push.flight import Flight
from xiangyi.features.notifications.adapters.push.job import Asker, Job
from xiangyi.features.notifications.adapters.push.lane import Lane
from xiangyi.features.notifications.adapters.push.limits import Limits
from xiangyi.features.notifications.adapters.push.outside import Outside
from xiangyi.features.notifications.adapters.push.poller import Poller
from xiangyi.features.notifications.adapters.push.vapid import KeyUnknown, Vapid
from xiangyi.features.notifications.rules.endpoints import Endpoints, origin_of

_TOPIC: Final = re.compile("[A-Za-z0-9_-]{0,32}")
#: So many are sealed before the sockets have their turn: some two milliseconds.
_AT_ONCE: Final = 24
#: Outcomes are told together, but none waits longer than this for others.
_TOLD_TOGETHER: Final = 256
_TOLD_AFTER_S: Final = 0.05
#: What is known of so many hosts is kept; strangers can name any host below Apple's.
_MOST_LANES: Final = 500

log = structlog.get_logger()


class Engine:
    """Does what it is told by `take` until `stop`; both may be called from other threads."""

    def __init__(
        self,
        endpoints: Endpoints,
        vapid: Vapid,
        limits: Limits,
        outside: Outside,
    ) -> None:
        self._endpoints, self._vapid, self._limits = endpoints, vapid, limits
        self._ca_file, self._clock = outside.ca_file, outside.clock
        self._stopwatch, self._chance = outside.stopwatch, outside.chance
        self._given: deque[tuple[Asker, Iterable[Delivery]]] = deque()
        self._lanes: dict[str, Lane] = {}
        #: Those in which something waits.
        self._queued: dict[str, Lane] = {}
        self._free: list[Flight] = []
        self._flying: set[Flight] = set()
        self._untold: defaultdict[Asker, list[Outcome]] = defaultdict(list)
        self._told_at = 0.0
        self._stopping = False
        self._poller = Poller(limits.connections, limits.streams, outside.stopwatch)

    def take(self, asker: Asker, deliveries: Iterable[Delivery]) -> None:
        """Send these, and tell the asker what became of each, once."""
        self._given.append((asker, deliveries))
        self._poller.ring()

    def stop(self) -> None:
        """Let `run` end at once, whatever is under way."""
        self._stopping = True
        self._poller.ring()

    def run(self) -> None:
        """Work until `stop`."""
        try:
            while not self._stopping:
                self._sort()
                more = self._send_out()
                self._give_back()
                self._poller.turn(0.0 if more else self._patience())
                self._land()
                self._tell()
        finally:
            for flight in self._flying:
                self._poller.remove(flight.curl)
            for flight in (*self._flying, *self._free):
                flight.curl.close()
            self._poller.close()

    def _patience(self) -> float | None:
        """Seconds until something other than a socket has to be looked after."""
        if self._untold:
            return _TOLD_AFTER_S
        return 0.1 if self._queued else None

    def _sort(self) -> None:
        """Put what was given into the lanes of its hosts."""
        while self._given:
            asker, deliveries = self._given.popleft()
            now = self._stopwatch()
            for delivery in deliveries:
                job = Job(asker, delivery, now)
                if (fault := self._endpoints.fault(delivery.endpoint)) is not None:
                    self._end(job, verdicts.refused(delivery, "refused_address", fault))
                    continue
                origin = origin_of(delivery.endpoint)
                lane = self._lanes.get(origin) or self._new_lane(delivery.endpoint, origin)
                lane.waiting.append(job)
                self._queued[origin] = lane

    def _new_lane(self, endpoint: str, origin: str) -> Lane:
        if len(self._lanes) >= _MOST_LANES:
            self._lanes = {key: lane for key, lane in self._lanes.items() if not lane.is_idle}
        is_test = self._endpoints.is_test(endpoint)
        lane = self._lanes[origin] = Lane(origin, self._limits, is_test=is_test)
        return lane

    def _send_out(self) -> bool:
        """Seal and post some, one of each lane in turn; whether there are more that could go."""
        left, now = _AT_ONCE, self._stopwatch()
        while left > 0:
            able = [lane for lane in self._queued.values() if lane.takes(now)]
            for lane in able:
                if len(self._flying) >= self._limits.flying:
                    return False
                self._post(lane, lane.waiting.popleft(), now)
                left -= 1
            if not able:
                return False
        return True

    def _post(self, lane: Lane, job: Job, now: float) -> None:
        delivery = job.delivery
        if job.asker.left:
            return
        if not _TOPIC.fullmatch(delivery.topic):
            self._end(job, verdicts.refused(delivery, "ours", "topic"))
            return
        try:
            token = self._vapid.header(delivery.vapid, lane.origin)
            body = encrypt(delivery.payload, delivery.p256dh, delivery.auth)
        except KeyUnknown:
            self._end(job, verdicts.refused(delivery, "ours", "key_unknown"))
            return
        except KeysUnusable:
            self._end(job, verdicts.refused(delivery, "gone", "keys_unusable"))
            return
        except ValueError:
            self._end(job, verdicts.refused(delivery, "ours", "too_large"))
            return
        except Exception:
            # Whatever nobody has thought of must not end the thread, and with it all others.
            log.exception("push not sealed")
            at, chance = self._clock(), self._chance()
            self._end(job, verdicts.unanswered(delivery, "not_sealed", at, chance))
            return
        headers = [
            f"TTL: {delivery.ttl_s}",
            f"Urgency: {delivery.urgency}",
            f"Authorization: {token}",
            "Content-Encoding: aes128gcm",
            "Content-Type: application/octet-stream",
            "Accept:",
        ]
        if delivery.topic:
            headers.append(f"Topic: {delivery.topic}")
        flight = self._free.pop() if self._free else Flight(self._limits, self._ca_file)
        flight.carry(job, lane, body, headers, now)
        self._flying.add(flight)
        lane.began(now)
        self._poller.add(flight.curl)

    def _give_back(self) -> None:
        """Let nobody wait behind a host that answers nobody."""
        now = self._stopwatch()
        for lane in list(self._queued.values()):
            for job, why, wait_s in lane.give_back(now):
                at, chance = self._clock(), self._chance()
                self._end(job, verdicts.untried(job.delivery, why, at, chance, wait_s))
            if not lane.waiting:
                del self._queued[lane.origin]

    def _land(self) -> None:
        now, at = self._stopwatch(), None
        for curl, number in self._poller.done():
            at = at or self._clock()
            flight: Flight = curl.flight
            self._end(flight.job, self._outcome(flight, number, now, at))
            self._poller.remove(curl)
            self._flying.discard(flight)
            self._free.append(flight)

    def _outcome(self, flight: Flight, number: int, now: float, at: datetime) -> Outcome:
        lane, delivery, chance = flight.lane, flight.job.delivery, self._chance()
        lane.ended(now)
        if (answer := flight.answer(at)) is not None:
            lane.speaks(in_streams=flight.in_streams)
            outcome = verdicts.answered(delivery, answer, at, chance)
        elif (why := flight.error(number)) == "inside":
            lane.breaker.answered(now)
            return verdicts.refused(delivery, "refused_address", why)
        else:
            outcome = verdicts.unanswered(delivery, why, at, chance)
        if outcome.kind in {"later", "given_up"}:
            was_open = lane.breaker.open_until
            asked_s = answer.asked_s if answer else 0.0
            lane.breaker.failed(now, asked_at=flight.began_at, asked_s=asked_s)
            if lane.breaker.open_until != was_open:
                log.warning("push service away", origin=lane.origin, why=outcome.why)
        else:
            lane.breaker.answered(now)
        return outcome

    def _end(self, job: Job, outcome: Outcome) -> None:
        if not job.asker.left:
            self._untold[job.asker].append(outcome)

    def _tell(self) -> None:
        """Tell outcomes to whoever asked, many at a time."""
        if not self._untold:
            return
        now = self._stopwatch()
        together = sum(map(len, self._untold.values()))
        busy = self._flying or self._queued
        if busy and together < _TOLD_TOGETHER and now < self._told_at + _TOLD_AFTER_S:
            return
        self._told_at = now
        for asker, outcomes in self._untold.items():
            asker.tell(outcomes)
        self._untold.clear()
