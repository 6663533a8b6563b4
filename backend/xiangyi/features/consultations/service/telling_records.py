"""What is told of a meeting's record: to who was there, and sealed, to whose matter it was."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Role, Scope
from xiangyi.features.cases.service.telling import concern_subject
from xiangyi.features.consultations.service import agenda
from xiangyi.features.consultations.service.telling import thread_of
from xiangyi.features.consultations.service.wording_records import named, words_of
from xiangyi.features.consultations.tables import MeetingPresence, MeetingRecord
from xiangyi.features.divisions import service as divisions
from xiangyi.features.identity.service.asking import held_by_anybody
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying


def record_thread(id_: UUID) -> str:
    return f"{thread_of(id_)}/record"


def named_thread(id_: UUID) -> str:
    """Of those whom it names."""
    return f"{record_thread(id_)}/named"


async def opened(row: dict[str, Any], until: date, *, now: datetime) -> None:
    """That they may have it put right until a day, or that it names them, in the transaction."""
    await _tell(row, "record_open", until, now=now)


async def rewritten(row: dict[str, Any], until: date, *, now: datetime) -> None:
    """That it reads otherwise, and until when they may have it put right, in the transaction."""
    await _tell(row, "record_rewritten", until, now=now)


async def sealed(row: dict[str, Any], until: date, *, now: datetime) -> None:
    """That it is so for good, and until when they may object, in the caller's transaction.

    Whose matter it was hears so too: they may object as well.
    """
    asked = [Group(follows=concern_subject(one)) for one in agenda.concerns_of(row)]
    await _tell(row, "record_sealed", until, *asked, now=now)


async def answered(  # noqa: PLR0913  # what, to whom and how
    row: dict[str, Any],
    remark: UUID,
    account: UUID,
    *,
    taken: bool,
    on_paper: bool,
    now: datetime,
) -> None:
    """What came of what somebody asked for, in the caller's transaction.

    What they were answered stands on the meeting's page, for them alone; of who signed on paper,
    at the desk, for whoever entered it and tells them.
    """
    came = "taken" if taken else "left"
    await _notify(
        row,
        f"guest_remark_{came}" if on_paper else f"remark_{came}",
        Group(accounts=(account,)),
        thread=f"record_remark/{remark}",
        now=now,
        desk=on_paper,
    )


async def remarked(
    row: dict[str, Any], remark: UUID, kind: str, *, watched: bool, now: datetime
) -> None:
    """Tell who convenes there that somebody wants it put right, in the caller's transaction.

    Of an objection the supervisors hear too, of the nearest level that has any: nobody else can
    do anything about what is sealed. So they do where it is `watched`. What was said is read at
    the desk alone.
    """
    both = watched or kind == "objection"
    roles: tuple[Role, ...] = ("convener", "supervisor") if both else ("convener",)
    await _tell_nearest(row, f"{kind}_raised", roles, f"record_remark_task/{remark}", now=now)


async def record_due(row: dict[str, Any], *, now: datetime) -> None:
    """Tell who convenes there that its record is due, in the caller's transaction."""
    await _tell_nearest(row, "record_due", ("convener",), f"record_due/{row['id']}", now=now)


async def unanswered(row: dict[str, Any], remark: UUID, *, now: datetime) -> None:
    """Tell who watches that an objection has had no answer in time, in the transaction."""
    thread = f"record_remark_late/{remark}"
    await _tell_nearest(row, "objection_overdue", ("supervisor",), thread, now=now)


async def _tell_nearest(
    row: dict[str, Any], kind: str, roles: tuple[Role, ...], thread: str, *, now: datetime
) -> None:
    """Whoever holds a role on the nearest level that has any, and who convenes for who called."""
    lineage = (await divisions.lineages([row["division"]]))[row["division"]]
    groups = []
    for role in roles:
        held = await held_by_anybody(role, kind="division")
        near = next((one.key for one in reversed(lineage) if one.key in held), None)
        if near is not None:
            groups.append(Group(roles=(role,), scope=Scope("division", near)))
    if row["organisation"] is not None and "convener" in roles:
        office = Scope("organisation", str(row["organisation"]))
        groups.append(Group(roles=("convener",), scope=office))
    if groups:
        facts = {"form": row["form"], "title": row["title"], "startsAt": row["starts_at"]}
        await notifying.notify(
            Telling(
                kind=f"consultation.{kind}",
                topic="tasks",
                thread=thread,
                link=f"/desk/consultations/{row['id']}",
                facts=facts,
                audience=Audience(groups=tuple(groups)),
                division=row["division"],
            ),
            now=now,
        )


async def _tell(
    row: dict[str, Any], kind: str, until: date, *besides: Group, now: datetime
) -> None:
    """Those who were there; whom it names before it is sealed hears that, and nothing beside."""
    there = (
        await MeetingPresence.select(MeetingPresence.id, MeetingPresence.account)
        .where(MeetingPresence.consultation == row["id"])
        .order_by(MeetingPresence.account)
    )
    kept = await MeetingRecord.select().where(MeetingRecord.consultation == row["id"]).first()
    signed = named(words_of(kept)) if kept and kept["state"] == "open" else set()
    for thread, what, is_named in (
        (record_thread(row["id"]), kind, False),
        (named_thread(row["id"]), "record_names_you", True),
    ):
        # Who is named no more, or is by now, has one word of it.
        await notifying.withdraw(thread, now=now)
        accounts = tuple(one["account"] for one in there if (one["id"] in signed) == is_named)
        groups = [Group(accounts=accounts)] if accounts else []
        if told := (*groups, *(() if is_named else besides)):
            await _notify(row, what, *told, thread=thread, now=now, until=until)


async def _notify(  # noqa: PLR0913  # what, to whom, where and until when
    row: dict[str, Any],
    kind: str,
    *groups: Group,
    thread: str,
    now: datetime,
    until: date | None = None,
    desk: bool = False,
) -> None:
    facts = {"form": row["form"], "title": row["title"], "startsAt": row["starts_at"]}
    await notifying.notify(
        Telling(
            kind=f"consultation.{kind}",
            topic="tasks" if desk else "consultations",
            thread=thread,
            link=f"{'/desk' if desk else ''}/consultations/{row['id']}",
            facts=facts | ({"until": until} if until else {}),
            audience=Audience(groups=groups),
            division=row["division"],
        ),
        now=now,
    )
