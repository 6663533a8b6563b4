"""Keeping what sources tell: whole or not at all, and never over what a manager has mended."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from msgspec import UNSET, Struct
from msgspec.structs import replace

from xiangyi.core.db import atomic
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import StationChanges, StationFacts
from xiangyi.features.stations.service import disputing, holding, writing
from xiangyi.features.stations.service.changes import Change, Revised
from xiangyi.features.stations.service.holding import Held
from xiangyi.features.stations.service.merging import (
    GROUPS,
    merged,
    tidied,
    unsaid_in,
    values,
    with_what_stands,
)
from xiangyi.features.stations.service.taking_back import as_before

#: Crockford's base 32: no I, L, O or U to misread on a door.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Edited(Struct, frozen=True):
    """A station whose manager and whose source say different things; the manager's stand."""

    source: str
    external_id: str
    fields: tuple[str, ...]


class Kept(Struct, frozen=True):
    """How many stations a batch added, rewrote and left alone, and where a manager was right."""

    added: int
    changed: int
    unchanged: int
    edited: tuple[Edited, ...] = ()
    #: Of how many the source says otherwise than their managers.
    disputed: int = 0


async def keep_stations(
    stations: Sequence[StationFacts],
    *,
    now: datetime,
    batch: str | None = None,
    silent: Collection[str] = (),
) -> Kept:
    """Add or rewrite each station of a source, all of them or none.

    The same again changes nothing. What a manager edited stays, and is named where the
    source now says something third. A station's id stays what it was, because it is
    printed on its door.

    Args:
        silent: facts that the source has no column for this time: what it told of them stands.

    Raises:
        StationUnusable: a family, an amenity or a division is not known here.
    """
    changes: list[Change] = []
    edited: list[Edited] = []
    contested: dict[str, dict[str, Any]] = {}
    async with atomic():
        await holding.hold_others_back()
        numbers = [(station.source, station.external_id) for station in stations]
        held = await holding.of_numbers(numbers)
        by_number = {(one.facts.source, one.facts.external_id): one for one in held}
        unsaid: dict[str, Collection[str]] = {one.id: () for one in held}
        ids = await _fresh_ids([number for number in numbers if number not in by_number])
        for told, number in zip(stations, numbers, strict=True):
            mine = by_number.get(number)
            if mine is None:
                changes.append(_appearing(ids[number], None, told))
            elif mine.closed and mine.told is None:
                changes.append(_appearing(mine.id, mine, told))
            elif mine.closed:
                edited.append(Edited(told.source, told.external_id, ("closed",)))
            else:
                unsaid[mine.id] = unsaid_in(told, silent)
                told = with_what_stands(told, mine, unsaid[mine.id])  # noqa: PLW2901  # the same row, whole
                change, fields = merged(mine, told)
                if fields:
                    edited.append(Edited(told.source, told.external_id, fields))
                    contested[mine.id] = values(tidied(told), fields)
                if change is not None:
                    changes.append(change)
        await writing.write(changes, now=now, made_by="source", batch=batch)
        await disputing.note(unsaid, contested, now=now, batch=batch)
    added = sum(one.before is None for one in changes)
    changed = sum(one.before not in {None, one.after} for one in changes)
    unchanged = len(stations) - added - changed
    return Kept(added, changed, unchanged, tuple(edited), len(contested))


async def revise_station(
    id_: str,
    changes: StationChanges,
    *,
    seen: StationChanges | None = None,
    now: datetime,
    account: UUID | None = None,
) -> Change | None:
    """A manager's own edit, which no list of the source will overwrite silently.

    Answers what was written; None where the station was so already.

    Raises:
        StationNotFound: there is none with this id, or it has closed for good.
        StationUnusable: a family, an amenity or a division is not known here.
        ChangedMeanwhile: the station is otherwise than `seen`.
    """
    said = _told(changes)
    if "lon" in said:
        # Whatever its source's datum is, a desk tells a point in the one that is kept.
        said["datum"] = "wgs84"
    return await _revise(id_, lambda _: said, now=now, account=account, seen=seen)


