"""What stands in the demonstration's records beside the hours, and what somebody finds wrong there.

A dispute waits for the lead of the cast and one has been answered; the volunteer has a training and
an award; the county asks that minutes be taken, for the lead to agree to; a service record was
given back.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.demo import people
from xiangyi.demo.people import organisation_id
from xiangyi.features.documents.schemas import DocumentSaid
from xiangyi.features.documents.service import issuing, revoking
from xiangyi.features.identity.service import asking
from xiangyi.features.records.schemas import DisputeAnswer, DisputeSaid, EntrySaid, TakingSaid
from xiangyi.features.records.service import answering, disputing, entering, taking
from xiangyi.features.records.tables import RecordDispute

Row = dict[str, Any]

#: Whole stays of somebody, or of anybody but somebody, for a host, the latest first.
_LINES: Final = (
    "SELECT p.id, p.shift, p.account, p.minutes, s.lead, u.id AS signup FROM shift_presence p"
    " JOIN activity_shift s ON s.id = p.shift JOIN volunteer_activity a ON a.id = s.activity"
    " JOIN shift_signup u ON u.shift = p.shift AND u.account = p.account"
    " WHERE p.state = 'counted' AND p.service_class = 'verified' AND a.organisation = {}"
    " AND p.account {which} {} AND s.ends_at < {} ORDER BY p.came_at DESC, p.id"
)


async def load(*, now: datetime) -> None:
    """Add it once; what visitors did with it stays."""
    volunteer, lead = await people.member("volunteer"), await people.member("lead")
    before = now - timedelta(days=6)
    own = await _lines("=", "old_neighbours", volunteer, before)
    others = await _lines("<>", "old_neighbours", volunteer, before)
    led = await _lines("<>", "orange_isle", lead, before)
    if await RecordDispute.exists().where(RecordDispute.id == _id("open")) or not (
        len(own) > 1 and others and led
    ):
        return
    await _disputes(led[0], own[0], now=now)
    await _entries(own, now=now)
    county = await people.member("supervisor")
    said = TakingSaid(
        line=others[0]["id"],
        minutes=20,
        false_presence=False,
        why="抽查时本人说，那天提前二十分钟走的。",
    )
    await taking.take(county, _id("taking"), said, now=now - timedelta(days=1))
    wanted = DocumentSaid(organisation=organisation_id("old_neighbours"), form="full")
    paper = await issuing.issue(volunteer, _id("paper"), wanted, now=now - timedelta(days=5))
    await revoking.revoke_own(volunteer, paper.id, now=now - timedelta(days=4))


async def _disputes(open_: Row, kept: Row, *, now: datetime) -> None:
    """One of somebody else waits for the lead; the volunteer's has been answered."""
    for name, row, by, words in (
        ("open", open_, 15, "散场以后我留下收了十五分钟桌子，队里的人都看见了。"),
        ("kept", kept, 10, "我提前十分钟到的，应该也算。"),
    ):
        said = DisputeSaid(
            shift=row["shift"],
            line=row["id"],
            kind="hours",
            minutes=row["minutes"] + by,
            words=words,
        )
        whose = await _asker(row["account"])
        await disputing.dispute(whose, _id(name), said, now=now - timedelta(days=3))
    answer = DisputeAnswer(why="从开始的时间算起，早到的不算，这是规则定的。")
    host = await _asker(kept["lead"])
    await answering.answer(host, _id("kept"), answer, now=now - timedelta(days=1))


async def _entries(own: list[Row], *, now: datetime) -> None:
    host = await _asker(own[-1]["lead"])
    day = (now - timedelta(days=20)).astimezone(SHANGHAI).date()
    for name, said in (
        (
            "training",
            EntrySaid(
                signup=own[-1]["signup"],
                kind="training",
                words="心肺复苏和海姆立克急救法",
                given_by="区红十字会",
                minutes=120,
                on=day,
            ),
        ),
        (
            "award",
            EntrySaid(signup=own[-1]["signup"], kind="award", words="街道年度热心志愿者", on=day),
        ),
    ):
        await entering.enter(host, _id(name), said, now=now - timedelta(days=2))


async def _lines(which: str, host: str, whose: Asker, before: datetime) -> list[Row]:
    rows: list[Row] = await run(
        _LINES.replace("{which}", which), organisation_id(host), whose.account, before
    )
    return rows


async def _asker(account: UUID) -> Asker:
    return Asker(account=account, device=UUID(int=0), roles=await asking.roles_of(account))


def _id(what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/demo/record/{what}")
