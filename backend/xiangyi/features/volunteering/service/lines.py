"""The lines that somebody's service has put into the ledger, and what puts one right."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from xiangyi.core.db import run
from xiangyi.features.ledger.rules.lines import Line as Moved
from xiangyi.features.ledger.rules.lines import Posting
from xiangyi.features.ledger.service import accounts
from xiangyi.features.volunteering.errors.hours import ClaimTooHigh
from xiangyi.features.volunteering.rules.counting import Reckoning, Stay, within
from xiangyi.features.volunteering.rules.counting import minutes as whole_minutes
from xiangyi.features.volunteering.service import counting, grounds
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.tables.hours import ServiceClaim, ShiftPresence

Row = dict[str, Any]

#: With what the `about` of a correction begins that takes minutes of somebody who was not there.
FALSE_PRESENCE: Final = "false_presence/"


class Standing(Struct, frozen=True, kw_only=True):
    """A line as it stands with all that has put it right since.

    Attributes:
        redeemable: whether its minutes have been let be redeemed.
        releasable: as many may be let be redeemed once it is confirmed: what its scans gave, less
            all that was taken off since. What was put to it is proved by none of them.
        proved: as many more do its own scans prove, such as a break that was declared and not
            taken.
    """

    line: UUID
    shift: UUID
    account: UUID
    minutes: int
    service_class: str
    redeemable: bool
    releasable: int
    proved: int


def releasable_of(stay: str) -> str:
    """`Standing.releasable` of a stay by this name, in SQL."""
    return (
        f"{stay}.minutes + COALESCE((SELECT sum(off.minutes) FROM service_claim off"  # noqa: S608  # ours
        f" WHERE off.corrects = {stay}.id AND off.state = 'accepted' AND off.minutes < 0), 0)"
    )


async def standing(line: UUID) -> Standing | None:
    """None where there is no such line, or nobody's any more."""
    earlier, off = await _put_right(line)
    stay: Row | None = await ShiftPresence.select().where(ShiftPresence.id == line).first()
    if stay is not None and stay["state"] == "counted" and stay["account"] is not None:
        verified = stay["service_class"] == "verified"
        told = msgspec.json.decode(stay["reckoning"], type=Reckoning) if stay["reckoning"] else None
        left = await _proved(stay, told) - earlier if told and verified else 0
        return Standing(
            line=line,
            shift=stay["shift"],
            account=stay["account"],
            minutes=stay["minutes"] + earlier,
            service_class=stay["service_class"],
            redeemable=verified or stay["confirmed_at"] is not None,
            releasable=stay["minutes"] + off,
            proved=max(0, left),
        )
    claim: Row | None = await ServiceClaim.select().where(ServiceClaim.id == line).first()
    if claim is None or claim["state"] != "accepted" or claim["account"] is None:
        return None
    if claim["corrects"] is not None:
        return None
    return Standing(
        line=line,
        shift=claim["shift"],
        account=claim["account"],
        minutes=claim["minutes"] + earlier,
        service_class="backfilled",
        redeemable=False,
        releasable=0,
        proved=0,
    )


async def taken_at(line: UUID | None) -> datetime | None:
    """When the county last took minutes off a line, with a second person; None if it never did.

    What somebody says of their own is one person's word, and taken otherwise.
    """
    rows: list[Row] = await run(
        "SELECT decided_at FROM service_claim WHERE corrects = {} AND state = 'accepted'"
        " AND minutes < 0 AND claimed_by <> decided_by ORDER BY decided_at DESC LIMIT 1",
        line,
    )
    return rows[0]["decided_at"] if rows else None


async def posting_of(row: Row, ground: Ground) -> Posting:
    """What an accepted claim puts into the ledger; one that puts a line right says which.

    Minutes are redeemed only where the line's own scans prove them as it stands now: of two that
    were asked for the same, the later one is proved no more.

    Raises:
        ClaimTooHigh: it takes more than the `most` minutes that the line has by now.
    """
    if row["minutes"] < 0:
        was = await standing(row["corrects"])
        if was is None or was.minutes < -row["minutes"]:
            raise ClaimTooHigh(most=was.minutes if was else 0)
        made = await taking_of(row["id"], ground, was, -row["minutes"])
        if row["false_presence"]:
            made = replace(made, about=f"{FALSE_PRESENCE}{made.about}")
        return made
    corrected = await standing(row["corrects"]) if row["corrects"] is not None else None
    proved = corrected is not None and row["minutes"] <= corrected.proved
    made = await counting.posting(
        *(row["id"], ground, row["account"], row["minutes"]),
        service_class="verified" if proved else "backfilled",
        redeemable=proved,
    )
    return made if row["corrects"] is None else _of_line(made, ground, row["corrects"])


async def taking_of(id_: UUID, ground: Ground, was: Standing, minutes: int) -> Posting:
    """What takes minutes off a line, and of those that may be redeemed as many as are left."""
    service = await accounts.account_of(was.account, "service")
    moved, left = [Moved(service, -minutes)], 0
    if was.redeemable:
        redeemable = await accounts.account_of(was.account, "redeemable")
        held = {one.account: one.minutes for one in await accounts.balances(was.account)}
        left = min(minutes, held.get(redeemable, 0))
        moved += [Moved(redeemable, -left)] if left else []
    moved.append(Moved(await accounts.issue_account_of(ground.host), minutes + left))
    made = Posting(
        id=id_,
        kind="corrected",
        about=f"shift/{ground.shift}",
        lines=tuple(moved),
        service_class=was.service_class,  # type: ignore[arg-type]  # a column of ours
    )
    return _of_line(made, ground, was.line)


def _of_line(made: Posting, ground: Ground, line: UUID) -> Posting:
    return replace(made, kind="corrected", about=f"shift/{ground.shift}/line/{line}")


async def _proved(stay: Row, told: Reckoning) -> int:
    """As many as a stay's scans prove beyond what it has added: no more than it lasted."""
    ground = await grounds.of_shift(stay["shift"])
    lasted = whole_minutes(within(ground.stretch, Stay(stay["came_at"], stay["left_at"])))
    return min(told.present - told.before, lasted) - told.added


async def _put_right(line: UUID) -> tuple[int, int]:
    """What has been put to a line since and taken off it, and what of that was taken off."""
    [told] = await run(
        "SELECT COALESCE(SUM(minutes), 0) AS minutes, COALESCE(SUM(CASE WHEN minutes < 0"
        " THEN minutes ELSE 0 END), 0) AS off FROM service_claim"
        " WHERE corrects = {} AND state = 'accepted'",
        line,
    )
    return int(str(told["minutes"])), int(str(told["off"]))
