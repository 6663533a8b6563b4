"""A sample of each month's service: drawn by what nobody chooses, asked about, told in numbers."""

import itertools
from collections import Counter
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.core.db import atomic, run
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service import persons
from xiangyi.features.ledger.service import checkpoints, leaves
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules import sampling as rules
from xiangyi.features.volunteering.schemas.sampling import (
    Result,
    SampledList,
    SampledPerson,
    SampledShown,
    SampleList,
    SampleShown,
)
from xiangyi.features.volunteering.service import grounds, ruling, seconds
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.service.places import BELOW, blanks
from xiangyi.features.volunteering.tables.sampling import SampledLine, ServiceSample

Row = dict[str, Any]

#: So many are listed at once; of so many months it is told what came of them.
_MOST, _MONTHS = 200, 36
_LINE: Final = (
    "SELECT l.id, l.month, l.result, l.checked_at, s.id AS shift, a.title, o.name AS host,"
    " p.account AS stayed, c.account AS claimed, COALESCE(p.minutes, c.minutes) AS minutes,"
    " p.service_class, p.came_at, c.claimed_at FROM sampled_line l"
    " LEFT JOIN shift_presence p ON p.id = l.posting LEFT JOIN service_claim c ON c.id = l.posting"
    " JOIN activity_shift s ON s.id = COALESCE(p.shift, c.shift)"
    " JOIN volunteer_activity a ON a.id = s.activity JOIN organisation o ON o.id = a.organisation"
)
_LISTED: Final = (
    f'{BELOW} {_LINE} WHERE o.home IN (SELECT "key" FROM below)'  # noqa: S608  # ours
    " ORDER BY l.result IS NOT NULL, l.month DESC, l.number LIMIT {{}}"
)
_COUNTED: Final = "SELECT month, number, result FROM sampled_line WHERE month = {} ORDER BY number"


async def draw(*, now: datetime) -> int:
    """Draw for each month that is over and has not been drawn for; how many lines that is.

    A month is over once the ledger has a checkpoint of a later one.
    """
    firsts = await leaves.firsts_of_months()
    drawn = set(await ServiceSample.select(ServiceSample.month).output(as_list=True))
    lines = 0
    for at, (first, next_) in enumerate(itertools.pairwise(firsts)):
        if first.month not in drawn:
            before = first.size if at else 0
            lines += await _draw(first.month, before, next_, now=now)
    return lines


async def published() -> SampleList:
    """What was drawn, by what, and what came of it."""
    found = []
    for row in (
        await ServiceSample.select().order_by(ServiceSample.month, ascending=False).limit(_MONTHS)
    ):
        root = (await checkpoints.checkpoint(row["size"])).root
        lines: list[Row] = await run(_COUNTED, row["month"])
        service = {line["number"] for line in lines}
        told = Counter(line["result"] for line in lines)
        order = rules.numbers(bytes.fromhex(root), row["before"], row["size"], row["draws"])
        found.append(
            SampleShown(
                month=row["month"],
                size=row["size"],
                root=root,
                before=row["before"],
                draws=row["draws"],
                numbers=[number for number in order if number in service],
                confirmed=told["confirmed"],
                unconfirmed=told["unconfirmed"],
                unreached=told["unreached"],
                waiting=told[None],
            )
        )
    return SampleList(found)


async def listed(asker: Asker, *, now: datetime) -> SampledList:
    """Those of the hosts that are at home in the asker's divisions; the look is recorded.

    Raises:
        RoleMissing: the asker watches over no division.
    """
    keys = sorted(asker.scopes_of(*seconds.COUNTY, kind="division"))
    if not keys:
        raise RoleMissing(roles=list(seconds.COUNTY))
    rows: list[Row] = await run(_LISTED.format(blanks=blanks(keys)), *keys, _MOST)
    masks = await persons.masks({one for row in rows if (one := _account_of(row))})
    for key in keys:
        await audit.record(asker, "sample.listed", "division", key, now=now, division=key)
    return SampledList([_shown(row, masks) for row in rows])


async def person(asker: Asker, id_: UUID, *, now: datetime) -> SampledPerson:
    """Whom to ring up about a line; that it was asked is recorded.

    Raises:
        SampledNotFound: there is none.
        RoleMissing, NotSecondPerson: as `check`.
    """
    row, ground = await _expected(asker, id_)
    async with atomic():
        account = _account_of(row)
        found = (await persons.to_be_rung([account])).get(account) if account else None
        await _note(asker, "sample.rung", row, ground, now=now)
    return SampledPerson(found.name, found.phone) if found else SampledPerson(None, None)


async def check(asker: Asker, id_: UUID, result: Result, *, now: datetime) -> None:
    """Write down what came of asking; somebody who was not reached may be later.

    Raises:
        SampledNotFound: there is none.
        RoleMissing: the asker does not answer for the host's county.
        NotSecondPerson: it is their own service, or they led or wrote it.
    """
    row, ground = await _expected(asker, id_)
    if row["result"] == result:
        return
    async with atomic():
        await SampledLine.update(
            {
                SampledLine.result: result,
                SampledLine.checked_by: asker.account,
                SampledLine.checked_at: now,
            }
        ).where(SampledLine.id == id_)
        told = {"before": {"result": row["result"]}, "after": {"result": result}}
        await _note(asker, "sample.checked", row, ground, now=now, **told)


async def _draw(month: str, before: int, seed: leaves.MonthsFirst, *, now: datetime) -> int:
    draws = rules.draws_of(seed.size - before)
    drawn = [
        SampledLine(id=uuid4(), month=month, number=number, posting=posting)
        for number in rules.numbers(seed.root, before, seed.size, draws)
        if (posting := await leaves.service_at(number)) is not None
    ]
    async with atomic():
        # Two workers may draw at once, and draw the same.
        if await ServiceSample.exists().where(ServiceSample.month == month):
            return 0
        await ServiceSample.insert(
            ServiceSample(month=month, size=seed.size, before=before, draws=draws, drawn_at=now)
        )
        if drawn:
            await SampledLine.insert(*drawn)
    return len(drawn)


async def _expected(asker: Asker, id_: UUID) -> tuple[Row, Ground]:
    rows: list[Row] = await run(f"{_LINE} WHERE l.id = {{}}", id_)
    if not rows:
        raise errors.SampledNotFound
    ground = await grounds.of_shift(rows[0]["shift"])
    await seconds.expect_county(asker, ground, apart=[_account_of(rows[0])])
    return rows[0], ground


async def _note(
    asker: Asker, action: str, row: Row, ground: Ground, *, now: datetime, **told: Any
) -> None:
    await audit.record(
        *(asker, action, "sampled_line", row["id"]),
        now=now,
        division=await ruling.home_of(ground.host),
        about=_account_of(row),
        **told,
    )


def _account_of(row: Row) -> UUID | None:
    """Whose line it is; None of somebody who is erased."""
    account: UUID | None = row["stayed"] or row["claimed"]
    return account


def _shown(row: Row, masks: dict[UUID, persons.Masked]) -> SampledShown:
    account = _account_of(row)
    mask = masks.get(account) if account else None
    return SampledShown(
        id=row["id"],
        month=row["month"],
        shift=row["shift"],
        title=row["title"],
        organisation_name=row["host"],
        name=(mask and (mask.name or mask.phone)) or "",
        minutes=row["minutes"],
        service_class=row["service_class"] or "backfilled",
        at=row["came_at"] or row["claimed_at"],
        result=row["result"],
        checked_at=row["checked_at"],
    )
