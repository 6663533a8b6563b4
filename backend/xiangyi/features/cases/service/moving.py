"""The steps of a case at a desk: accepted, assigned, answered, closed, sent elsewhere, declined."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.core.sealing import unseal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.words import OF_AUTHORITIES, Kind
from xiangyi.features.cases.schemas import CaseMoving, DeskCase
from xiangyi.features.cases.service import (
    committees,
    concerns,
    desk,
    regathering,
    registering,
    telling,
    telling_desks,
)
from xiangyi.features.cases.service.keeping import ANSWER, Taken, row_of, take_step
from xiangyi.features.cases.service.reach import CONVENERS, HANDLERS, expect_handled, sight
from xiangyi.features.cases.tables import CaseStep
from xiangyi.features.feedback.rules import readable
from xiangyi.features.organisations.tables import Organisation

#: As the log, and those who are told, hear of each step.
DONE: Final = {
    "accept": "accepted",
    # As what it is by then.
    "recast": "accepted",
    "assign": "assigned",
    "answer": "answered",
    "close": "closed",
    "send_elsewhere": "sent_elsewhere",
    "decline": "declined",
    "leave": "left_concern",
}
#: Which steps say something.
_WORDED: Final = ("answer", "decline", "leave")
#: Which say what it is.
_SAY_KIND: Final = ("accept", "recast")


async def move(asker: Asker, id_: UUID, step: UUID, told: CaseMoving, *, now: datetime) -> DeskCase:
    """Take a step, and tell whoever raised or joined the case; the same again changes nothing.

    Whoever convenes where it is takes every step; whoever handles it for the organisation to
    which it is assigned answers.

    Raises:
        CaseNotFound: there is none.
        RoleMissing: the asker may not take this step.
        CaseMoveUnusable: something is missing that it needs.
        ComplaintStays: a complaint or a report would be taken for something else.
        CommitteeNotAnswerable: it would be assigned to a residents' committee that must not be
            asked, or answered by who convenes for nothing larger (Art 7, 12).
        HandlerMissing: it would be assigned to where nobody handles anything.
        CaseMoveUnfit: the case is not where this step begins, or in no concern that it could leave.
        ConcernSettled: it would leave what was decided or promised of it.
        CaseMoveDiffers: another step has been taken under this id.
    """
    row = await row_of(id_)
    seen = await sight(asker, row)
    if not seen.convenes and not (seen.handles and told.move == "answer"):
        raise RoleMissing(roles=[*CONVENERS, *(HANDLERS if told.move == "answer" else ())])
    words = readable(told.words)
    if not await _taken(asker, id_, step, told, words):
        kind, says = _kind(row, told), told.move in _SAY_KIND
        matter = await _expect_usable(row | {"kind": kind}, told, words, now=now)
        if told.move in committees.ANSWERS:
            await committees.expect_theirs(asker, row, seen, now=now)
        # What others make of it at this moment stays.
        changes: dict[str, Any] = {"kind": kind} if says else {}
        if told.move == "assign":
            changes |= {"organisation": told.organisation, "matter": matter}
        # An answer is whose it is by now, of a convener the office's that had it.
        office = told.organisation if told.move == "assign" else row["organisation"]
        if kind in OF_AUTHORITIES and office in await committees.offices([row]):
            # Theirs it was before it turned out a complaint.
            office = None
        one = Taken(
            key=step,
            move=told.move,
            account=asker.account,
            organisation=office if told.move in {"assign", "answer"} else None,
            channel=told.channel,
            kind=kind if says else None,
            words=words,
        )
        try:
            with duplicate_is(errors.CaseMoveDiffers()):
                async with atomic():
                    await _in_concern(asker, row | {"kind": kind}, told, now=now)
                    await take_step(row, one, now=now, **changes)
                    await _tell(asker, row | {"kind": kind}, told, step, was=row["kind"], now=now)
        except (errors.CaseMoveDiffers, errors.CaseMoveUnfit):
            # Sent twice at once: the other was a moment earlier.
            if not await _taken(asker, id_, step, told, words):
                raise
    return await desk.shown(asker, id_, now=now)


def _kind(row: dict[str, Any], told: CaseMoving) -> Kind:
    """What it is from then on.

    Raises:
        ComplaintStays: it would be a complaint or a report no more, or is one already.
    """
    kind: Kind = row["kind"]
    if told.move in _SAY_KIND:
        kind = told.kind or kind
    if row["kind"] in OF_AUTHORITIES and (kind not in OF_AUTHORITIES or told.move == "recast"):
        raise errors.ComplaintStays
    return kind


async def _in_concern(
    asker: Asker, row: dict[str, Any], told: CaseMoving, *, now: datetime
) -> None:
    """What a step means for the concern that it is in, in the caller's transaction."""
    if told.move == "leave":
        await regathering.let_go(asker, row, now=now)
    if told.move == "recast" and row["concern"] is not None:
        await concerns.hold(row["concern"])
        await concerns.expect_askable(row["concern"], row, now=now)


