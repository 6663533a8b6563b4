"""Outcomes, made from what was answered or not."""

from datetime import datetime, timedelta

from msgspec import Struct

from xiangyi.features.notifications.adapters.push.delivery import Delivery, Outcome
from xiangyi.features.notifications.rules.answers import Kind, meaning
from xiangyi.features.notifications.rules.waiting import try_again_at
from xiangyi.features.notifications.rules.words import Word


class Answer(Struct, frozen=True):
    """An HTTP status, the beginning of the body, and the seconds of a Retry-After."""

    status: int
    said: str
    asked_s: float


def answered(delivery: Delivery, answer: Answer, now: datetime, chance: float) -> Outcome:
    """What an answer means for this delivery."""
    kind, why = meaning(answer.status)
    if kind == "later":
        return unanswered(delivery, why, now, chance, answer)
    gone = delivery.endpoint if kind == "gone" else ""
    return Outcome(delivery.id, kind, why, answer.status, said=answer.said, endpoint=gone)


def unanswered(
    delivery: Delivery, why: Word, now: datetime, chance: float, answer: Answer | None = None
) -> Outcome:
    """Later, or given up after so many tries, or where later is too late."""
    status, said, asked_s = (
        (answer.status, answer.said, answer.asked_s) if answer else (None, "", 0)
    )
    at = try_again_at(delivery.tries + 1, now, chance, asked_s=asked_s, left_s=delivery.ttl_s)
    return Outcome(delivery.id, "later" if at else "given_up", why, status, at, said=said)


def untried(delivery: Delivery, why: Word, now: datetime, chance: float, wait_s: float) -> Outcome:
    """Later, since nobody waits for its host at present; it does not count as a try."""
    at = now + timedelta(seconds=wait_s + 5 + 10 * chance)
    return Outcome(delivery.id, "later", why, None, at, tried=False)


def refused(delivery: Delivery, kind: Kind, why: Word) -> Outcome:
    """It never left: nothing can be posted there, or not like this."""
    gone = delivery.endpoint if kind == "gone" else ""
    return Outcome(delivery.id, kind, why, tried=False, endpoint=gone)
