"""What of a shift is not settled yet, by when it has to be, and who settles it."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is, of_one_moment, run
from xiangyi.core.sealing import seal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service import persons
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.records import errors
from xiangyi.features.records.schemas import RecordDesk, RecordDue
from xiangyi.features.records.service import answering, days, disputes, telling
from xiangyi.features.records.tables import RecordSettlement
from xiangyi.features.volunteering.errors import SignUpNotFound
from xiangyi.features.volunteering.errors.hours import NotSecondPerson
from xiangyi.features.volunteering.service import counting, grounds, lines, reach, ruling
from xiangyi.features.volunteering.service.reach import LOOKERS, WRITERS
from xiangyi.features.volunteering.service.ticking import SEEN
from xiangyi.features.volunteering.tables import ShiftSignup

Row = dict[str, Any]

#: As what the reason of a settlement is sealed.
WHY: Final = "settlement_why"
#: Nobody settles more at one sitting; the oldest come first.
_MOST: Final = 200
#: What the host itself may say something of; the others wait for somebody's yes.
_SETTLED_BY_HOST: Final = frozenset({"checkout", "seen", "late"})
#: What its people are reminded of.
_FOR_HOST: Final = _SETTLED_BY_HOST | {"long_day"}
#: What is older was settled by somebody's silence long ago.
_LOOKS_BACK: Final = timedelta(days=366)
#: So long after a shift at the soonest, and at the latest, does it come to be overdue.
_SOONEST: Final = timedelta(days=1)
_LATEST: Final = timedelta(days=90)
#: More than come to be overdue in the whole province within these.
_ALL: Final = 20_000
_HOSTS: Final = (
    "(o.id IN ({hosts}) OR o.home IN ("
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" IN ({keys}) UNION'
    ' SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
    ' SELECT "key" FROM below))'
)
#: A claim is one that waits; of what was refused it has been said why.
_CLAIM: Final = (
    "EXISTS (SELECT 1 FROM service_claim c WHERE c.shift = u.shift AND c.account = u.account"
    " AND {which})"
)
_STAY: Final = (
    "EXISTS (SELECT 1 FROM shift_presence p WHERE p.shift = u.shift AND p.account = u.account"
    " AND {which})"
)
_CLAIMED: Final = _CLAIM.format(which="c.corrects IS NULL")
_WAITS: Final = _CLAIM.format(which="c.state = 'waiting'")
_CLAIMED_LONG: Final = _CLAIM.format(which="c.state = 'host'")
_CLAIMED_LONGER: Final = _CLAIM.format(which="c.state = 'county'")
_CAME: Final = _STAY.format(which="p.id = p.id")
_OPEN: Final = _STAY.format(which="p.state = 'open'")
_LONG: Final = _STAY.format(which="p.state = 'host'")
_LONGER: Final = _STAY.format(which="p.state = 'county'")
_LATE: Final = _STAY.format(
    which="p.state = 'counted' AND p.service_class = 'late' AND p.confirmed_at IS NULL"
    f" AND {lines.releasable_of('p')} > 0"
)
_KIND: Final = (
    f"CASE WHEN {_WAITS} THEN 'claim' WHEN {_LONG} OR {_CLAIMED_LONG} THEN 'long_day'"
    f" WHEN {_LONGER} OR {_CLAIMED_LONGER} THEN 'longer_day'"
    f" WHEN {_OPEN} AND NOT {_CLAIMED} THEN 'checkout'"
    f" WHEN {SEEN} AND {_LATE} THEN 'late'"
    f" WHEN {SEEN} AND NOT {_CAME} AND NOT {_CLAIMED} THEN 'seen' END"
)
_DUE: Final = (
    "SELECT due.* FROM (SELECT u.id, u.shift, u.account, s.activity, s.ends_at, a.title,"  # noqa: S608  # ours
    f" a.organisation AS host, o.name AS organisation, {_KIND} AS kind"
    " FROM activity_shift s JOIN volunteer_activity a ON a.id = s.activity"
    " JOIN organisation o ON o.id = a.organisation JOIN shift_signup u ON u.shift = s.id"
    " WHERE s.ends_at < {{}} AND s.ends_at > {{}} AND s.cancelled_at IS NULL"
    " AND a.state IN ('approved', 'closed') AND u.state = 'signed' AND {which}"
    " AND NOT EXISTS (SELECT 1 FROM record_settlement r WHERE r.signup = u.id)) AS due"
    " WHERE due.kind IS NOT NULL ORDER BY due.ends_at, due.id LIMIT {{}}"
)
_KIND_OF: Final = f"SELECT {_KIND} AS kind FROM shift_signup u WHERE u.id = {{}}"  # noqa: S608  # ours
_DISPUTES: Final = (
    "SELECT d.*, a.organisation AS host FROM record_dispute d"
    " JOIN activity_shift s ON s.id = d.shift JOIN volunteer_activity a ON a.id = s.activity"
    " JOIN organisation o ON o.id = a.organisation"
    " WHERE d.answered_at IS NULL AND d.account IS NOT NULL AND {which}"
    " ORDER BY d.said_at, d.id LIMIT {{}}"
)


async def desk(asker: Asker, *, now: datetime) -> RecordDesk:
    """What waits of the hosts for which the asker answers, the longest overdue first; recorded.

    A supervisor sees what of their place is overdue, and every dispute.
    """
    which, args = _around(asker)
    if not args:
        return RecordDesk([], [])
    async with of_one_moment():
        rows: list[Row] = await run(_DUE.format(which=which), now, now - _LOOKS_BACK, *args, _MOST)
        disputed: list[Row] = await run(_DISPUTES.format(which=which), *args, _MOST)
        counted = await days.counted(now)
        masks = await persons.masks({row["account"] for row in rows})
        due = []
        for row in rows:
            mask = masks[row["account"]]
            until = await counted.to_record(row["host"], row["ends_at"])
            writes = asker.holds(*WRITERS, within=await reach.within(row["host"]))
            if not (writes or until.overdue):
                continue
            due.append(
                RecordDue(
                    id=row["id"],
                    kind=row["kind"],
                    activity=row["activity"],
                    shift=row["shift"],
                    title=row["title"],
                    organisation=row["organisation"],
                    name=mask.name or mask.phone or "",
                    ended_at=row["ends_at"],
                    due_on=until.on,
                    provisional=until.provisional,
                    overdue=until.overdue,
                    yours=writes
                    and row["kind"] in _SETTLED_BY_HOST
                    and asker.account != row["account"],
                    may_claim=await counted.may_claim(row["host"], row["ends_at"]),
                )
            )
        asked = [
            await disputes.shown(
                row, counted, yours=await answering.may_answer(asker, row, counted)
            )
            for row in disputed
        ]
    async with atomic():
        for host in sorted({row["host"] for row in [*rows, *disputed]}):
            await audit.record(
                *(asker, "record.desk_read", "organisation", host),
                now=now,
                division=await ruling.home_of(host),
            )
    return RecordDesk(due, asked)


async def settle(asker: Asker, signup: UUID, why: str, *, now: datetime) -> None:
    """Say why nothing is counted of a seat, for the host; once more changes nothing.

    Of one whose scans came late, why they are not confirmed: their minutes stay, as late ones.
    Whoever is not content disputes it.

    Raises:
        SignUpNotFound: nobody has this seat.
        RoleMissing: the asker does not write for the host.
        NotSecondPerson: it is their own.
        ShiftNotOver: they may still go.
        SettledAlready: minutes are counted and not late, claimed or waited for, or somebody has
            said why not.
        WhyMissing, WhyUnusable: there is no reason.
    """
    row: Row | None = await ShiftSignup.select().where(ShiftSignup.id == signup).first()
    if row is None or row["state"] != "signed":
        raise SignUpNotFound
    ground = await grounds.of_shift(row["shift"])
    await reach.expect_writer(asker, ground.host)
    if asker.account == row["account"]:
        raise NotSecondPerson
    numbers = await ruling.numbers_of_shift(ground)
    until = ground.stretch.ends_at + timedelta(minutes=numbers.leaving_min)
    if now < until:
        raise errors.ShiftNotOver(until_at=until)
    reason = audit.reason(why)
    if await RecordSettlement.exists().where(
        (RecordSettlement.signup == signup) & (RecordSettlement.settled_by == asker.account)
    ):
        return
    with duplicate_is(errors.SettledAlready()):
        async with atomic():
            await hold(row["account"])
            [told] = await run(_KIND_OF, signup)
            is_late = told["kind"] == "late"
            if not is_late and (
                await counting.taken(ground.shift, row["account"]) or await _waits(row)
            ):
                raise errors.SettledAlready
            await RecordSettlement.insert(
                RecordSettlement(
                    signup=signup,
                    account=row["account"],
                    settled_by=asker.account,
                    settled_at=now,
                    why=seal_some(reason, owner=signup, field=WHY),
                )
            )
            await audit.record(
                *(asker, "record.settled", "sign_up", signup),
                now=now,
                division=await ruling.home_of(ground.host),
                why=reason,
                about=row["account"],
            )
            word: telling.Settled = "unconfirmed" if is_late else "settled"
            await telling.settled(word, signup, row["account"], ground.title, now=now)


async def tell_of_overdue(*, now: datetime) -> None:
    """Tell the host's people once of each shift that is overdue by them, and of each dispute,
    besides them, the county."""
    counted = await days.counted(now)
    rows: list[Row] = await run(
        _DUE.format(which="s.id = s.id"), now - _SOONEST, now - _LATEST, _ALL
    )
    hosts = {row["shift"]: row for row in rows if row["kind"] in _FOR_HOST}
    for shift, row in hosts.items():
        if not (await counted.to_record(row["host"], row["ends_at"])).is_news:
            continue
        if await telling.is_untold(telling.overdue_of(shift)):
            async with atomic():
                await telling.overdue(await grounds.of_shift(shift), now=now)
    asked: list[Row] = await run(_DISPUTES.format(which="s.id = s.id"), _ALL)
    for row in asked:
        ground = await grounds.of_shift(row["shift"])
        if not (await counted.to_answer(ground.host, row["said_at"])).is_news:
            continue
        if await telling.is_untold(telling.unanswered_of(row["id"])):
            async with atomic():
                await telling.unanswered(row["id"], ground, now=now)


async def _waits(row: Row) -> bool:
    """Whether a claim does; a stay that does has its minutes already."""
    told = await run(
        "SELECT id FROM service_claim WHERE shift = {} AND account = {} AND state = 'waiting'",
        *(row["shift"], row["account"]),
    )
    return bool(told)


def _around(asker: Asker) -> tuple[str, list[object]]:
    """A condition on `o`, the host, and what fills its blanks; nothing for whoever has no role."""
    keys: list[object] = list(asker.scopes_of(*LOOKERS, kind="division"))
    hosts: list[object] = [UUID(one) for one in asker.scopes_of(*LOOKERS, kind="organisation")]
    if not (keys or hosts):
        return "", []
    blanks = {"hosts": hosts or [UUID(int=0)], "keys": keys or [""]}
    which = _HOSTS.format(**{name: ", ".join(["{}"] * len(some)) for name, some in blanks.items()})
    return which, [*blanks["hosts"], *blanks["keys"]]
