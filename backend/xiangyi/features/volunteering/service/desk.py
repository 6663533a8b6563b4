"""What a host works with: its activities, their history, and who comes."""

import re
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from msgspec.structs import asdict

from xiangyi.core.asking import Asker
from xiangyi.core.bulk import among
from xiangyi.core.bulk import listed as packed
from xiangyi.core.db import atomic, run
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service import persons
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.schemas import (
    ActivityDesk,
    ActivityDeskCard,
    ActivityDeskList,
    ActivityHistoryLine,
    PossibleLead,
    Volunteer,
    Volunteers,
)
from xiangyi.features.volunteering.service import reading, seats
from xiangyi.features.volunteering.service.finding import instant_of
from xiangyi.features.volunteering.service.keeping import facts_of, kept
from xiangyi.features.volunteering.service.leading import GOING
from xiangyi.features.volunteering.service.reach import (
    LOOKERS,
    WRITERS,
    expect_leader,
    expect_looker,
    leads,
    may_approve,
    within,
    writers,
)
from xiangyi.features.volunteering.service.signing_up import Known, known
from xiangyi.features.volunteering.service.wording import HISTORY
from xiangyi.features.volunteering.tables import (
    ActivityRevision,
    ShiftSignup,
)

_MOST: Final = 200
_SHOWN: Final = "a.id, a.kind, a.title, a.state, a.organisation, host.name, a.starts_at"
#: Of each host no more than can be shown: what waits, and what begins last.
_LISTED: Final = (
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" IN ({keys}) UNION'  # noqa: S608  # ours
    ' SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key"),'
    " host AS (SELECT o.id, o.name FROM organisation o"
    ' WHERE o.id IN ({hosts}) OR o.home IN (SELECT "key" FROM below)),'
    f" found AS (SELECT {_SHOWN} FROM host JOIN volunteer_activity a ON a.organisation = host.id"
    " WHERE a.state = 'waiting'{named}"
    f" UNION SELECT {_SHOWN} FROM host JOIN volunteer_activity a ON a.organisation = host.id"
    " WHERE a.state <> 'deleted'{named} AND a.starts_at >= COALESCE((SELECT least.starts_at"
    " FROM volunteer_activity least WHERE least.organisation = host.id"
    " AND least.state <> 'deleted'{least_named} ORDER BY least.starts_at DESC LIMIT 1"
    " OFFSET {most}), {{}}))"
    " SELECT * FROM found ORDER BY state = 'waiting' DESC, starts_at DESC, id LIMIT {more}"
)
_NAMED: Final = " AND LOWER({table}.title) LIKE {{}} ESCAPE '!'"
#: Before any activity.
_EVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


async def listed(asker: Asker, q: str = "", *, now: datetime) -> ActivityDeskList:
    """The activities of the hosts for which the asker answers: what waits for a yes first, then
    what comes latest. Of `q`, if any is told, those alone that have it in their title.
    """
    words = tidy(q).lower()
    keys = asker.scopes_of(*LOOKERS, kind="division")
    hosts = [UUID(one) for one in asker.scopes_of(*LOOKERS, kind="organisation")]
    # No title hides anything.
    if not (keys or hosts) or has_hidden(words):
        return ActivityDeskList([], more=False)
    told: tuple[list[object], list[object]] = [*(keys or [""])], [*(hosts or [UUID(int=0)])]
    blanks = [", ".join(["{}"] * len(one)) for one in told]
    like = ["%" + re.sub(r"([!%_])", r"!\1", words) + "%"] if words else []
    rows: list[dict[str, Any]] = await run(
        _LISTED.format(
            keys=blanks[0],
            hosts=blanks[1],
            most=_MOST,
            more=_MOST + 1,
            named=_NAMED.format(table="a") if words else "",
            least_named=_NAMED.format(table="least") if words else "",
        ),
        *(*told[0], *told[1], *like * 3, _EVER),
    )
    rows, more = rows[:_MOST], len(rows) > _MOST
    begins = await _next([row["id"] for row in rows], now=now)
    starts = {row["id"]: begins.get(row["id"]) or instant_of(row["starts_at"]) for row in rows}
    rows.sort(key=lambda row: (row["state"] == "waiting", starts[row["id"]]), reverse=True)
    return ActivityDeskList(
        [
            ActivityDeskCard(
                id=row["id"],
                kind=row["kind"],
                title=row["title"],
                organisation_name=row["name"],
                starts_at=starts[row["id"]],
                state=row["state"],
                yours_to_approve=await may_approve(asker, row),
            )
            for row in rows
        ],
        more=more,
    )


async def _next(ids: list[UUID], *, now: datetime) -> dict[UUID, datetime]:
    """When the next shift of each begins, or began that people are still in."""
    rows = await run(
        "SELECT s.activity, min(CASE WHEN s.ends_at > {} THEN s.starts_at END) AS next,"  # noqa: S608  # our own column
        " max(s.starts_at) AS last FROM activity_shift s"
        f" WHERE s.cancelled_at IS NULL AND {among('s.activity', 'UUID')} GROUP BY s.activity",
        *(now - GOING, packed(ids)),
    )
    return {UUID(str(row["activity"])): instant_of(row["next"] or row["last"]) for row in rows}