async def _taken(asker: Asker, id_: UUID, step: UUID, told: CaseMoving, words: str) -> bool:
    """Whether exactly this has been done.

    Raises:
        CaseMoveDiffers: something else was, under this id.
    """
    row = await CaseStep.select().where(CaseStep.key == step).first()
    if row is None:
        return False
    was = (row["case_id"], row["account"], row["move"], row["channel"])
    same = was == (id_, asker.account, told.move, told.channel)
    if told.move == "assign":
        same = same and row["organisation"] == told.organisation
    if told.move in _SAY_KIND and told.kind is not None:
        # What was accepted before steps said the kind has none.
        same = same and row["kind"] in {None, told.kind}
    if not same or unseal_some(row["words"], owner=step, field=ANSWER) != words:
        raise errors.CaseMoveDiffers
    return True


async def _expect_usable(
    row: dict[str, Any], told: CaseMoving, words: str, *, now: datetime
) -> int | None:
    """What the step needs is there; of an assignment to a committee, the matter on its register."""
    if told.move in _WORDED and not words:
        raise errors.CaseMoveUnusable(field="words")
    wanted = {"assign": "organisation", "send_elsewhere": "channel"}
    wanted |= dict.fromkeys(_SAY_KIND, "kind")
    for name in ("organisation", "channel", "kind"):
        fits, is_told = wanted.get(told.move) == name, getattr(told, name) is not None
        if (is_told and not fits) or (fits and not is_told and told.move != "accept"):
            raise errors.CaseMoveUnusable(field=name)
    if told.move == "recast" and told.kind not in OF_AUTHORITIES:
        raise errors.CaseMoveUnusable(field="kind")
    if told.move != "assign":
        return None
    office = (
        await Organisation.select(Organisation.kind, Organisation.closed_at)
        .where(Organisation.id == told.organisation)
        .first()
    )
    if told.organisation is None or office is None or office["closed_at"] is not None:
        raise errors.CaseMoveUnusable(field="organisation")
    matter = None
    if office["kind"] == "committee":
        matter = await registering.expect_answerable(row, now=now)
    await expect_handled(told.organisation)
    return matter


async def _tell(  # noqa: PLR0913  # who did what with which case, and what that had been
    asker: Asker,
    row: dict[str, Any],
    told: CaseMoving,
    step: UUID,
    *,
    was: str,
    now: datetime,
) -> None:
    what = f"accepted_as_{row['kind']}" if row["kind"] != was else DONE[told.move]
    await telling.of_step(row, what, step, now=now)
    if row["kind"] != was:
        # What is no committee's any more, whoever convenes for more hears of.
        place = await committees.place(row, now=now)
        if place != await committees.place(row | {"kind": was}, now=now):
            await telling_desks.of_new(place, now=now)
    if told.move == "assign" and told.organisation is not None:
        await telling_desks.of_work(row, told.organisation, step, now=now)
    await audit.record(
        asker,
        f"case.{DONE[told.move]}",
        "case",
        row["id"],
        division=row["division"],
        about=row["account"],
        now=now,
        after={
            "move": told.move,
            "kind": row["kind"],
            "words": told.words,
            "channel": told.channel,
            "organisation": told.organisation,
        },
    )
