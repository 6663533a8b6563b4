"""The counts of a poll: sealed while it is open, and in the record once it is closed."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec.structs import replace

from xiangyi.core.db import run
from xiangyi.core.sealing import seal, unseal
from xiangyi.features.consultations.rules.forms import FormRules
from xiangyi.features.consultations.rules.polls import USUAL
from xiangyi.features.consultations.schemas.records import (
    RecordItem,
    RecordPoll,
    RecordWords,
    Votes,
)
from xiangyi.features.consultations.service import earlier
from xiangyi.features.consultations.service.wording_records import words_of
from xiangyi.features.consultations.tables.polls import MeetingPoll

TALLY: Final = "poll_choice"


def sealed(poll: UUID, counts: list[int]) -> bytes:
    """Always as long for as many options, and never the same twice."""
    return seal(",".join(f"{one:05}" for one in counts), owner=poll, field=TALLY)


def unsealed(poll: UUID, tally: object) -> list[int]:
    told = unseal(bytes(tally), owner=poll, field=TALLY)  # type: ignore[call-overload]  # a driver's bytes
    return [int(one) for one in told.split(",")]


def options_of(row: dict[str, Any]) -> list[str]:
    return msgspec.json.decode(row["options"], type=list[str])


def many_options(row: dict[str, Any]) -> int:
    return len(options_of(row)) or USUAL


def numbers(text: str | None) -> list[int] | None:
    return None if text is None else msgspec.json.decode(text, type=list[int])


def told(row: dict[str, Any], rules: FormRules) -> tuple[int, bool]:
    """Of how many secret votes at least it tells numbers, and whether its convener is shown who
    voted what, as people were told of it; until 2026-11-27 that was as its form has it.
    """
    least, shown = row["least"], row["names_shown"]
    if least is None:
        least, shown = rules.secret_least, rules.show_votes
    return least, shown and not row["secret"]


def result(row: dict[str, Any]) -> tuple[list[int] | None, int]:
    """How many chose each, and how many of all by hand; nothing of what is open or void."""
    counts, by_hand = numbers(row["counts"]), numbers(row["paper"]) or []
    if counts is None:
        return None, 0
    if len(by_hand) > 1:
        # Of each choice, and apart from those in the app, in what was closed until 2026-11-27.
        counts = [app + hand for app, hand in zip(counts, by_hand, strict=True)]
    return counts, sum(by_hand)


async def results(id_: UUID) -> dict[UUID, dict[str, Any]]:
    """By item, the poll that decided it: the last one that was closed."""
    rows = (
        await MeetingPoll.select()
        .where((MeetingPoll.consultation == id_) & (MeetingPoll.state == "closed"))
        .order_by(MeetingPoll.closed_at, MeetingPoll.id)
    )
    return {row["item"]: row for row in rows}


async def held(id_: UUID) -> list[RecordPoll]:
    """All polls that were closed, void ones too, in the order in which they were."""
    rows = (
        await MeetingPoll.select()
        .where((MeetingPoll.consultation == id_) & (MeetingPoll.state != "open"))
        .order_by(MeetingPoll.closed_at, MeetingPoll.id)
    )
    turns: Counter[UUID] = Counter()
    found = []
    for row in rows:
        turns[row["item"]] += 1
        counts, by_hand = result(row)
        found.append(
            RecordPoll(
                item=row["item"],
                turn=turns[row["item"]],
                question=row["question"],
                why=row["why"],
                options=options_of(row),
                secret=row["secret"],
                void=row["state"] == "void",
                counts=counts,
                paper=by_hand,
            )
        )
    return found


async def is_voting(id_: UUID) -> bool:
    """Whether a poll of the meeting is open."""
    return await MeetingPoll.exists().where(
        (MeetingPoll.consultation == id_) & (MeetingPoll.state == "open")
    )


def with_results(words: RecordWords, polls: Mapping[UUID, dict[str, Any]]) -> RecordWords:
    """The same with the votes of each poll, which are nobody's to write otherwise."""
    return replace(
        words,
        items=[
            _with_result(one, polls[one.item]) if one.item in polls else one for one in words.items
        ],
    )


async def enter(id_: UUID, by: UUID, *, now: datetime) -> None:
    """Let a record that is being written have the votes, in the caller's transaction."""
    held = await run(
        "UPDATE meeting_record SET state = state WHERE consultation = {} AND state <> 'sealed'"
        " RETURNING words",
        id_,
    )
    if held:
        words = with_results(words_of(held[0]), await results(id_))
        told = msgspec.json.encode(words).decode()
        await earlier.keep(id_, told, by, now=now)
        # Of the same revision: whoever is writing has nothing to look at again.
        await run("UPDATE meeting_record SET words = {} WHERE consultation = {}", told, id_)


def _with_result(one: RecordItem, poll: dict[str, Any]) -> RecordItem:
    counts, by_hand = result(poll)
    options = options_of(poll)
    if options:
        return replace(one, votes=None, options=options, counts=counts or [], paper=by_hand)
    return replace(one, votes=Votes(*counts or []), counts=[], paper=by_hand)
