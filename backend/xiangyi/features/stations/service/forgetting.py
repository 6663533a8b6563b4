"""Letting go of what somebody said of stations, when their account goes.

What became of a station stays, by a random id. What somebody wrote goes with them, and what
was answered goes with either of the two. Facts that a manager wrote and that still stand are
the station's own, for riders to read; those that no longer stand go out of its history too.
Of a list that somebody sent, what landed stays; what came of looking through it, and what they
had called the file, goes.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.db import run
from xiangyi.core.histories import brought_by, has_number, pattern_of
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service import holding
from xiangyi.features.stations.service.holding import Held
from xiangyi.features.stations.service.writing import touch
from xiangyi.features.stations.tables import (
    AmenityState,
    LiveState,
    Report,
    StationBatch,
    StationRevision,
)
from xiangyi.features.stations.tables.lists import StationList

Facts = dict[str, Any]
#: Where in a station's facts a text stands (of an amenity's note, its id too), and the text.
Text = tuple[str, str, str]

#: What a manager writes in words of their own.
TEXTS: Final = ("name", "address", "entry_note", "gate_words", "parking", "phone", "responsible")
_STATES: Final = ("before", "after", "told_before")
#: What was said of a station or an amenity and is not what riders read today.
_PAST_STATES: Final = "SELECT key, note FROM live_state WHERE until_at < {} AND note LIKE {}"
_PAST_AMENITIES: Final = (
    "SELECT key, note FROM amenity_state AS said WHERE note LIKE {} AND NOT EXISTS"
    " (SELECT 1 FROM station_amenity AS one WHERE one.station = said.station"
    " AND one.amenity = said.amenity AND one.out_note = said.note)"
)
#: Where riders may read what somebody noted of a station or an amenity.
_NOTED_IN: Final = (
    "SELECT DISTINCT prefecture FROM station WHERE id IN"
    " (SELECT station FROM amenity_state WHERE account = {} AND note <> '')"
    " OR id IN (SELECT station FROM live_state WHERE account = {} AND note <> '')"
)
#: No station is without a name.
_NAMELESS: Final = "—"


async def forget_of(account: UUID, *, now: datetime) -> None:
    """Erase what an account wrote, in the caller's transaction."""
    noted = await run(_NOTED_IN, account, account)
    await touch([str(row["prefecture"]) for row in noted], now=now)
    await run(
        "UPDATE report_answer SET answer = NULL WHERE account = {}"
        " OR report IN (SELECT id FROM report WHERE account = {})",
        *(account, account),
    )
    await Report.update(
        {
            Report.account: None,
            Report.device: None,
            Report.network: None,
            Report.said: None,
            Report.words: None,
        }
    ).where(Report.account == account)
    await run(
        "UPDATE station_amenity SET out_note = '' WHERE out_note <> '' AND EXISTS (SELECT 1"
        " FROM amenity_state AS said WHERE said.account = {} AND said.note = out_note"
        " AND said.station = station_amenity.station AND said.amenity = station_amenity.amenity)",
        account,
    )
    await AmenityState.update({AmenityState.note: ""}).where(AmenityState.account == account)
    await LiveState.update({LiveState.note: ""}).where(LiveState.account == account)
    await StationList.delete().where(StationList.account == account)
    await StationBatch.update({StationBatch.file_name: ""}).where(StationBatch.account == account)
    await _forget_history(account)


async def forget_number(phone: str, now: datetime) -> None:
    """Take a phone number out of what anybody wrote and no longer stands, in the transaction."""
    like = pattern_of(phone)
    notes = await run(_PAST_STATES, now, like) + await run(_PAST_AMENITIES, like)
    for key in (row["key"] for row in notes if has_number(str(row["note"]), phone)):
        await LiveState.update({LiveState.note: ""}).where(LiveState.key == key)
        await AmenityState.update({AmenityState.note: ""}).where(AmenityState.key == key)
    rows = await run(
        'SELECT DISTINCT station FROM station_revision WHERE "before" LIKE {} OR "after" LIKE {}'
        " OR told_before LIKE {}",
        *(like, like, like),
    )
    for held in await holding.of_ids([str(row["station"]) for row in rows]):
        revisions = await _revisions_of(held.id)
        texts = {
            text for one in revisions for state in _STATES for text in _texts(_read(one[state]))
        }
        gone = {text for text in texts if has_number(text[-1], phone)} - _standing(held)
        for revision in revisions:
            await _forget(gone, revision)


async def _forget_history(account: UUID) -> None:
    stations = (
        await StationRevision.select(StationRevision.station)
        .distinct()
        .where(StationRevision.account == account)
        .output(as_list=True)
    )
    for held in await holding.of_ids(stations):
        revisions = await _revisions_of(held.id)
        gone = _brought_by(account, revisions) - _standing(held)
        for revision in revisions:
            await _forget(gone, revision)


async def _revisions_of(station: str) -> list[Facts]:
    rows: list[Facts] = (
        await StationRevision.select()
        .where(StationRevision.station == station)
        .order_by(StationRevision.number)
    )
    return rows


def _standing(held: Held) -> set[Text]:
    """What riders read of a station, and what its source says of it to this day."""
    return {text for facts in (held.facts, held.told) if facts for text in _texts(facts)}


def _brought_by(account: UUID, revisions: list[Facts]) -> set[Text]:
    """The texts that nobody had told of the station before this account did."""
    told = [
        (one["account"], *({*_texts(_read(one[state]))} for state in _STATES)) for one in revisions
    ]
    return brought_by(account, [(who, before | held, after) for who, before, after, held in told])


async def _forget(gone: set[Text], revision: Facts) -> None:
    left = {one: _without(gone, _read(revision[one])) for one in _STATES}
    changed = {one: facts for one, facts in left.items() if facts != _read(revision[one])}
    if changed:
        await StationRevision.update(
            {one: msgspec.json.encode(facts).decode() for one, facts in changed.items()}
        ).where(
            (StationRevision.station == revision["station"])
            & (StationRevision.number == revision["number"])
        )


def _texts(facts: Mapping[str, Any] | StationFacts) -> Iterator[Text]:
    told = msgspec.to_builtins(facts)
    for name in TEXTS:
        if text := told.get(name):
            yield name, "", text
    if note := (told.get("hours") or {}).get("note"):
        yield "hours", "", note
    for amenity in told.get("amenities", ()):
        if note := amenity.get("note"):
            yield "amenities", amenity["id"], note


def _without(gone: set[Text], facts: Facts) -> Facts:
    left = dict(facts)
    for name, of, text in gone & {*_texts(facts)}:
        if name == "hours":
            left[name] = left[name] | {"note": ""}
        elif name == "amenities":
            left[name] = [
                one | {"note": ""} if (one["id"], one.get("note")) == (of, text) else one
                for one in left[name]
            ]
        else:
            left[name] = _NAMELESS if name == "name" else ""
    return left


def _read(text: str | None) -> Facts:
    return {} if text is None else msgspec.json.decode(text, type=Facts)
