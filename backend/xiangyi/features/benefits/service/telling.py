"""Who is told what: a second person of a draft, its writer of a verdict, people of minutes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from xiangyi.core.asking import Scope
from xiangyi.features.benefits.service.reach import APPROVERS, COUNTER, apart, writers
from xiangyi.features.divisions import service as tree
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying

Row = dict[str, Any]

#: So long is it news.
_NEWS: Final = timedelta(days=30)
#: Of the divisions around, from the province down, those above a county hear of too many.
_FROM_COUNTY: Final = 2
COUNTER_PAGE: Final = "/counter"


async def ask_for_approval(row: Row, *, now: datetime) -> None:
    """Ask those who answer for the division, but for who wrote it or stands for who gives it."""
    around = (await tree.lineages([row["division"]]))[row["division"]]
    near = around[_FROM_COUNTY:] or around
    others = tuple(sorted(await apart(row)))
    groups = tuple(
        Group(roles=APPROVERS, scope=Scope("division", one.key), apart=others) for one in near
    )
    await _tell(
        "benefit.approval",
        _approval_of(row["id"]),
        f"/desk/benefits/{row['id']}",
        {"title": row["title"]},
        groups,
        now=now,
    )


async def asked_no_more(id_: UUID, *, now: datetime) -> None:
    await notifying.withdraw(_approval_of(id_), now=now)


async def decided(
    row: Row, what: Literal["approved", "sent_back"], why: str = "", *, now: datetime
) -> None:
    """Tell whoever wrote it."""
    await asked_no_more(row["id"], now=now)
    await _tell(
        f"benefit.{what}",
        f"benefit/{row['id']}/verdict",
        f"/desk/benefits/{row['id']}",
        {"title": row["title"], "reason": why},
        (Group(accounts=tuple(sorted(await writers(row["id"])))),),
        now=now,
    )


async def lapsing(account: UUID, on: date, minutes: int, *, now: datetime) -> None:
    """Tell a person, ahead, how many minutes lapse on which day."""
    await _tell(
        "benefit.lapsing",
        f"benefit/lapsing/{account}/{on}",
        "/benefits",
        {"minutes": minutes, "on": on.isoformat()},
        (Group(accounts=(account,)),),
        topic="volunteering",
        now=now,
    )


async def ended(
    account: UUID,
    row: Row,
    how: Literal["void", "undone", "used", "settled", "owed", "paid"],
    *,
    now: datetime,
) -> None:
    """Tell a person what became of a voucher of theirs, and how many minutes it is about."""
    await _tell(
        f"voucher.{how}",
        f"voucher/{row['id']}",
        f"/me/vouchers/{row['id']}",
        {"title": row["title"], "minutes": row["cost_minutes"]},
        (Group(accounts=(account,)),),
        topic="volunteering",
        now=now,
    )


async def ask_to_undo(use: Row, asked_by: UUID, *, now: datetime) -> None:
    """Ask the provider's other people to take a use back."""
    await _tell(
        "voucher.undo_asked",
        _undo_of(use["id"]),
        COUNTER_PAGE,
        {},
        (
            Group(
                roles=(COUNTER,),
                scope=Scope("organisation", str(use["provider"])),
                apart=(asked_by,),
            ),
        ),
        now=now,
    )


async def undo_answered(use: Row, *, now: datetime) -> None:
    await notifying.withdraw(_undo_of(use["id"]), now=now)


async def undo_refused(use: Row, title: str, why: str, *, now: datetime) -> None:
    """Tell whoever asked for it that a use stays, and why."""
    await _tell(
        "voucher.undo_refused",
        refusal_of(use["id"]),
        COUNTER_PAGE,
        {"title": title, "reason": why},
        (Group(accounts=(use["undo_asked_by"],)),),
        now=now,
    )


async def came_to(
    provider: UUID,
    use: UUID,
    how: Literal["double", "unpaid", "gone", "counted"],
    title: str,
    *,
    now: datetime,
) -> None:
    """Tell a provider's people of a use offline: another was first, it was unpaid, or is paid.

    Of one that is `gone` nobody pays any more: its person is erased.
    """
    await _tell(
        f"voucher.{how}",
        f"voucher/use/{use}",
        COUNTER_PAGE,
        {"title": title},
        (Group(roles=(COUNTER,), scope=Scope("organisation", str(provider))),),
        now=now,
    )


async def _tell(  # noqa: PLR0913  # what a notice holds
    kind: str,
    thread: str,
    link: str,
    facts: dict[str, Any],
    groups: Sequence[Group],
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
            audience=Audience(groups=tuple(groups)),
            ends_at=now + _NEWS,
        ),
        now=now,
    )


def threads_of(id_: UUID) -> list[str]:
    """Under which something of a draft was told."""
    return [_approval_of(id_), f"benefit/{id_}/verdict"]


def refusal_of(use: UUID) -> str:
    """Under which it was told why a use stays."""
    return f"{_undo_of(use)}/refused"


def _undo_of(use: UUID) -> str:
    return f"voucher/undo/{use}"


def _approval_of(id_: UUID) -> str:
    return f"benefit/{id_}/approval"
