"""The steps of a concern: accepted, on an agenda, decided, sent elsewhere or declined.

Those for a meeting are offered to the feature that holds meetings; it says who may.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from msgspec import Struct
from msgspec.structs import asdict

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.features.audit import service as audit
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.life import (
    CONCERN_MOVES,
    MOVES,
    OF_ITS_CASES,
    REFUSING,
    ConcernMove,
)
from xiangyi.features.cases.rules.words import has_mobile
from xiangyi.features.cases.schemas.concerns import ConcernMoving, ConcernShown
from xiangyi.features.cases.service import (
    committees,
    concerns,
    keeping,
    regathering,
    telling,
)
from xiangyi.features.cases.service.keeping import Taken, take_step
from xiangyi.features.cases.service.reach import expect_convener
from xiangyi.features.cases.tables import Case, Concern, ConcernStep
from xiangyi.features.feedback.rules import readable

_DONE: Final = {
    "accept": "accepted",
    "put_on_agenda": "on_agenda",
    "take_off": "taken_off",
    "speak": "spoken",
    "decide": "decided",
    "send_elsewhere": "sent_elsewhere",
    "decline": "declined",
    "merge": "merged",
}


class Step(Struct, frozen=True, kw_only=True):
    """A step that is taken."""

    key: UUID
    move: ConcernMove
    channel: str | None = None
    meeting: UUID | None = None
    target: UUID | None = None
    words: str = ""


async def move(
    asker: Asker, id_: UUID, step: UUID, told: ConcernMoving, *, now: datetime
) -> ConcernShown:
    """Take a step at the desk of whoever convenes there; the same again changes nothing.

    Declined or sent elsewhere, so are the cases in it that wait for an answer. Merged, all of them
    are in the other concern from then on, and all who follow it follow that.

    Raises:
        ConcernNotFound: there is none, or none in which it would go on.
        RoleMissing: the asker does not convene where it is, or where it would go on.
        CaseMoveUnusable: the reason, the channel or the other concern is missing, or what is said
            cannot be public.
        CaseMoveUnfit: the concern is not where this step begins, or the other takes nothing in.
        ConcernSettled: it would go on in another, and something was promised of it; or it would be
            declined or sent elsewhere, and a promise of it stands.
        CommitteeNotAnswerable: a residents' committee owes something of the other, and must not be
            asked this (Art 7, 12).
        CaseMoveDiffers: another step has been taken under this id.
    """
    await expect_convener(asker, [(await concerns.row_of(id_))["division"]])
    words = readable(told.words)
    if has_mobile(words) or (told.move == "decline" and not words):
        raise errors.CaseMoveUnusable(field="words")
    if (told.channel is None) == (told.move == "send_elsewhere"):
        raise errors.CaseMoveUnusable(field="channel")
    if (told.target is None) == (told.move == "merge") or told.target == id_:
        raise errors.CaseMoveUnusable(field="target")
    if told.target is not None:
        await expect_convener(asker, [(await concerns.row_of(told.target))["division"]])
    one = Step(key=step, move=told.move, channel=told.channel, target=told.target, words=words)
    await _take(asker, id_, one, now=now)
    return await concerns.get(asker, id_)


async def put_on_agenda(
    asker: Asker, id_: UUID, step: UUID, meeting: UUID, *, now: datetime
) -> None:
    """A meeting will speak of it.

    Raises:
        ConcernNotFound, CaseMoveUnfit, CaseMoveDiffers: as `move`.
    """
    await _take(asker, id_, Step(key=step, move="put_on_agenda", meeting=meeting), now=now)


async def take_off(asker: Asker, id_: UUID, step: UUID, meeting: UUID, *, now: datetime) -> None:
    """A meeting that had it is called off; nothing where no meeting has it any more.

    Raises:
        ConcernNotFound, CaseMoveUnfit, CaseMoveDiffers: as `move`.
    """
    if (await concerns.row_of(id_))["state"] == "on_agenda":
        await _take(asker, id_, Step(key=step, move="take_off", meeting=meeting), now=now)


async def speak(asker: Asker, id_: UUID, step: UUID, meeting: UUID, *, now: datetime) -> None:
    """A meeting spoke of it and decided nothing; nothing where another has decided it by now.

    Raises:
        ConcernNotFound, CaseMoveUnfit, CaseMoveDiffers: as `move`.
    """
    if (await concerns.row_of(id_))["state"] == "on_agenda":
        await _take(asker, id_, Step(key=step, move="speak", meeting=meeting), now=now)


async def has_on_agenda(meeting: UUID, id_: UUID) -> bool:
    """Whether the last step that a meeting took with a concern put it on its agenda."""
    last = (
        await ConcernStep.select(ConcernStep.move)
        .where((ConcernStep.concern == id_) & (ConcernStep.meeting == meeting))
        .order_by(ConcernStep.id, ascending=False)
        .first()
    )
    return bool(last and last["move"] == "put_on_agenda")


async def meetings_of(id_: UUID) -> list[UUID]:
    """Those that have put a concern on their agenda, the first first, also such as are over."""
    rows = (
        await ConcernStep.select(ConcernStep.meeting)
        .where((ConcernStep.concern == id_) & (ConcernStep.move == "put_on_agenda"))
        .order_by(ConcernStep.id)
        .output(as_list=True)
    )
    return [one for one in dict.fromkeys(rows) if one is not None]


async def decide(asker: Asker, id_: UUID, step: UUID, words: str, *, now: datetime) -> None:
    """A meeting has decided, in words for everybody; they answer every case that still waits.

    A second meeting that had it may decide as well, and that is told as well.

    Raises:
        ConcernNotFound, CaseMoveUnfit, CaseMoveDiffers: as `move`.
        CaseMoveUnusable: the words are missing. That they can be public its callers see to.
    """
    words = readable(words)
    if not words:
        raise errors.CaseMoveUnusable(field="words")
    await _take(asker, id_, Step(key=step, move="decide", words=words), now=now)


async def _take(asker: Asker, id_: UUID, step: Step, *, now: datetime) -> None:
    concern = await concerns.row_of(id_)
    if await _taken(asker, id_, step):
        return
    try:
        with duplicate_is(errors.CaseMoveDiffers()):
            async with atomic():
                await _move(asker, concern, step, now=now)
    except (errors.CaseMoveDiffers, errors.CaseMoveUnfit):
        # Sent twice at once: the other was a moment earlier.
        if not await _taken(asker, id_, step):
            raise


async def _taken(asker: Asker, id_: UUID, step: Step) -> bool:
    row = await ConcernStep.select().where(ConcernStep.key == step.key).first()
    if row is None:
        return False
    if row != row | {**asdict(step), "concern": id_, "account": asker.account}:
        raise errors.CaseMoveDiffers
    return True


async def _move(asker: Asker, concern: dict[str, Any], step: Step, *, now: datetime) -> None:
    state = CONCERN_MOVES.get((concern["state"], step.move))
    if step.target:
        other = await regathering.hold(concern, step.target, now=now)
    if state and step.move in REFUSING:
        # Nobody promises anything about it at this moment.
        await concerns.hold(concern["id"])
        if await keeping.standing([concern["id"]]):
            raise errors.ConcernSettled(state=concern["state"])
    moved = state and (
        await Concern.update({Concern.state: state, Concern.moved_at: now})
        .where((Concern.id == concern["id"]) & (Concern.state == concern["state"]))
        .returning(Concern.id)
    )
    if not moved:
        raise errors.CaseMoveUnfit(state=(await concerns.row_of(concern["id"]))["state"])
    await ConcernStep.insert(
        ConcernStep(**asdict(step), concern=concern["id"], account=asker.account, at=now)
    )
    if step.target:
        await regathering.take_over(asker, concern, other, step.key, now=now)
    else:
        await _move_cases(asker, concern, step, now=now)
        # Of its cases nobody is told besides: they are the same people.
        await telling.of_concern(concern, _DONE[step.move], step.key, now=now)
    await audit.record(
        asker,
        f"concern.{_DONE[step.move]}",
        "concern",
        concern["id"],
        division=concern["division"],
        now=now,
        after={
            "move": step.move,
            "words": step.words,
            "channel": step.channel,
            **({"target": str(step.target)} if step.target else {}),
        },
    )


async def _move_cases(asker: Asker, concern: dict[str, Any], step: Step, *, now: datetime) -> None:
    if of_cases := OF_ITS_CASES.get(step.move):
        rows = await Case.select().where(Case.concern == concern["id"])
        ends = of_cases in committees.ANSWERS
        others = await committees.left_open(asker, rows, now=now) if ends else set()
        for row in rows:
            if (row["state"], of_cases) in MOVES and row["id"] not in others:
                one = Taken(
                    key=uuid4(),
                    move=of_cases,
                    account=asker.account,
                    channel=step.channel,
                    words=step.words,
                )
                await take_step(row, one, now=now)
