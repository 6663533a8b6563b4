"""Concerns: gathering cases into one matter, and reading what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from piccolo.columns.combination import WhereRaw

from xiangyi.core.asking import Asker
from xiangyi.core.asking import divisions as scopes_of
from xiangyi.core.bulk import among, listed
from xiangyi.core.db import atomic, run
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.life import CONCERN_MOVES, GATHERING, MOVES, REFUSING
from xiangyi.features.cases.rules.paging import cursor_of, instant, micros, place_of
from xiangyi.features.cases.rules.words import has_mobile
from xiangyi.features.cases.schemas import ConcernBrief
from xiangyi.features.cases.schemas.concerns import (
    ConcernDeed,
    ConcernPage,
    ConcernShown,
    ConcernStepShown,
    Proposing,
)
from xiangyi.features.cases.service import keeping, registering, telling
from xiangyi.features.cases.service.keeping import Taken, take_step
from xiangyi.features.cases.service.reach import CONVENERS, expect_convener
from xiangyi.features.cases.tables import Case, Concern, ConcernStep
from xiangyi.features.divisions import service as divisions
from xiangyi.features.feedback.rules import readable
from xiangyi.features.notifications.service import following

_PAGE: Final = 20
_DEEDS: Final[tuple[ConcernDeed, ...]] = ("accept", "send_elsewhere", "decline", "merge")
#: Of the feature above, which cannot be called from here.
_OF_COMMITTEE: Final = (
    "SELECT 1 FROM commitment JOIN organisation ON organisation.id = commitment.organisation"
    " WHERE commitment.concern = {} AND commitment.state <> 'withdrawn'"
    " AND organisation.kind = 'committee' LIMIT 1"
)
_COUNTED: Final = (
    "SELECT said.concern, COUNT(DISTINCT said.id) AS cases, COUNT(DISTINCT said.account)"
    " + COUNT(CASE WHEN said.account IS NULL THEN 1 END) AS people FROM ("
    "SELECT c.concern, c.id, c.account FROM raised_case AS c WHERE {among} UNION ALL"
    " SELECT c.concern, c.id, j.account FROM case_joined AS j"
    " JOIN raised_case AS c ON c.id = j.case_id WHERE {among}"
    ") AS said GROUP BY said.concern"
)


async def propose(asker: Asker, id_: UUID, told: Proposing, *, now: datetime) -> ConcernShown:
    """Gather cases into one matter; those who want them are told. The same again changes nothing.

    Raises:
        RoleMissing: the asker does not convene where it is, or where one of the cases is.
        ConcernUnusable: the division, the title or what it is about cannot be.
        ConcernDiffers: another has been proposed under this id.
        CaseNotFound: one of the cases is none.
        CaseNotGatherable: one is over, or in another concern.
    """
    if told.division not in await divisions.lineages([told.division]):
        raise errors.ConcernUnusable(field="division")
    await expect_convener(asker, [told.division])
    title, about = _checked("title", tidy(told.title)), _checked("about", readable(told.about))
    row = await _row(id_)
    if row is None:
        facts = {"title": title, "about": about, "field": told.field, "division": told.division}
        async with atomic():
            added = await run(
                "INSERT INTO concern (id, title, about, field, division, state, proposed_by,"
                " proposed_at, moved_at) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {})"
                " ON CONFLICT (id) DO NOTHING RETURNING id",
                *(id_, *facts.values(), "proposed", asker.account, now, now),
            )
            if added:
                concern = await row_of(id_)
                for case in dict.fromkeys(told.cases):
                    await _gather(asker, concern, await keeping.row_of(case), now=now)
                await audit.record(
                    asker,
                    "concern.proposed",
                    "concern",
                    id_,
                    division=told.division,
                    now=now,
                    after=facts,
                )
        row = await row_of(id_)
    was = (row["title"], row["about"], row["field"], row["division"], row["proposed_by"])
    if was != (title, about, told.field, told.division, asker.account):
        raise errors.ConcernDiffers
    return await get(asker, id_)


async def gather(asker: Asker, id_: UUID, case: UUID, *, now: datetime) -> ConcernShown:
    """Take one more case in; whoever wants it is told. Once more changes nothing.

    Raises:
        ConcernNotFound, CaseNotFound: there is none.
        RoleMissing: the asker does not convene where the concern is, or where the case is.
        CaseMoveUnfit: the concern has come to its end.
        CaseNotGatherable: the case is over, or in another concern.
        CommitteeNotAnswerable: a residents' committee owes something of the concern, and must not
            be asked this (Art 7, 12).
    """
    concern, row = await row_of(id_), await keeping.row_of(case)
    await expect_convener(asker, [concern["division"]])
    if row["concern"] != id_:
        async with atomic():
            # Nobody moves it on at this moment.
            held = (
                await Concern.update({Concern.moved_at: now})
                .where((Concern.id == id_) & Concern.state.is_in(list(GATHERING)))
                .returning(Concern.id)
            )
            if not held:
                raise errors.CaseMoveUnfit(state=concern["state"])
            await expect_askable(id_, row, now=now)
            await _gather(asker, concern, row, now=now)
            await audit.record(
                asker,
                "concern.gathered",
                "concern",
                id_,
                division=concern["division"],
                now=now,
                after={"case": str(case)},
            )
    return await get(asker, id_)


async def get(asker: Asker | None, id_: UUID) -> ConcernShown:
    """One concern, for anybody.

    Raises:
        ConcernNotFound: there is none.
    """
    [one] = await _shown(asker, [await row_of(id_)])
    return one


async def list_concerns(
    asker: Asker | None, division: str | None, *, cursor: str | None = None
) -> ConcernPage:
    """Those of a division and all below it, the latest moved first.

    `cursor` is the `next` of the page before.

    Raises:
        DivisionNotFound: no such division.
    """
    # What went on in another is found there.
    query = Concern.select().where(Concern.state != "merged")
    if division is not None:
        query = query.where(Concern.division.is_in(await divisions.subtree(division)))
    if cursor:
        number, last = place_of(cursor)
        query = query.where(WhereRaw("(moved_at, id) < ({}, {})", instant(number), last))
    rows = await query.order_by(Concern.moved_at, Concern.id, ascending=False).limit(_PAGE + 1)
    page = rows[:_PAGE]
    more = len(rows) > _PAGE
    return ConcernPage(
        await _shown(asker, page),
        cursor_of(micros(page[-1]["moved_at"]), page[-1]["id"]) if more else None,
    )


async def hold(id_: UUID) -> None:
    """Nobody gathers into it or promises about it until the caller's transaction is over."""
    await Concern.update({Concern.title: Concern.title}).where(Concern.id == id_)


