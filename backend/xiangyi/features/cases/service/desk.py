"""Cases at a desk: listed with the most overdue first, and read one by one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from msgspec.structs import replace
from piccolo.columns.combination import WhereRaw

from xiangyi.core.asking import Asker
from xiangyi.features.audit import service as audit
from xiangyi.features.cases.rules.life import (
    ENDED,
    MOVES,
    UNSOLVED,
    WAITING,
    State,
)
from xiangyi.features.cases.rules.paging import cursor_of, place_of
from xiangyi.features.cases.rules.words import OF_AUTHORITIES, without_person
from xiangyi.features.cases.schemas import Deed, DeskCase, DeskCases, Step
from xiangyi.features.cases.service import committees, keeping, placing, regathering, showing
from xiangyi.features.cases.service.reach import LOOKERS, Sight, sight, sights, within_reach
from xiangyi.features.cases.tables import Case
from xiangyi.features.identity.service import persons
from xiangyi.features.media.errors import PhotoNotFound, VoiceNotFound

#: Open, which is what waits for an answer, and ended; or one state.
Which = Literal["open", "ended"] | State
_PAGE: Final = 20
_STEPS: Final[tuple[Deed, ...]] = (
    *("accept", "recast", "assign", "answer", "close", "send_elsewhere", "decline"),
    *("gather", "leave"),
)
#: What an employer is told of what went before.
_OF_HANDLING: Final = ("assign", "answer", *UNSOLVED)


async def list_cases(
    asker: Asker, which: Which, *, cursor: str | None = None, now: datetime
) -> DeskCases:
    """Those in the asker's reach: open ones by the day they are due, others the latest first.

    `cursor` is the `next` of the page before.

    Raises:
        RoleMissing: nothing is in the asker's reach.
    """
    states = {"open": WAITING, "ended": ENDED}.get(which, (which,))
    where: Any = within_reach(asker) & Case.state.is_in(list(states))
    ahead = which not in {"ended", *ENDED}
    if cursor:
        ordinal, id_ = place_of(cursor)
        past = "(due_on, id) > ({}, {})" if ahead else "(due_on, id) < ({}, {})"
        where &= WhereRaw(past, date.fromordinal(ordinal), id_)
    rows = (
        await Case.select()
        .where(where)
        .order_by(Case.due_on, Case.id, ascending=ahead)
        .limit(_PAGE + 1)
    )
    page = rows[:_PAGE]
    if page:
        for division in asker.scopes_of(*LOOKERS, kind="division") or [page[0]["division"]]:
            await audit.record(
                asker, "case.listed", "division", division, division=division, now=now
            )
    last = page[-1] if len(rows) > _PAGE else None
    return DeskCases(
        await _shown(asker, page, now=now),
        cursor_of(last["due_on"].toordinal(), last["id"]) if last else None,
    )


async def read_case(asker: Asker, id_: UUID, *, now: datetime) -> DeskCase:
    """One case, with as much as the asker may know; the look is recorded.

    Raises:
        CaseNotFound: there is none.
        RoleMissing: the asker neither answers for where it is nor handles it.
    """
    row = await keeping.row_of(id_)
    await sight(asker, row)
    await _note_look(asker, "case.read", row, now=now)
    return await shown(asker, id_, now=now)


async def shown(asker: Asker, id_: UUID, *, now: datetime) -> DeskCase:
    """The same for whoever has just taken a step."""
    [one] = await _shown(asker, [await keeping.row_of(id_)], now=now)
    return one


async def photo_of(asker: Asker, id_: UUID, *, now: datetime) -> UUID:
    """The photo of a case; the look is recorded.

    Raises:
        CaseNotFound: there is none.
        RoleMissing: the asker neither answers for where it is nor handles it.
        PhotoNotFound: it has none (any more), or not for an employer.
    """
    row = await keeping.row_of(id_)
    seen = await sight(asker, row)
    if row["photo"] is None or seen.employs:
        raise PhotoNotFound(photo=str(id_))
    await _note_look(asker, "case.photo_seen", row, now=now)
    photo: UUID = row["photo"]
    return photo


async def voice_of(asker: Asker, id_: UUID, *, now: datetime) -> UUID:
    """The voice note of a case, for those who read by whom it was raised; it goes on record.

    Raises:
        CaseNotFound: there is none.
        RoleMissing: the asker neither answers for where it is nor handles it.
        VoiceNotFound: it has none (any more), or not for who handles it.
    """
    row = await keeping.row_of(id_)
    seen = await sight(asker, row)
    if row["voice"] is None or not seen.watches:
        raise VoiceNotFound
    await _note_look(asker, "case.voice_heard", row, now=now)
    voice: UUID = row["voice"]
    return voice


async def _note_look(asker: Asker, action: str, row: dict[str, Any], *, now: datetime) -> None:
    await audit.record(
        asker, action, "case", row["id"], division=row["division"], about=row["account"], now=now
    )


async def _shown(asker: Asker, rows: Sequence[dict[str, Any]], *, now: datetime) -> list[DeskCase]:
    seen, names = await showing.around(rows, now=now), await placing.names(list(rows))
    sighted = await sights(asker, rows)
    withheld = await committees.withheld(asker, rows, sighted, now=now)
    leaving = await regathering.letting_go(asker, seen.concerns)
    accounts = {row["account"] for row in rows if row["account"]}
    masks = await persons.masks(accounts)
    people = await persons.to_be_rung(
        {row["account"] for row in rows if row["account"] and sighted[row["id"]].employs}
    )
    found: list[DeskCase] = []
    for row in rows:
        mine, mask = sighted[row["id"]], masks.get(row["account"])
        one = DeskCase(
            **showing.common(row, seen),
            raiser=mask.name if mask and mine.watches else None,
            division=row["division"],
            place=names[row["id"]],
            words=keeping.words_of(row),
            photo=row["photo"] is not None,
            voice=row["voice"] and ("heard" if mine.watches else "withheld"),
            may=[
                deed
                for deed in _deeds(row, mine, leaving=row["concern"] in leaving)
                if deed not in committees.ANSWERS or row["id"] not in withheld
            ],
        )
        person = people.get(row["account"])
        found.append(_for_employer(one, person.name if person else None) if mine.employs else one)
    return found


def _deeds(row: dict[str, Any], mine: Sight, *, leaving: bool) -> list[Deed]:
    """The steps that would not be refused for who asks; `leaving` a concern that lets go of it."""
    state: State = row["state"]
    possible = [one for one in _STEPS if (state, one) in MOVES]
    if row["concern"] is not None:
        possible = [one for one in possible if one != "gather"]
    if row["kind"] in OF_AUTHORITIES:
        possible = [one for one in possible if one != "recast"]
    if not leaving:
        possible = [one for one in possible if one != "leave"]
    if mine.convenes:
        return possible
    return [one for one in possible if one == "answer" and mine.handles]


def _for_employer(one: DeskCase, name: str | None) -> DeskCase:
    """Number, field and words, and what was said of handling it; nothing of the person."""
    return replace(
        one,
        division=None,
        place=None,
        photo=False,
        concern=None,
        words=None if one.words is None else without_person(one.words, name=name),
        steps=[_told(step, name) for step in one.steps if step.move in _OF_HANDLING],
    )


def _told(step: Step, name: str | None) -> Step:
    return replace(step, words=step.words and without_person(step.words, name=name))
