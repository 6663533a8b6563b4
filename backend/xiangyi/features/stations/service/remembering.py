"""What is kept of what somebody said of stations, for themselves to read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from xiangyi.features.stations.service.reporting import ended
from xiangyi.features.stations.service.words import answer_of, words_of
from xiangyi.features.stations.tables import (
    AmenityState,
    Confirmation,
    LiveState,
    PhotoDecision,
    Report,
    ReportAnswer,
    StationBatch,
    StationRevision,
)
from xiangyi.features.stations.tables.lists import StationList

Rows = list[dict[str, object]]


async def reports(account: UUID) -> Rows:
    """What the account reported, each with what it was answered."""
    found = (
        await Report.select(*Report.all_columns(), Report.station.closed_at)
        .where(Report.account == account)
        .order_by(Report.reported_at)
    )
    given = await ReportAnswer.select().where(
        ReportAnswer.report.is_in([row["id"] for row in found] or [0])
    )
    answers = {row["report"]: row for row in given}
    return [_reported(row, answers.get(row["id"])) for row in found]


async def confirmations(account: UUID) -> Rows:
    rows = (
        await Confirmation.select()
        .where(Confirmation.account == account)
        .order_by(Confirmation.confirmed_at)
    )
    return [
        {
            "at": row["confirmed_at"],
            "station": row["station"],
            "inRadius": row["in_radius"],
            "takenBackAt": row["withdrawn_at"],
        }
        for row in rows
    ]


async def states(account: UUID) -> Rows:
    """Full, without power or shut, and amenities out of order, as the account said."""
    of_stations = await LiveState.select().where(LiveState.account == account)
    of_amenities = await AmenityState.select().where(AmenityState.account == account)
    rows = [
        {
            "at": row["since_at"],
            "station": row["station"],
            "state": row["kind"],
            "amenity": None,
            "since": None,
            "until": row["until_at"],
            "note": row["note"],
            "takenBackAt": row["withdrawn_at"],
        }
        for row in of_stations
    ] + [
        {
            "at": row["said_at"],
            "station": row["station"],
            "state": "works" if row["works"] else "out",
            "amenity": row["amenity"],
            "since": row["since_at"],
            "until": None,
            "note": row["note"],
            "takenBackAt": row["withdrawn_at"],
        }
        for row in of_amenities
    ]
    return sorted(rows, key=lambda row: row["at"])


async def answers(account: UUID) -> Rows:
    """What the account answered to riders; not what these had said."""
    rows = (
        await ReportAnswer.select(*ReportAnswer.all_columns(), ReportAnswer.report.station)
        .where(ReportAnswer.account == account)
        .order_by(ReportAnswer.answered_at)
    )
    return [
        {
            "at": row["answered_at"],
            "station": row["report.station"],
            "answer": row["kind"],
            "words": answer_of(row),
        }
        for row in rows
    ]


async def revisions(account: UUID) -> Rows:
    """What the account let a station be from then on, a row for each fact."""
    rows = (
        await StationRevision.select()
        .where(StationRevision.account == account)
        .order_by(StationRevision.made_at, StationRevision.number)
    )
    return [
        {"at": row["made_at"], "station": row["station"], "fact": name, "value": _said(value)}
        for row in rows
        for name, value in _changed(row).items()
    ]


async def lists(account: UUID) -> Rows:
    """The lists that the account sent: those that landed with what came of them."""
    landed = await StationBatch.select().where(StationBatch.account == account)
    sent = await StationList.select().where(
        (StationList.account == account) & StationList.batch.is_null()
    )
    counts = ("added", "changed", "refused")
    rows = [
        {
            "at": row.get("imported_at") or row["sent_at"],
            "file": row["file_name"],
            "source": row["source"],
            **{one: row.get(one) for one in counts},
        }
        for row in (*landed, *sent)
    ]
    return sorted(rows, key=lambda row: row["at"])


async def photos(account: UUID) -> Rows:
    """What the account decided of riders' photos; not the photos, which are the riders'."""
    rows = (
        await PhotoDecision.select()
        .where(PhotoDecision.account == account)
        .order_by(PhotoDecision.decided_at)
    )
    return [
        {"at": row["decided_at"], "station": row["station"], "decision": row["kind"]}
        for row in rows
    ]


def _reported(row: Mapping[str, Any], given: Mapping[str, Any] | None) -> dict[str, object]:
    over = ended(row)
    return {
        "at": row["reported_at"],
        "station": row["station"],
        "kind": row["kind"],
        "amenity": row["amenity"],
        "words": words_of(row),
        "answer": given["kind"] if given else over and over.kind,
        "answerWords": answer_of(given) if given else "",
        "answeredAt": given["answered_at"] if given else over and over.at,
    }


def _changed(row: Mapping[str, Any]) -> dict[str, Any]:
    before, after = (
        msgspec.json.decode(row[one]) if row[one] else {} for one in ("before", "after")
    )
    return {name: value for name, value in after.items() if before.get(name) != value}


def _said(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
