"""Somebody has gone: what their stay adds, and the posting that says so."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.ledger.rules.lines import Line, Posting
from xiangyi.features.ledger.schemas import Receipt
from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.volunteering.rules.counting import Stay, live_class, reckon, tier, within
from xiangyi.features.volunteering.rules.counting import minutes as whole_minutes
from xiangyi.features.volunteering.rules.numbers import Numbers
from xiangyi.features.volunteering.rules.presence import OF_DAY, SPOKEN_FOR, TAKEN
from xiangyi.features.volunteering.service import purposes
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.tables.hours import ShiftPresence

Row = dict[str, Any]


async def count(ground: Ground, row: Row, numbers: Numbers, *, now: datetime) -> list[Receipt]:
    """Count a stay that has ended, in the transaction that holds its account.

    A short day counts at once; a long one waits for the yes of the host or of the county.
    """
    others = await _others(row)
    taken = sum(one["minutes"] for one in others if one["state"] in TAKEN)
    reckoning = reckon(
        ground.stretch,
        [_stay(one) for one in others],
        _stay(row),
        taken + await _claimed(row["shift"], row["account"]),
        numbers.presence_percent,
    )
    told: Row = {"state": "short", "minutes": reckoning.added}
    if reckoning.added:
        long = reckoning.added + await of_day(row["account"], row["day"])
        asked = tier(long, numbers)
        told["state"] = "counted" if asked == "at_once" else asked
        told["service_class"] = _class(_rests_on(ground, row, others, reckoning.added))
        told["counted_at"] = now if asked == "at_once" else None
    told["reckoning"] = msgspec.json.encode(reckoning).decode()
    row |= told
    columns: dict[Any, Any] = told
    await ShiftPresence.update(columns).where(ShiftPresence.id == row["id"])
    return await put_down(ground, row, now=now)


async def put_down(ground: Ground, row: Row, *, now: datetime) -> list[Receipt]:
    """The lines of a stay that counts, put into the ledger unless they are there already.

    What is verified may be redeemed at once; what is late, once it has been confirmed.
    """
    if row["state"] != "counted":
        return []
    proved = row["service_class"] == "verified"
    return await post(
        await posting(
            row["id"],
            ground,
            row["account"],
            row["minutes"],
            service_class=row["service_class"],
            redeemable=proved,
        ),
        now=now,
    )


async def posting(  # noqa: PLR0913  # as many as tell one from another
    id_: UUID,
    ground: Ground,
    person: UUID,
    minutes: int,
    *,
    service_class: str,
    redeemable: bool,
) -> Posting:
    """Minutes that a host issues to a person for a shift."""
    lines = [Line(await accounts.account_of(person, "service"), minutes)]
    if redeemable:
        lines.append(Line(await accounts.account_of(person, "redeemable"), minutes))
    issued = -minutes * len(lines)
    lines.append(Line(await accounts.issue_account_of(ground.host), issued))
    return Posting(
        id=id_,
        kind="earned",
        about=purposes.about(ground.shift, ground.purpose),
        lines=tuple(lines),
        service_class=service_class,  # type: ignore[arg-type]  # a column of ours
    )


async def taken(
    shift: UUID, account: UUID, line: UUID | None = None, *, but: UUID | None = None
) -> int:
    """How many minutes of a shift are spoken for, with scans or without, leaving out the claim
    `but`.

    What was taken off a line stays so: only for the line itself, `line`, may it be asked again.
    """
    rows = await ShiftPresence.select(ShiftPresence.minutes).where(
        (ShiftPresence.shift == shift)
        & (ShiftPresence.account == account)
        & ShiftPresence.state.is_in(list(TAKEN))
    )
    return sum(int(one["minutes"]) for one in rows) + await _claimed(shift, account, line, but)


async def of_day(account: UUID, day: date, *, but: UUID | None = None) -> int:
    """How many minutes somebody's day comes to, with scans or without, leaving out a claim."""
    rows = await ShiftPresence.select(ShiftPresence.minutes).where(
        (ShiftPresence.account == account)
        & (ShiftPresence.day == day)
        & ShiftPresence.state.is_in(list(OF_DAY))
    )
    begins = datetime.combine(day, time(), SHANGHAI)
    [claims] = await run(
        "SELECT COALESCE(SUM(c.minutes), 0) AS minutes FROM service_claim c"  # noqa: S608  # ours
        " JOIN activity_shift s ON s.id = c.shift WHERE c.account = {} AND c.id <> {}"
        f" AND c.state IN {SPOKEN_FOR} AND s.starts_at >= {{}} AND s.starts_at < {{}}",
        *(account, but or UUID(int=0), begins, begins + timedelta(days=1)),
    )
    return sum(int(one["minutes"]) for one in rows) + int(str(claims["minutes"]))


async def _claimed(
    shift: UUID, account: UUID, line: UUID | None = None, but: UUID | None = None
) -> int:
    """Without scans: of each line as many as were ever put to it, of `line` as it stands."""
    rows = await run(
        "SELECT COALESCE(corrects, id) AS line, minutes FROM service_claim"  # noqa: S608  # ours
        f" WHERE shift = {{}} AND account = {{}} AND id <> {{}} AND state IN {SPOKEN_FOR}"
        " ORDER BY decided_at, id",
        *(shift, account, but or UUID(int=0)),
    )
    stands: dict[UUID, int] = defaultdict(int)
    most: dict[UUID, int] = defaultdict(int)
    for row in rows:
        of = UUID(str(row["line"]))
        stands[of] += int(str(row["minutes"]))
        most[of] = max(most[of], stands[of])
    return sum(stands[of] if of == line else most[of] for of in stands)


async def _others(row: Row) -> list[Row]:
    found: list[Row] = await ShiftPresence.select().where(
        (ShiftPresence.shift == row["shift"])
        & (ShiftPresence.account == row["account"])
        & (ShiftPresence.id != row["id"])
        & ShiftPresence.left_at.is_not_null()
    )
    return found


def _rests_on(ground: Ground, row: Row, others: Sequence[Row], added: int) -> list[Row]:
    """The stays from which a stay has what it adds.

    What came to nothing until now is counted with it; and where it adds more than it lasted, as a
    pause shows that an earlier one was without a break, the rest is that one's.
    """
    more = added > whole_minutes(within(ground.stretch, _stay(row)))
    return [
        row,
        *(
            one
            for one in others
            if (more or one["state"] == "short") and within(ground.stretch, _stay(one))
        ),
    ]


def _class(rows: Sequence[Row]) -> str:
    return live_class([one[scan] for one in rows for scan in ("came_on_time", "left_on_time")])


def _stay(row: Row) -> Stay:
    return Stay(row["came_at"], row["left_at"])
