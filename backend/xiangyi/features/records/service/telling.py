"""What people are told of records."""

from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from xiangyi.core.asking import Scope
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying
from xiangyi.features.records.schemas import EntryKind
from xiangyi.features.volunteering.service import seconds
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.service.reach import WRITERS

DESK: Final = "/desk/records"
MINE: Final = "/me/record"
#: Nothing is counted of a seat, or what came late is not confirmed.
Settled = Literal["settled", "unconfirmed"]
#: Later it is old news.
_NEWS: Final = timedelta(days=14)


async def entered(id_: UUID, account: UUID, kind: EntryKind, title: str, *, now: datetime) -> None:
    """Tell somebody that there is more in their record, in the caller's transaction."""
    await _tell_person(account, f"record.{kind}", f"record_entry/{id_}", title, now=now)


async def disputed(id_: UUID, ground: Ground, level: str, *, now: datetime) -> None:
    """Tell those who have to answer, in the caller's transaction."""
    audience = await _county(ground) if level == "county" else _host(ground)
    await _tell(
        *("record.disputed", f"dispute/{id_}/asked", DESK, {"title": ground.title}, audience),
        now=now,
    )


async def answered(id_: UUID, account: UUID, ground: Ground, answer: str, *, now: datetime) -> None:
    """Tell whoever disputed that it is answered, in the caller's transaction.

    Why is sealed where it lies, and so read on the page only; nobody else is waited for any more.
    """
    await notifying.withdraw(f"dispute/{id_}/asked", now=now)
    await notifying.withdraw(unanswered_of(id_), now=now)
    await _tell_person(account, f"record.{answer}", f"dispute/{id_}", ground.title, now=now)


async def settled(
    word: Settled,
    signup: UUID,
    account: UUID,
    title: str,
    *,
    now: datetime,
) -> None:
    """Tell somebody that nothing is counted of their seat, or that what came late is not confirmed,
    in the caller's transaction."""
    await _tell_person(account, f"record.{word}", f"signup/{signup}/settled", title, now=now)


async def doubted(id_: UUID, account: UUID, title: str, *, now: datetime) -> None:
    """Tell somebody that minutes of theirs are said not to have been served, in the same way."""
    await _tell_person(account, "record.doubted", f"claim/{id_}/doubted", title, now=now)


def overdue_of(shift: UUID) -> str:
    """The thread of those who are told that a shift is overdue."""
    return f"record/{shift}/overdue"


def unanswered_of(dispute: UUID) -> str:
    """The thread of those who are told that a dispute is overdue."""
    return f"dispute/{dispute}/overdue"


async def overdue(ground: Ground, *, now: datetime) -> None:
    """Tell the host's people that a shift is not recorded in time, in the transaction."""
    facts = {"title": ground.title}
    await _tell("record.overdue", overdue_of(ground.shift), DESK, facts, _host(ground), now=now)


async def unanswered(id_: UUID, ground: Ground, *, now: datetime) -> None:
    """Tell the host's people and the county that nobody has answered in time, in the same way."""
    groups = (*_host(ground).groups, *(await _county(ground)).groups)
    audience, facts = Audience(groups=groups), {"title": ground.title}
    await _tell("record.unanswered", unanswered_of(id_), DESK, facts, audience, now=now)


def _host(ground: Ground) -> Audience:
    scope = Scope("organisation", str(ground.host))
    return Audience(groups=(Group(roles=WRITERS, scope=scope),))


async def _county(ground: Ground) -> Audience:
    scope = Scope("division", await seconds.county_of(ground.host))
    return Audience(groups=(Group(roles=seconds.COUNTY, scope=scope),))


async def _tell_person(account: UUID, kind: str, thread: str, title: str, *, now: datetime) -> None:
    audience = Audience(groups=(Group(accounts=(account,)),))
    await _tell(kind, thread, MINE, {"title": title}, audience, topic="volunteering", now=now)


async def _tell(  # noqa: PLR0913  # what a notice holds
    kind: str,
    thread: str,
    link: str,
    facts: dict[str, Any],
    audience: Audience,
    *,
    topic: Any = "tasks",
    now: datetime,
) -> None:
    await notifying.notify(
        Telling(
            kind=kind,
            topic=topic,
            thread=thread,
            link=link,
            facts=facts,
            audience=audience,
            ends_at=now + _NEWS,
        ),
        now=now,
    )


async def is_untold(thread: str) -> bool:
    """Whether nobody has been told anything of it."""
    return await notifying.last_told(thread) is None
