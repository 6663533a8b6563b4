"""Who was in a shift and what it came to, and what waits for somebody's yes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.core.db import run
from xiangyi.core.sealing import unseal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service import persons
from xiangyi.features.ledger.service import accounts
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules.windows import sealed_from
from xiangyi.features.volunteering.schemas.hours import (
    HoursToDo,
    HoursToDoList,
    ServiceShare,
    ShiftHours,
    TickShown,
)
from xiangyi.features.volunteering.service import (
    claiming,
    grounds,
    lines,
    presences,
    reach,
    ruling,
    seconds,
    ticking,
)
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.tables import ShiftSignup
from xiangyi.features.volunteering.tables.hours import ServiceClaim, ShiftPresence

Row = dict[str, Any]

#: Nobody decides more at one sitting.
_MOST: Final = 200
#: The hosts for which the asker might say something: at home in these divisions or below.
_HOSTS: Final = (
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" IN ({blanks}) UNION'
    ' SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
)
#: With something added a home is no column of an index: SQLite would begin there, and go through
#: all that the hosts have ever had.
_OF_HOSTS: Final = (
    "JOIN activity_shift s ON s.id = told.shift JOIN volunteer_activity a ON a.id = s.activity"
    " JOIN organisation o ON o.id = a.organisation"
    " WHERE o.home || '' IN (SELECT below.key FROM below) AND told.account IS NOT NULL"
)
_STAY: Final = (
    f"SELECT told.id, told.shift, told.account, {lines.releasable_of('told')} AS minutes,"  # noqa: S608  # ours
    " told.state, told.left_at AS at FROM shift_presence told"
)
#: What is late waits once whoever led has ticked it, unless all of it has been taken off since; a
#: claim and a long day wait at once. Two looks, as each has an index of its own beside all that
#: waits for nobody.
_STAYS_TO_DO: Final = (
    f"{_HOSTS} {_STAY} {_OF_HOSTS} AND told.state IN ('host', 'county') UNION ALL"  # noqa: S608  # ours
    f" {_STAY} {_OF_HOSTS} AND told.state = 'counted' AND told.service_class = 'late'"
    f" AND told.confirmed_at IS NULL AND {lines.releasable_of('told')} > 0 AND EXISTS ("
    "SELECT 1 FROM shift_signup u WHERE u.shift = told.shift AND u.account = told.account"
    f" AND {ticking.SEEN})"
    " ORDER BY at DESC LIMIT {{}}"
)
_CLAIMS_TO_DO: Final = (
    f"{_HOSTS} SELECT told.id, told.shift, told.account, told.claimed_by, told.minutes,"  # noqa: S608  # ours
    " told.evidence, told.false_presence, told.claimed_at AS at FROM service_claim told"
    f" {_OF_HOSTS}"
    " AND told.state = 'waiting' ORDER BY told.claimed_at DESC LIMIT {{}}"
)
_Expect = Callable[..., Awaitable[None]]


async def of_shift(asker: Asker, shift: UUID, *, now: datetime) -> ShiftHours:
    """Everybody with a seat, masked, with ticks, stays and claims; the look is recorded.

    Raises:
        ShiftNotFound: there is none that has been approved.
        RoleMissing: the asker neither leads it, nor answers for its host, nor may confirm it.
    """
    ground = await grounds.of_shift(shift)
    if asker.account != ground.lead:
        try:
            await reach.expect_looker(asker, ground.host)
        except RoleMissing:
            await seconds.expect_second(asker, ground, apart=[])
    await audit.record(
        *(asker, "shift.hours_read", "shift", shift),
        now=now,
        division=await ruling.home_of(ground.host),
    )
    numbers = await ruling.numbers_of_shift(ground)
    return ShiftHours(
        shift=shift,
        sealed_at=ground.sealed_at or sealed_from(ground.stretch, numbers),
        sealed=ticking.is_sealed(ground, numbers, now=now),
        volunteers=await _volunteers(ground),
    )


async def to_do(asker: Asker) -> HoursToDoList:
    """What the asker may say yes or no to, the latest first."""
    around = await seconds.around(asker)
    if not around:
        return HoursToDoList([])
    blanks = ", ".join(["{}"] * len(around))
    stays: list[Row] = await run(_STAYS_TO_DO.format(blanks=blanks), *around, _MOST)
    claims: list[Row] = await run(_CLAIMS_TO_DO.format(blanks=blanks), *around, _MOST)
    known = {
        one: await grounds.of_shift(one) for one in {row["shift"] for row in [*stays, *claims]}
    }
    found: list[Row] = []
    for told in [*stays, *claims]:
        state = told.get("state", "claim" if told["minutes"] > 0 else "taking")
        kind = "late" if state == "counted" else state
        row: Row = {**told, "kind": kind, "ground": known[told["shift"]]}
        if await _may(asker, row):
            found.append(row)
    masks = await persons.masks({row["account"] for row in found})
    found.sort(key=lambda row: (row["at"], row["id"]), reverse=True)
    return HoursToDoList(
        [
            HoursToDo(
                id=row["id"],
                kind=row["kind"],
                shift=row["shift"],
                title=row["ground"].title,
                name=_name(masks, row["account"]),
                minutes=row["minutes"],
                evidence=unseal_some(row.get("evidence"), owner=row["id"], field=claiming.EVIDENCE),
                false_presence=bool(row.get("false_presence")),
                at=row["at"],
            )
            for row in found
        ]
    )


async def share(organisation: UUID) -> ServiceShare:
    """How many minutes an organisation has issued, by how far they are proved."""
    told = await accounts.issued(organisation)
    return ServiceShare(told.get("verified", 0), told.get("late", 0), told.get("backfilled", 0))


async def _may(asker: Asker, row: Row) -> bool:
    expect: _Expect = {"host": seconds.expect_host, "county": seconds.expect_county}.get(
        row["kind"], seconds.expect_second
    )
    try:
        await expect(asker, row["ground"], apart=[row["account"], row.get("claimed_by")])
    except (RoleMissing, errors.NotSecondPerson):
        return False
    return True


async def _volunteers(ground: Ground) -> list[TickShown]:
    signups: Sequence[Row] = (
        await ShiftSignup.select()
        .where((ShiftSignup.shift == ground.shift) & (ShiftSignup.state == "signed"))
        .order_by(ShiftSignup.at, ShiftSignup.id)
    )
    stays: Sequence[Row] = (
        await ShiftPresence.select()
        .where(ShiftPresence.shift == ground.shift)
        .order_by(ShiftPresence.came_at)
    )
    claims: Sequence[Row] = (
        await ServiceClaim.select()
        .where(ServiceClaim.shift == ground.shift)
        .order_by(ServiceClaim.claimed_at)
    )
    ids = [row["id"] for row in signups]
    ticked, late = await ticking.ticked(ids), await ticking.late(ids)
    masks = await persons.masks({row["account"] for row in signups})
    return [
        TickShown(
            id=row["id"],
            name=_name(masks, row["account"]),
            ticked_at=ticked.get(row["id"]),
            late_ticks=late[row["id"]],
            presences=[
                presences.shown(one, title=ground.title, activity=ground.activity)
                for one in stays
                if one["account"] == row["account"]
            ],
            claims=[
                claiming.shown(one, title=ground.title, activity=ground.activity)
                for one in claims
                if one["account"] == row["account"]
            ],
        )
        for row in signups
    ]


def _name(masks: Mapping[UUID, persons.Masked], account: UUID) -> str:
    mask = masks[account]
    return mask.name or mask.phone or ""
