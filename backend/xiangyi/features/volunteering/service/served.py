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
from xiangyi.features.volunteering.service.seconds import Stand
from xiangyi.features.volunteering.tables import ShiftSignup
from xiangyi.features.volunteering.tables.hours import ServiceClaim, ShiftPresence

Row = dict[str, Any]

#: Nobody decides more at one sitting.
_MOST: Final = 200
#: For whom the asker stands: hosts, hosts at home in their counties, and in their divisions.
_STANDS: Final = (
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" IN ({counties}) UNION'
    ' SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key"),'
    ' under AS (SELECT "key" FROM division WHERE "key" IN ({divisions}) UNION'
    ' SELECT d."key" FROM division AS d JOIN under ON d.parent = under."key")'
)
#: With something added a home is no column of an index: SQLite would begin there, and go through
#: all that the hosts have ever had.
_OF_HOSTS: Final = (
    "JOIN activity_shift s ON s.id = told.shift JOIN volunteer_activity a ON a.id = s.activity"
    " JOIN organisation o ON o.id = a.organisation WHERE told.account IS NOT NULL"
)
_NEAR: Final = "o.home || '' IN (SELECT below.key FROM below)"
#: What a long day waits for; the latest of one kind never hide those of another.
_LONG: Final = (
    "(told.state = 'host' AND o.id IN ({hosts})"
    " OR told.state = 'county' AND o.home || '' IN (SELECT under.key FROM under))"
)
#: What is late waits once whoever led has ticked it, unless all of it has been taken off since.
_LATE: Final = (
    "told.state = 'counted' AND told.service_class = 'late' AND told.confirmed_at IS NULL"  # noqa: S608  # ours
    f" AND {lines.releasable_of('told')} > 0 AND EXISTS (SELECT 1 FROM shift_signup u"
    f" WHERE u.shift = told.shift AND u.account = told.account AND {ticking.SEEN})"
)
_STAY: Final = (
    f"SELECT told.id, told.shift, told.account, {lines.releasable_of('told')} AS minutes,"  # noqa: S608  # ours
    " told.state, told.left_at AS at FROM shift_presence told"
)
#: Two looks, as each has an index of its own beside all that waits for nobody.
_STAYS_TO_DO: Final = (
    f"{_STANDS} {_STAY} {_OF_HOSTS} AND told.state IN ('host', 'county') AND {_LONG}"
    f" UNION ALL {_STAY} {_OF_HOSTS} AND {_LATE} AND {_NEAR}"
    " ORDER BY at DESC LIMIT {{}}"
)
#: What of a shift waits for a second person.
_FOR_SECOND: Final = (
    "SELECT told.account, told.claimed_by FROM service_claim told"  # noqa: S608  # ours
    " WHERE told.shift = {} AND told.state = 'waiting' UNION ALL"
    " SELECT told.account, NULL AS claimed_by FROM shift_presence told WHERE told.shift = {}"
    f" AND {_LATE}"
)
_CLAIMS_TO_DO: Final = (
    f"{_STANDS} SELECT told.id, told.shift, told.account, told.claimed_by, told.decided_by,"  # noqa: S608  # ours
    " told.state, told.minutes, told.evidence, told.false_presence, told.claimed_at AS at"
    f" FROM service_claim told {_OF_HOSTS} AND told.state IN ('waiting', 'host', 'county')"
    f" AND (told.state = 'waiting' AND {_NEAR} OR {_LONG})"
    " ORDER BY told.claimed_at DESC LIMIT {{}}"
)
#: What something that waits is called by the state of its stay, or of its claim.
_STAY_KINDS: Final = {"counted": "late", "host": "host", "county": "county"}
_CLAIM_KINDS: Final = {"waiting": "claim", "host": "long_claim", "county": "longer_claim"}
#: Whose yes it is; otherwise a second person's.
_EXPECTED: Final[dict[str, Callable[..., Awaitable[None]]]] = {
    "host": seconds.expect_host,
    "long_claim": seconds.expect_host,
    "county": seconds.expect_county,
    "longer_claim": seconds.expect_county,
}


async def of_shift(asker: Asker, shift: UUID, *, now: datetime) -> ShiftHours:
    """Everybody with a seat, masked, with ticks, stays and claims; the look is recorded.

    Raises:
        ShiftNotFound: there is none that has been approved.
        RoleMissing, NotSecondPerson: the asker neither leads it, nor answers for its host, nor is
            the second person whom something of it waits for.
    """
    ground = await grounds.of_shift(shift)
    if asker.account != ground.lead:
        try:
            await reach.expect_looker(asker, ground.host)
        except RoleMissing:
            await _expect_turn(asker, ground)
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
    stand = await seconds.stand_of(asker)
    if not (stand.hosts or stand.divisions):
        return HoursToDoList([])
    stays = await _waiting(_STAYS_TO_DO, stand)
    claims = await _waiting(_CLAIMS_TO_DO, stand)
    known = {
        one: await grounds.of_shift(one) for one in {row["shift"] for row in [*stays, *claims]}
    }
    found: list[Row] = []
    may: dict[tuple[str, UUID], bool] = {}
    waiting = [*((row, _STAY_KINDS) for row in stays), *((row, _CLAIM_KINDS) for row in claims)]
    for told, kinds in waiting:
        kind = "taking" if told["minutes"] < 0 else kinds[told["state"]]
        row: Row = {**told, "kind": kind, "ground": known[told["shift"]]}
        if (kind, told["shift"]) not in may:
            may[kind, told["shift"]] = await _may(asker, kind, row["ground"])
        said = {told["account"], told.get("claimed_by"), told.get("decided_by")}
        if may[kind, told["shift"]] and asker.account not in said:
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


async def _expect_turn(asker: Asker, ground: Ground) -> None:
    rows: list[Row] = await run(_FOR_SECOND, ground.shift, ground.shift)
    if not rows:
        raise RoleMissing(roles=list(seconds.SECONDS))
    # Of the only one that waits they may have said something themselves.
    alone = rows[0] if len(rows) == 1 else {}
    apart = [alone.get("account"), alone.get("claimed_by")]
    await seconds.expect_second(asker, ground, apart=apart)


async def _waiting(sql: str, stand: Stand) -> list[Row]:
    told: dict[str, list[Any]] = {
        "counties": stand.counties or [""],
        "divisions": stand.divisions or [""],
        "hosts": stand.hosts or [UUID(int=0)],
    }
    blanks = {name: ", ".join(["{}"] * len(some)) for name, some in told.items()}
    args = [one for some in told.values() for one in some]
    rows: list[Row] = await run(sql.format(**blanks), *args, _MOST)
    return rows


async def _may(asker: Asker, kind: str, ground: Ground) -> bool:
    """Whether a yes of this kind is for the asker to say in a shift, of anybody but themselves."""
    try:
        await _EXPECTED.get(kind, seconds.expect_second)(asker, ground, apart=[])
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
    ticked, late = await ticking.ticked(ids), await ticking.late(ground, ids)
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