async def expect_askable(id_: UUID, *rows: dict[str, Any], now: datetime) -> None:
    """Raises CommitteeNotAnswerable: a committee owes something of it, and not one of those."""
    if await run(_OF_COMMITTEE, id_):
        for row in rows:
            await registering.expect_answerable(row, now=now)


async def row_of(id_: UUID) -> dict[str, Any]:
    """Raises ConcernNotFound: there is none."""
    row = await _row(id_)
    if row is None:
        raise errors.ConcernNotFound
    return row


async def _row(id_: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = await Concern.select().where(Concern.id == id_).first()
    return row


async def _gather(
    asker: Asker, concern: dict[str, Any], row: dict[str, Any], *, now: datetime
) -> None:
    await expect_convener(asker, [row["division"]])
    fits = (row["state"], "gather") in MOVES
    taken = fits and (
        await Case.update({Case.concern: concern["id"]})
        .where((Case.id == row["id"]) & Case.concern.is_null())
        .returning(Case.id)
    )
    if not taken:
        raise errors.CaseNotGatherable(number=row["number"])
    step = Taken(key=uuid4(), move="gather", account=asker.account)
    await take_step(row, step, now=now)
    followed = telling.concern_subject(concern["id"])
    await following.follow_along(keeping.subject(row["id"]), followed)
    await telling.of_gathering(row, concern, now=now)


def _checked(field: str, text: str) -> str:
    """What everybody reads hides nothing, and has nobody's number in it."""
    lines = text.splitlines() or [""]
    if (field == "title" and not text) or has_mobile(text) or any(map(has_hidden, lines)):
        raise errors.ConcernUnusable(field=field)
    return text


async def _shown(asker: Asker | None, rows: Sequence[dict[str, Any]]) -> list[ConcernShown]:
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    counted = {
        UUID(str(one["concern"])): one
        for one in await run(
            _COUNTED.format(among=among("c.concern", "UUID")), listed(ids), listed(ids)
        )
    }
    target = ConcernStep.target
    taken = (
        await ConcernStep.select(*ConcernStep.all_columns(), target.id, target.title, target.state)
        .where(ConcernStep.concern.is_in(ids))
        .order_by(ConcernStep.id)
    )
    settled = await keeping.promised(ids) if asker else set()
    standing = await keeping.standing(ids) if asker else set()
    lineages = await divisions.lineages({row["division"] for row in rows})
    names = await divisions.names(lineages)
    return [
        ConcernShown(
            **{
                name: row[name]
                for name in ("id", "title", "about", "field", "division", "state", "proposed_at")
            },
            division_name=names[row["division"]],
            moved_at=row["moved_at"],
            cases=int(str(counted[row["id"]]["cases"])) if row["id"] in counted else 0,
            people=int(str(counted[row["id"]]["people"])) if row["id"] in counted else 0,
            steps=[
                ConcernStepShown(
                    move="propose",
                    at=row["proposed_at"],
                    words="",
                    channel=None,
                    meeting=None,
                    target=None,
                ),
                *(_step(one) for one in taken if one["concern"] == row["id"]),
            ],
            may=[
                deed
                for deed in _may(asker, row, [one.key for one in lineages[row["division"]]])
                if not (deed == "merge" and row["id"] in settled)
                and not (deed in REFUSING and row["id"] in standing)
            ],
        )
        for row in rows
    ]


def _step(row: dict[str, Any]) -> ConcernStepShown:
    names = ("id", "title", "state")
    return ConcernStepShown(
        **{name: row[name] for name in ("move", "at", "words", "channel", "meeting")},
        target=ConcernBrief(**{name: row[f"target.{name}"] for name in names})
        if row["target"]
        else None,
    )


def _may(asker: Asker | None, row: dict[str, Any], lineage: list[str]) -> list[ConcernDeed]:
    if asker is None or not asker.holds(*CONVENERS, within=scopes_of(lineage)):
        return []
    found: list[ConcernDeed] = [one for one in _DEEDS if (row["state"], one) in CONCERN_MOVES]
    return [*found, "gather"] if row["state"] in GATHERING else found
