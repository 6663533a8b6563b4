"""What a second person says of stays: that a late one was, that a long day may be."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.ledger.rules.lines import Line, Posting
from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.schemas.hours import Deciding
from xiangyi.features.volunteering.service import (
    counting,
    grounds,
    lines,
    ruling,
    seconds,
    telling_hours,
    ticking,
)
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.service.presences import WHY
from xiangyi.features.volunteering.tables.hours import ShiftPresence

Row = dict[str, Any]


async def confirm(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Let late minutes be redeemed, as whoever led saw them there.

    They stay late for ever. Once more changes nothing.

    Raises:
        PresenceNotFound: there is none.
        RoleMissing, NotSecondPerson: as `seconds.expect_second`.
        NothingToDecide: its minutes are not late, do not count, or have all been taken off since.
        TicksOpen, NotTicked: as `ticking.expect_seen`.
    """
    row, ground = await _known(id_)
    await seconds.expect_second(asker, ground, apart=[row["account"]])
    if row["state"] != "counted" or row["service_class"] != "late" or row["account"] is None:
        raise errors.NothingToDecide
    if row["confirmed_at"] is not None:
        return
    await ticking.expect_seen(ground, row["account"], now=now)
    async with atomic():
        await hold_alone(row["account"])
        settled = await run(
            "UPDATE shift_presence SET confirmed_at = {}, confirmed_by = {} WHERE id = {}"
            " AND confirmed_at IS NULL RETURNING id",
            *(now, asker.account, id_),
        )
        if not settled:
            return
        was = await lines.standing(id_)
        if was is None or was.releasable <= 0:
            raise errors.NothingToDecide
        redeemable = await accounts.account_of(row["account"], "redeemable")
        issue = await accounts.issue_account_of(ground.host)
        released = Posting(
            id=release_of(id_),
            kind="released",
            about=f"shift/{ground.shift}",
            lines=(Line(redeemable, was.releasable), Line(issue, -was.releasable)),
            service_class="late",
        )
        await post(released, now=now)
        await _note(asker, "presence.confirmed", row, ground, now=now)


def release_of(presence: UUID) -> UUID:
    """The id of the posting that lets a late stay's minutes be redeemed, once it is confirmed."""
    return uuid5(presence, "released")


async def decide(asker: Asker, id_: UUID, said: Deciding, *, now: datetime) -> None:
    """Say yes or no to a long day, for the host or for the county; the same again is nothing new.

    Raises:
        PresenceNotFound: there is none.
        RoleMissing, NotSecondPerson: the asker does not answer for who has to say it, or it is
            their own.
        NothingToDecide: it does not wait, or the answer was another.
        WhyMissing, WhyUnusable: a no without a reason.
    """
    row, ground = await _known(id_)
    if row["state"] in ("counted", "refused") and row["decided_by"] == asker.account:
        if said.yes == (row["state"] == "counted"):
            return
        raise errors.NothingToDecide
    expect = seconds.expect_county if row["state"] == "county" else seconds.expect_host
    await expect(asker, ground, apart=[row["account"]])
    if row["state"] not in ("host", "county") or row["account"] is None:
        raise errors.NothingToDecide
    why = "" if said.yes else audit.reason(said.why)
    async with atomic():
        await hold_alone(row["account"])
        settled = await run(
            "UPDATE shift_presence SET state = {}, decided_by = {}, decided_at = {}, why = {},"
            " counted_at = {} WHERE id = {} AND state = {} RETURNING id",
            *("counted" if said.yes else "refused", asker.account, now),
            seal_some(why, owner=id_, field=WHY),
            *(now if said.yes else None, id_, row["state"]),
        )
        if not settled:
            raise errors.NothingToDecide
        if said.yes:
            await counting.put_down(ground, row | {"state": "counted"}, now=now)
        action = "presence.approved" if said.yes else "presence.refused"
        await _note(asker, action, row, ground, why, now=now)
        await telling_hours.decided(row, ground, yes=said.yes, now=now)


async def _known(id_: UUID) -> tuple[Row, Ground]:
    row: Row | None = await ShiftPresence.select().where(ShiftPresence.id == id_).first()
    if row is None:
        raise errors.PresenceNotFound
    return row, await grounds.of_shift(row["shift"])


async def _note(  # noqa: PLR0913  # what an entry of the log has
    asker: Asker, action: str, row: Row, ground: Ground, why: str = "", *, now: datetime
) -> None:
    await audit.record(
        *(asker, action, "presence", row["id"]),
        now=now,
        division=await ruling.home_of(ground.host),
        why=why,
        about=row["account"],
    )
