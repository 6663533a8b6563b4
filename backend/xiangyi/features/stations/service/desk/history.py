"""改动记录: what became of a station, whoever changed it, from what to what."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.doers import doers
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.schemas.revisions import About, Revision, Revisions
from xiangyi.features.stations.service.desk.reach import expect_looker, is_manager
from xiangyi.features.stations.tables import StationBatch, StationRevision

_PAGE = 50
#: Each change of whatever kind, by when it was made; two of one moment as they came.
_EVERY: Final = (
    "SELECT about, id, made_at FROM ("
    "SELECT 'facts' AS about, CAST(number AS TEXT) AS id, made_at, number AS seq"
    " FROM station_revision WHERE station = {}"
    " UNION ALL SELECT 'amenity', CAST(key AS TEXT), said_at, 0 FROM amenity_state"
    " WHERE station = {}"
    " UNION ALL SELECT 'state', CAST(id AS TEXT), since_at, id FROM live_state WHERE station = {}"
    " UNION ALL SELECT 'photo', CAST(id AS TEXT), decided_at, id FROM photo_decision"
    " WHERE station = {}) AS every ORDER BY made_at DESC, about, seq DESC, id LIMIT {} OFFSET {}"
)
#: What was said of each amenity, beside what stood of it then.
_AMENITIES: Final = (
    "SELECT CAST(said.key AS TEXT) AS id, said.account, said.amenity, said.works, said.note,"
    " said.withdrawn_at, was.works AS works_before, was.note AS note_before"
    " FROM amenity_state AS said LEFT JOIN amenity_state AS was ON was.key = (SELECT one.key"
    " FROM amenity_state AS one WHERE one.station = said.station AND one.amenity = said.amenity"
    " AND (one.said_at, one.received_at) < (said.said_at, said.received_at)"
    " AND (one.withdrawn_at IS NULL OR one.withdrawn_at > said.said_at)"
    " ORDER BY one.said_at DESC, one.received_at DESC LIMIT 1)"
    " WHERE said.station = {} AND CAST(said.key AS TEXT) IN (BLANKS)"
)
#: A state that had ended by itself was none any more.
_STATES: Final = (
    "SELECT CAST(said.id AS TEXT) AS id, said.account, said.kind, said.until_at, said.note,"
    " said.withdrawn_at, CASE WHEN was.until_at > said.since_at THEN was.kind END AS kind_before,"
    " was.until_at AS until_before, was.note AS note_before"
    " FROM live_state AS said LEFT JOIN live_state AS was ON was.id = (SELECT one.id"
    " FROM live_state AS one WHERE one.station = said.station"
    " AND (one.since_at, one.id) < (said.since_at, said.id)"
    " AND (one.withdrawn_at IS NULL OR one.withdrawn_at > said.since_at)"
    " ORDER BY one.since_at DESC, one.id DESC LIMIT 1)"
    " WHERE said.station = {} AND CAST(said.id AS TEXT) IN (BLANKS)"
)
_PHOTOS: Final = (
    "SELECT * FROM (SELECT CAST(id AS TEXT) AS id, account, CAST(key AS TEXT) AS photo, kind,"
    " LAG(kind) OVER its AS kind_before FROM photo_decision WHERE station = {} WINDOW its AS"
    " (PARTITION BY key ORDER BY decided_at, id)) AS said WHERE id IN (BLANKS)"
)


class _Told(Struct, frozen=True, kw_only=True):
    """A change as it is remembered, before anybody is named."""

    made_by: Literal["source", "manager", "undo"]
    account: UUID | None
    list: str = ""
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    taken_back_at: datetime | None = None


async def revisions(asker: Asker, station: str, *, after: int, now: datetime) -> Revisions:
    """What became of a station, the latest first: its facts, amenities, states and photos.

    The look is recorded, unless it is the station's own manager who looks.

    Args:
        after: how many of the latest are passed over.

    Raises:
        StationNotFound, RoleMissing: the asker may not look at such a station.
    """
    place = await expect_looker(asker, station, closed=True)
    if not is_manager(asker, station):
        division = place["division"]
        await audit.record(asker, "revision.read", "station", station, now=now, division=division)
    every = await run(_EVERY, *[station] * 4, _PAGE + 1, after)
    rows = [(str(row["about"]), str(row["id"]), row["made_at"]) for row in every[:_PAGE]]
    told: dict[tuple[str, str], _Told] = {}
    for about, read in _KINDS.items():
        its = [id_ for one, id_, _ in rows if one == about]
        found = await read(station, its) if its else {}
        told |= {(about, id_): one for id_, one in found.items()}
    people = await doers(asker, {one.account for one in told.values() if one.account})
    return Revisions(
        [
            Revision(
                id=f"{about}/{id_}",
                about=about,  # type: ignore[arg-type]  # one of the statement's own words
                number=int(id_) if about == "facts" else None,
                made_at=_instant(at),
                made_by=(one := told[about, id_]).made_by,
                by=people.get(one.account) if one.account else None,
                list=one.list,
                before=one.before,
                after=one.after,
                taken_back_at=one.taken_back_at,
            )
            for about, id_, at in rows
        ],
        after + _PAGE if len(every) > _PAGE else None,
    )


async def _of_facts(station: str, ids: Collection[str]) -> dict[str, _Told]:
    rows = await StationRevision.select().where(
        (StationRevision.station == station)
        & StationRevision.number.is_in([int(id_) for id_ in ids])
    )
    batches = {row["batch"] for row in rows if row["batch"]}
    lists = await StationBatch.select(StationBatch.id, StationBatch.source).where(
        StationBatch.id.is_in(sorted(batches) or [""])
    )
    sources = {row["id"]: row["source"] for row in lists}
    return {str(row["number"]): _facts_told(row, sources) for row in rows}


def _facts_told(row: Mapping[str, Any], sources: Mapping[str, str]) -> _Told:
    before, after = _facts(row["before"]), _facts(row["after"])
    changed = [
        name
        for name in StationFacts.__struct_fields__
        if before is None or after is None or getattr(before, name) != getattr(after, name)
    ]
    if {"lon", "lat"} & {*changed}:
        # Half a point is none.
        changed = [name for name in changed if name not in {"lon", "lat"}] + ["lon", "lat"]
    facts = after or before
    by_source = row["made_by"] == "source"
    return _Told(
        made_by=row["made_by"],
        account=row["account"],
        list=sources.get(row["batch"], facts.source if by_source and facts else ""),
        before=_some(before, changed),
        after=_some(after, changed),
    )


async def _of_amenities(station: str, ids: Collection[str]) -> dict[str, _Told]:
    return {
        str(row["id"]): _said(
            row,
            # What nobody had spoken of works, as far as anyone said.
            {
                "amenity": row["amenity"],
                "works": row["works_before"] is None or bool(row["works_before"]),
                "note": row["note_before"] or "",
            },
            {"amenity": row["amenity"], "works": bool(row["works"]), "note": row["note"]},
        )
        for row in await _run(_AMENITIES, station, ids)
    }


async def _of_states(station: str, ids: Collection[str]) -> dict[str, _Told]:
    return {
        str(row["id"]): _said(
            row,
            {
                "kind": (kind := row["kind_before"]) or "none",
                "until": _until(row["until_before"]) if kind else None,
                "note": row["note_before"] if kind else "",
            },
            {"kind": row["kind"], "until": _until(row["until_at"]), "note": row["note"]},
        )
        for row in await _run(_STATES, station, ids)
    }


async def _of_photos(station: str, ids: Collection[str]) -> dict[str, _Told]:
    return {
        str(row["id"]): _said(
            row,
            {"photo": row["photo"], "standing": row["kind_before"] or "waiting"},
            {"photo": row["photo"], "standing": row["kind"]},
        )
        for row in await _run(_PHOTOS, station, ids)
    }


_KINDS: Final[dict[About, Callable[[str, Collection[str]], Awaitable[dict[str, _Told]]]]] = {
    "facts": _of_facts,
    "amenity": _of_amenities,
    "state": _of_states,
    "photo": _of_photos,
}


async def _run(statement: str, station: str, ids: Collection[str]) -> list[dict[str, Any]]:
    return await run(statement.replace("BLANKS", ", ".join(["{}"] * len(ids))), station, *ids)


def _said(row: Mapping[str, Any], before: dict[str, Any], after: dict[str, Any]) -> _Told:
    account = row["account"]
    return _Told(
        made_by="manager",
        account=None if account is None else UUID(str(account)),
        before=before,
        after=after,
        taken_back_at=_instant(row.get("withdrawn_at")),
    )


def _facts(text: str | None) -> StationFacts | None:
    return None if text is None else msgspec.json.decode(text, type=StationFacts)


def _some(facts: StationFacts | None, names: list[str]) -> dict[str, Any] | None:
    if facts is None:
        return None
    return {name: msgspec.to_builtins(getattr(facts, name)) for name in names}


def _until(value: Any) -> str | None:
    return None if value is None else _instant(value).isoformat()


def _instant(value: Any) -> datetime:
    """SQLite forgets a column's type within a window or a union, and hands over its text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value