async def restore_station(
    id_: str, revised: Revised, after: StationFacts | None, *, now: datetime, account: UUID
) -> Change | None:
    """Take one change of a station back, none that came after it, and never its number.

    What was confirmed before it counts again where all that is posted is as it was then.

    Raises:
        StationNotFound, StationUnusable: as above.
        ChangedSince: what it changed was changed again after it.
    """

    def said(here: StationFacts) -> dict[str, Any]:
        number = {"source": here.source, "external_id": here.external_id}
        was, became = replace(revised.before, **number), after and replace(after, **number)
        return as_before(here, was, became, together=GROUPS)

    return await _revise(id_, said, now=now, account=account, takes_back=revised)


async def _revise(  # noqa: PLR0913  # one change, and why it is made
    id_: str,
    said: Callable[[StationFacts], dict[str, Any]],
    *,
    now: datetime,
    account: UUID | None,
    seen: StationChanges | None = None,
    takes_back: Revised | None = None,
) -> Change | None:
    async with atomic():
        await holding.hold_others_back()
        held = await holding.of_ids([id_])
        if not held or held[0].closed:
            raise errors.StationNotFound(station=id_)
        [mine] = held
        after = tidied(replace(mine.facts, **said(mine.facts)))
        if (after.lon, after.lat) == (mine.facts.lon, mine.facts.lat):
            after = replace(after, datum=mine.facts.datum)
        if after == mine.facts:
            return None
        for name, value in (_told(seen) if seen else {}).items():
            if getattr(mine.facts, name) != value:
                raise errors.ChangedMeanwhile(field=name)
        change = Change(
            id=id_,
            prefecture=mine.prefecture,
            before=mine.facts,
            after=after,
            told_before=mine.told,
            # A station that no source told of so far has one base to compare with from now on.
            told=mine.told or mine.facts,
            takes_back=takes_back,
        )
        await writing.write([change], now=now, made_by="manager", account=account)
    return change


def _told(changes: StationChanges) -> dict[str, Any]:
    """What is not left out, by its name among the facts."""
    return {
        name: value
        for name in StationChanges.__struct_fields__
        if (value := getattr(changes, name)) is not UNSET
    }


async def settle(
    id_: str, said: dict[str, Any], *, take: bool, now: datetime, account: UUID
) -> None:
    """Take what a list says, or stay with what is here; the list is not heard on it again.

    Unless it says something new. In the caller's transaction.

    Raises:
        StationNotFound, StationUnusable: as above.
    """
    await holding.hold_others_back()
    held = await holding.of_ids([id_])
    if not held or held[0].closed:
        raise errors.StationNotFound(station=id_)
    [mine] = held
    change = Change(
        id=id_,
        prefecture=mine.prefecture,
        before=mine.facts,
        after=tidied(replace(mine.facts, **said)) if take else mine.facts,
        told_before=mine.told,
        told=tidied(replace(mine.told or mine.facts, **said)),
    )
    await writing.write([change], now=now, made_by="manager", account=account)


def station_id(source: str, external_id: str, attempt: int = 0) -> str:
    """Forty bits of the source's own number, so that a lost database mints the same ids again."""
    name = f"{source}\0{external_id}\0{attempt}".encode()
    number = int.from_bytes(blake2b(name, digest_size=5).digest())
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


async def _fresh_ids(numbers: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """An id for each of the sources' numbers, which no other station has."""
    ids: dict[str, tuple[str, str]] = {}
    waiting = numbers
    for attempt in range(100):
        proposed = {number: station_id(*number, attempt) for number in waiting}
        taken = await holding.ids_taken(list(proposed.values()))
        for number, id_ in proposed.items():
            if id_ not in taken:
                ids.setdefault(id_, number)
        waiting = [number for number, id_ in proposed.items() if ids.get(id_) != number]
        if not waiting:
            return {number: id_ for id_, number in ids.items()}
    raise RuntimeError("a hundred ids in a row are taken")


def _appearing(id_: str, held: Held | None, told: StationFacts) -> Change:
    told = tidied(told)
    return Change(
        id=id_,
        prefecture=held.prefecture if held else None,
        before=None,
        after=told,
        told_before=None,
        told=told,
    )