async def desk(asker: Asker, id_: UUID, *, now: datetime) -> ActivityDesk:
    """One of them, with who may lead it and what was done with it.

    Raises:
        ActivityNotFound, RoleMissing: the asker answers for no such activity.
    """
    one = await kept(id_)
    host = one.row["organisation"]
    await expect_looker(asker, host)
    [card] = await reading.cards(None, [one.row], now=now)
    wrote = asker.account in await writers(id_)
    fit = await leads(host)
    masks = await persons.masks(fit)
    return ActivityDesk(
        id=id_,
        facts=facts_of(one),
        card=card,
        state=one.row["state"],
        revision=one.row["revision"],
        leads=[
            PossibleLead(account, mask.name or mask.phone or "")
            for account, mask in sorted(masks.items())
        ],
        yours_to_write=asker.holds(*WRITERS, within=await within(host)),
        yours_to_approve=await may_approve(asker, one.row),
        yours_to_withdraw=wrote and one.row["state"] == "waiting",
        history=await _history(id_),
    )


async def volunteers(asker: Asker, shift: UUID, *, now: datetime) -> Volunteers:
    """Who comes to a shift and who waits, masked; the look is recorded.

    Raises:
        ShiftNotFound: there is none of an approved activity.
        RoleMissing: the asker neither leads it nor writes for its host.
    """
    one = await led(asker, shift)
    rows = await ShiftSignup.select().where(
        (ShiftSignup.shift == shift) & (ShiftSignup.state != "cancelled")
    )
    rows.sort(key=lambda row: (row["state"] != "signed", row["turn"]))
    masks = await persons.masks({row["account"] for row in rows})
    await audit.record(
        asker, "activity.signups_read", "shift", shift, division=one.activity["division"], now=now
    )
    found = []
    for row in rows:
        mask = masks[row["account"]]
        found.append(
            Volunteer(
                id=row["id"],
                name=mask.name or mask.phone or "",
                state=row["state"],
                at=row["at"],
                reserved=bool(row["reserved"]),
            )
        )
    return Volunteers(found)


async def give_seat(asker: Asker, signup: UUID, *, now: datetime) -> Volunteers:
    """Give somebody one of the seats that only the host gives away; once more changes nothing.

    Whoever had another seat leaves it to those who wait.

    Raises:
        SignUpNotFound: nobody has signed up or waits under this id.
        RoleMissing: the asker neither leads the shift nor writes for its host.
        ShiftBegun, ShiftCancelled: it takes place already, or never.
        SeatsGone: the host has given away all that it kept.
    """
    row: dict[str, Any] | None = await ShiftSignup.select().where(ShiftSignup.id == signup).first()
    if row is None:
        raise errors.SignUpNotFound
    id_ = row["shift"]
    one = await led(asker, id_)
    async with atomic():
        shift = await seats.hold_shift(id_)
        row = await ShiftSignup.select().where(ShiftSignup.id == signup).first()
        if row is None or row["state"] == "cancelled":
            raise errors.SignUpNotFound
        if shift["cancelled_at"] is not None or one.activity["state"] == "cancelled":
            raise errors.ShiftCancelled
        if shift["starts_at"] <= now:
            raise errors.ShiftBegun
        if not row["reserved"]:
            if (await seats.taken([id_]))[id_].reserved >= shift["reserved"]:
                raise errors.SeatsGone
            if row["state"] == "waiting":
                await seats.promote(shift, row, reserved=True, now=now)
            else:
                await ShiftSignup.update({ShiftSignup.reserved: True}).where(
                    ShiftSignup.id == signup
                )
                await seats.fill(shift, now=now)
            await audit.record(
                *(asker, "activity.seat_given", "shift", id_),
                division=one.activity["division"],
                now=now,
                after={"signUp": str(signup)},
            )
    return await volunteers(asker, id_, now=now)


async def led(asker: Asker, shift: UUID) -> Known:
    """A shift and its activity, for whoever leads it.

    Raises:
        ShiftNotFound: there is none of an approved activity.
        RoleMissing: the asker neither leads it nor writes for its host.
    """
    one = await known(shift)
    await expect_leader(asker, one.activity["organisation"], one.shift["lead"])
    return one


async def _history(id_: UUID) -> list[ActivityHistoryLine]:
    rows = (
        await ActivityRevision.select()
        .where(ActivityRevision.activity == id_)
        .order_by(ActivityRevision.number, ascending=False)
    )
    masks = await persons.masks({row["account"] for row in rows})
    lines = []
    for row in rows:
        mask = masks.get(row["account"])
        was, now = HISTORY.read(row["before"]), HISTORY.read(row["after"])
        before = asdict(was) if was else {}
        lines.append(
            ActivityHistoryLine(
                *(row["number"], row["made_at"], row["move"]),
                (mask and (mask.name or mask.phone)) or "",
                row["why"],
                [name for name, value in asdict(now).items() if before.get(name, value) != value]
                if now
                else [],
            )
        )
    return lines
