"""The lines of service that records are made of, as volunteering has counted them."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.core.sealing import unseal_some
from xiangyi.features.identity.service import persons
from xiangyi.features.records.schemas import RecordLine
from xiangyi.features.stations.service import standing
from xiangyi.features.volunteering.schemas import MeetingPlace
from xiangyi.features.volunteering.service import unposted
from xiangyi.features.volunteering.service.telling import where

Row = dict[str, Any]

#: As what the national system's reason is sealed.
REASON: Final = "sync_reason"
#: Three stays on each day of ninety years: more than anybody serves, or begins at one moment.
MOST: Final = 100_000
#: So many of an organisation's are looked up at once, or as many as begin at one moment.
_PART: Final = 5_000
_MOMENT: Final = timedelta(microseconds=1)
_ABOUT: Final = (
    " s.starts_at, s.ends_at, s.lead, s.activity, a.kind, a.title, a.about, a.beneficiaries,"
    " a.place, a.station, o.name AS organisation, y.state AS sync, y.reason"
)
_JOINED: Final = (
    " JOIN activity_shift s ON s.id = t.shift JOIN volunteer_activity a ON a.id = s.activity"
    " JOIN organisation o ON o.id = a.organisation LEFT JOIN record_sync y ON y.line = t.id"
    # What no line of the ledger is of, nobody has served.
    " JOIN ledger_posting q ON q.id = t.id"
)
_STAYS: Final = (
    "SELECT t.id AS line, t.shift, t.account, t.minutes, t.service_class, t.confirmed_at,"  # noqa: S608  # ours
    f" t.counted_at AS recorded_at, t.decided_by,{_ABOUT} FROM shift_presence t{_JOINED}"
    " WHERE t.state = 'counted' AND t.account IS NOT NULL AND {which}"
    " ORDER BY s.starts_at DESC, t.id LIMIT {{}}"
)
_CLAIMS: Final = (
    "SELECT t.id AS line, t.shift, t.account, t.minutes, t.service_class, t.corrects,"  # noqa: S608  # ours
    f" t.decided_at AS recorded_at, t.decided_by,{_ABOUT} FROM service_claim t{_JOINED}"
    " WHERE t.state = 'accepted' AND t.account IS NOT NULL AND {which}"
    " ORDER BY s.starts_at DESC, t.id LIMIT {{}}"
)
_OF_ORGANISATION: Final = "a.organisation = {} AND s.starts_at >= {} AND s.starts_at < {}"


async def found(which: str, *args: object, most: int = MOST) -> list[Row]:
    """Those for which a condition holds on `t`, `s`, `a` or `y`, the latest first.

    Call it as of one moment.
    """
    rows: list[Row] = [
        *await run(_STAYS.format(which=which), *args, most),
        *await run(_CLAIMS.format(which=which), *args, most),
    ]
    rows.sort(key=lambda row: (row["starts_at"], row["recorded_at"], row["line"]), reverse=True)
    return rows[:most]


async def of_organisation(
    organisation: UUID, since: datetime, until: datetime
) -> AsyncIterator[list[Row]]:
    """All of a stretch of time, however many, the latest first and not too many at once.

    Go through it as of one moment.
    """
    while True:
        rows = await found(_OF_ORGANISATION, organisation, since, until, most=_PART + 1)
        if len(rows) <= _PART:
            yield rows
            return
        # Of those that begin the first there may be more.
        first = rows[-1]["starts_at"]
        until = first + _MOMENT
        rows = [row for row in rows if row["starts_at"] > first]
        if not rows:
            rows = await found(_OF_ORGANISATION, organisation, first, until)
            until = first
        yield rows


async def shown(rows: Sequence[Row]) -> list[RecordLine]:
    """As its person reads them."""
    masks = await persons.masks(
        {row[who] for row in rows for who in ("lead", "decided_by") if row[who]}
    )
    stations = await standing.places({row["station"] for row in rows if row["station"]})
    names = {id_: one.name for id_, one in stations.items()}
    confirmed = await unposted.releases_of(row["line"] for row in rows if row.get("confirmed_at"))

    def name(account: UUID | None) -> str:
        mask = account and masks.get(account)
        return (mask and (mask.name or mask.phone)) or ""

    return [
        RecordLine(
            line=row["line"],
            corrects=row.get("corrects"),
            activity=row["activity"],
            shift=row["shift"],
            kind=row["kind"],
            title=row["title"],
            about=row["about"],
            beneficiaries=row["beneficiaries"],
            place=where(MeetingPlace(words=row["place"], station=row["station"]), names),
            organisation=row["organisation"],
            in_charge=name(row["lead"]),
            recorded_by=name(row["decided_by"]),
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            minutes=row["minutes"],
            service_class=row["service_class"] or "backfilled",
            confirmed=row["line"] in confirmed,
            recorded_at=row["recorded_at"],
            sync=row["sync"] or "pending",
            sync_reason=unseal_some(row["reason"], owner=row["line"], field=REASON),
        )
        for row in rows
    ]
