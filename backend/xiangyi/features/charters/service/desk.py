"""Compacts and charters at the desk of who convenes: drafts, what stands, and where from."""

from datetime import datetime
from typing import Any, Final

from xiangyi.core.asking import Asker
from xiangyi.features.charters.rules.comparing import differences
from xiangyi.features.charters.schemas import CharterDeed, CharterDesk, DraftShown, Origin, Standing
from xiangyi.features.charters.service import keeping, reach, reading
from xiangyi.features.charters.tables import Charter, CharterVersion
from xiangyi.features.consultations.service.wording_records import words_of
from xiangyi.features.consultations.tables import Consultation, MeetingRecord
from xiangyi.features.divisions import service as divisions

#: The latest meetings and charters of a place are those that somebody works with.
_MOST: Final = 100


async def desk(asker: Asker, *, now: datetime) -> CharterDesk:
    """Those that come of meetings for which the asker answers.

    Raises:
        RoleMissing: there can be none.
    """
    meetings = {
        row["id"]: row
        for row in await Consultation.select()
        .where(reach.meetings_in_reach(asker))
        .order_by(Consultation.starts_at, ascending=False)
        .limit(_MOST)
    }
    rows = (
        await CharterVersion.select()
        .where(CharterVersion.consultation.is_in(list(meetings)))
        .order_by(CharterVersion.written_at, ascending=False)
        if meetings
        else []
    )
    charters = (
        {
            row["id"]: row
            for row in await Charter.select().where(
                Charter.id.is_in([*{row["charter"] for row in rows}])
            )
        }
        if rows
        else {}
    )
    told = await keeping.published(list(charters))
    names = await divisions.names({row["division"] for row in charters.values()})
    drafts = [row for row in rows if row["state"] == "draft"]
    origins = await keeping.origins(drafts)
    return CharterDesk(
        drafts=[
            DraftShown(
                id=row["id"],
                charter=row["charter"],
                kind=charters[row["charter"]]["kind"],
                title=charters[row["charter"]]["title"],
                division=charters[row["charter"]]["division"],
                division_name=names[charters[row["charter"]]["division"]],
                since_on=row["since_on"],
                origin=origins[(row["consultation"], row["item"])],
                articles=keeping.articles_of(row),
                differences=[
                    *differences(keeping.numbered(told[row["charter"]][-1]), keeping.numbered(row))
                ]
                if row["charter"] in told
                else None,
                revision=row["revision"],
                may=await _may(asker, row, meetings[row["consultation"]]),
            )
            for row in drafts
        ],
        published=[
            Standing(
                card=reading.card(charters[id_], versions, names, now=now),
                articles=keeping.articles_of(versions[-1]),
            )
            for id_, versions in told.items()
        ],
        origins=await _origins(meetings),
    )


async def _may(asker: Asker, row: dict[str, Any], meeting: dict[str, Any]) -> list[CharterDeed]:
    may: list[CharterDeed] = ["change", "delete"] if await reach.convenes(asker, meeting) else []
    if row["written_by"] != asker.account and await reach.approves(asker, meeting):
        may.append("publish")
    return may


async def _origins(meetings: dict[Any, dict[str, Any]]) -> list[Origin]:
    """The decided items of sealed records, the latest meeting first."""
    if not meetings:
        return []
    records = await MeetingRecord.select().where(
        MeetingRecord.consultation.is_in(list(meetings)) & (MeetingRecord.state == "sealed")
    )
    decided = [
        {"consultation": record["consultation"], "item": item.item}
        for record in sorted(records, key=lambda one: list(meetings).index(one["consultation"]))
        for item in words_of(record).items
        if item.decided
    ]
    return [*(await keeping.origins(decided)).values()]
