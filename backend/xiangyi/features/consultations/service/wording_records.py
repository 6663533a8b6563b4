"""What a record says: whether it can be said, what it lacks, and what of it is hashed."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.cases.rules.words import has_mobile
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.rules import records
from xiangyi.features.consultations.rules.forms import FormRules
from xiangyi.features.consultations.schemas.records import (
    Attended,
    Lack,
    PartyCame,
    RecordItem,
    RecordPoll,
    RecordWords,
    Spoken,
)
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.tables import MeetingPresence


def drafted(
    row: dict[str, Any], on_paper: Mapping[str, int], asked: Mapping[str, tuple[int, str]]
) -> RecordWords:
    """What a record begins from: each item of the agenda, and by kind who signed on paper or was
    asked to the table, come or not.
    """
    facts = facts_of(row)
    told = {kind: (people, "") for kind, people in on_paper.items()} | dict(asked)
    return RecordWords(
        attended=[Attended(kind, people, names) for kind, (people, names) in told.items()],  # type: ignore[arg-type]  # kinds
        items=[RecordItem(item=one.id) for one in facts.agenda],
    )


def words_of(kept: dict[str, Any]) -> RecordWords:
    return msgspec.json.decode(kept["words"], type=RecordWords)


def unnamed(words: RecordWords, speaker: UUID) -> RecordWords:
    """The same, without the name of somebody who spoke."""
    return replace(
        words,
        items=[
            replace(
                one,
                statements=[
                    Spoken(said.words) if said.speaker == speaker else said
                    for said in one.statements
                ],
            )
            for one in words.items
        ],
    )


def named(words: RecordWords) -> set[UUID]:
    """By whose presence something is said to be theirs."""
    return {said.speaker for one in words.items for said in one.statements if said.speaker}


def public(words: RecordWords) -> RecordWords:
    """As anybody reads it: with the names that were signed, and not by whose presence."""
    return replace(
        words,
        items=[
            replace(one, statements=[Spoken(said.words, said.by) for said in one.statements])
            for one in words.items
        ],
    )


def lacks(words: RecordWords, rules: FormRules, proven: int) -> list[Lack]:
    """What its form asks for; so many have signed in, or on paper."""
    told = msgspec.to_builtins(words)
    found = records.lacks(told, rules.method, list(rules.record), rules.quorum, proven)
    return [Lack(what, UUID(item) if item else None) for what, item in found]  # type: ignore[arg-type]  # one of the words


async def checked(row: dict[str, Any], words: RecordWords) -> RecordWords:
    """Tidied; each item is one of the agenda's, and each speaker was there."""
    agenda = [one.id for one in facts_of(row).agenda]
    if [one.item for one in words.items] != agenda:
        raise errors.RecordUnusable(field="items")
    speakers = named(words)
    there = await MeetingPresence.select(MeetingPresence.id, MeetingPresence.unsigned_at).where(
        (MeetingPresence.consultation == row["id"])
        & MeetingPresence.id.is_in(list(speakers) or [UUID(int=0)])
    )
    if speakers != {one["id"] for one in there}:
        raise errors.RecordUnusable(field="speaker")
    for one in there:
        # Who took their name off is not named by the next writing.
        words = unnamed(words, one["id"]) if one["unsigned_at"] else words
    if any(one.counts and len(one.counts) != len(one.options) for one in words.items):
        raise errors.RecordUnusable(field="options")
    return replace(
        words,
        chair=_tidied("chair", words.chair),
        recorder=_tidied("recorder", words.recorder),
        attended=[replace(one, names=_tidied("names", one.names)) for one in words.attended],
        items=[
            replace(
                one,
                statements=[_spoken(said) for said in one.statements if said.words.strip()],
                options=[text for each in one.options if (text := _tidied("options", each))],
                result=_tidied("result", one.result),
                dissent=_tidied("dissent", one.dissent),
            )
            for one in words.items
        ],
    )


def _spoken(said: Spoken) -> Spoken:
    """Who does not sign is not told by an id either."""
    by = _tidied("by", said.by)
    return Spoken(_tidied("statements", said.words), by, said.speaker if by else None)


def _tidied(field: str, text: str) -> str:
    tidied = tidy(text)
    if any(has_hidden(line) for line in tidied.splitlines()):
        raise errors.RecordUnusable(field=field)
    if has_mobile(tidied):
        raise errors.NumberInWords(field=field)
    return tidied


class Told(Struct, frozen=True, kw_only=True):
    """What a record says beside what was written, and the salt of who spoke."""

    polls: list[RecordPoll]
    papers: list[dict[str, str]]
    parties: list[PartyCame]
    rewritten: int
    present: int
    on_paper: int
    salt: bytes


def hashed(row: dict[str, Any], rules: FormRules, words: RecordWords, told: Told) -> str:
    """What is hashed: all of it, with a salted hash in place of who spoke, who may be unnamed."""
    facts = facts_of(row)
    titles = {one.id: one.title for one in facts.agenda}
    polls = told.polls

    def said(item: UUID, at: int, one: Spoken) -> dict[str, str]:
        by = sha256(told.salt + f"{item}/{at}\n{one.by}".encode()).hexdigest()
        return {"by": by if one.by else "", "words": one.words}

    whole = {
        "consultation": str(row["id"]),
        "form": facts.form,
        "title": facts.title,
        "starts_at": facts.starts_at.isoformat(),
        "method": rules.method,
        "present": told.present,
        "on_paper": told.on_paper,
        "chair": words.chair,
        "recorder": words.recorder,
        "attended": msgspec.to_builtins(words.attended),
        "parties": msgspec.to_builtins(told.parties),
        "scope": words.scope,
        "items": [
            {
                **msgspec.to_builtins(one),
                "title": titles[one.item],
                "polls": [msgspec.to_builtins(poll) for poll in polls if poll.item == one.item],
                "statements": [said(one.item, at, each) for at, each in enumerate(one.statements)],
            }
            for one in words.items
        ],
        "papers": told.papers,
        "rewritten": told.rewritten,
    }
    return msgspec.json.encode(whole).decode()
