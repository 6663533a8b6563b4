"""What everybody may read of activities: those that a second person has said yes to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.divisions import service as tree
from xiangyi.features.organisations import service as organisations
from xiangyi.features.stations.service import standing
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.rules.life import phase
from xiangyi.features.volunteering.rules.paging import Place, cursor_of, instant, micros
from xiangyi.features.volunteering.schemas import (
    ActivityCard,
    ActivityPage,
    MeetingPoint,
    MySignUps,
    ShiftCard,
    SignUpShown,
)
from xiangyi.features.volunteering.service import finding, seats, signing_up
from xiangyi.features.volunteering.service.finding import Wish
from xiangyi.features.volunteering.service.keeping import place_of
from xiangyi.features.volunteering.service.telling import where
from xiangyi.features.volunteering.tables import ActivityShift, VolunteerActivity

_PAGE: Final = 20


async def listed(
    asker: Asker | None, wish: Wish, *, after: Place | None, now: datetime
) -> ActivityPage:
    """Those to come or under way: by when they begin next, or from near to far.

    Raises:
        DivisionNotFound: the division is not known.
    """
    found = await finding.find(wish, after=after, limit=_PAGE, now=now)
    rows = await VolunteerActivity.select().where(
        VolunteerActivity.id.is_in(found.ids or [UUID(int=0)])
    )
    known = {row["id"]: row for row in rows}
    ordered = [known[id_] for id_ in found.ids if id_ in known]
    return ActivityPage(await cards(asker, ordered, found.metres, now=now), found.next)


async def card(asker: Asker | None, id_: UUID, *, now: datetime) -> ActivityCard:
    """One that a second person has said yes to, whatever became of it.

    Raises:
        ActivityNotFound: there is none.
    """
    row: dict[str, Any] | None = (
        await VolunteerActivity.select().where(VolunteerActivity.id == id_).first()
    )
    if row is None or row["approved_at"] is None:
        raise errors.ActivityNotFound
    return (await cards(asker, [row], now=now))[0]


async def mine(asker: Asker, *, before: Place | None) -> MySignUps:
    """For what the asker has signed up or waits, the latest shift first."""
    past, blanks = "", []
    if before:
        at = instant(before[0])
        past = " AND (u.starts_at, u.shift) < ({}, {})"
        blanks = [at, before[1]]
    rows = await run(
        "SELECT s.id AS shift, s.starts_at, s.ends_at, s.cancelled_at, a.id AS activity, a.kind,"  # noqa: S608  # ours
        " a.title, a.state, a.place, a.station, a.lon, a.lat, COALESCE(a.lon, t.lon) AS point_lon,"
        " COALESCE(a.lat, t.lat) AS point_lat FROM shift_signup u"
        " JOIN activity_shift s ON s.id = u.shift JOIN volunteer_activity a ON a.id = s.activity"
        f" LEFT JOIN station t ON t.id = a.station WHERE u.account = {{}}"
        f" AND u.state <> 'cancelled'{past} ORDER BY u.starts_at DESC, u.shift DESC LIMIT {{}}",
        *(asker.subject, *blanks, _PAGE + 1),
    )
    shown: list[dict[str, Any]] = rows[:_PAGE]
    places = await standing.places({row["station"] for row in shown if row["station"]})
    names = {id_: one.name for id_, one in places.items()}
    said = await signing_up.of_person(asker.subject, [row["shift"] for row in shown])
    return MySignUps(
        [
            SignUpShown(
                activity=row["activity"],
                shift=row["shift"],
                kind=row["kind"],
                title=row["title"],
                place=where(place_of(row), names),
                at=_point(row),
                starts_at=row["starts_at"],
                ends_at=row["ends_at"],
                cancelled=row["cancelled_at"] is not None or row["state"] == "cancelled",
                mine=said[row["shift"]],
            )
            for row in shown
            if row["shift"] in said
        ],
        cursor_of(micros(shown[-1]["starts_at"]), shown[-1]["shift"])
        if len(rows) > _PAGE
        else None,
    )


def _point(row: Mapping[str, Any]) -> MeetingPoint | None:
    if row["point_lon"] is None:
        return None
    return MeetingPoint(float(row["point_lon"]), float(row["point_lat"]))


async def cards(
    asker: Asker | None,
    rows: Sequence[dict[str, Any]],
    far: Mapping[UUID, int] | None = None,
    *,
    now: datetime,
) -> list[ActivityCard]:
    """As everybody sees them; `far`, how many metres away each is, where that is known."""
    names = await tree.names({row["division"] for row in rows})
    homes = await organisations.homes({row["organisation"] for row in rows})
    places = await standing.places({row["station"] for row in rows if row["station"]})
    shifts = await _shifts(asker, [row["id"] for row in rows])
    return [
        ActivityCard(
            id=row["id"],
            kind=row["kind"],
            title=row["title"],
            about=row["about"],
            division=row["division"],
            division_name=names[row["division"]],
            organisation=row["organisation"],
            organisation_name=homes[row["organisation"]].name,
            place=place_of(row),
            station_name=places[row["station"]].name if row["station"] else None,
            distance_m=(far or {}).get(row["id"]),
            phone=row["phone"],
            minimum_age=row["minimum_age"],
            insured=bool(row["insured"]),
            beneficiaries=row["beneficiaries"],
            opens_at=row["opens_at"],
            phase=phase(
                row["state"],
                row["opens_at"],
                [
                    (one.starts_at, one.ends_at)
                    for one in shifts[row["id"]]
                    if one.cancelled_at is None
                ],
                now=now,
            ),
            changed_at=row["changed_at"],
            cancelled_at=row["cancelled_at"],
            reason=row["reason"],
            shifts=shifts[row["id"]],
        )
        for row in rows
    ]


async def _shifts(asker: Asker | None, activities: Sequence[UUID]) -> dict[UUID, list[ShiftCard]]:
    rows = (
        await ActivityShift.select()
        .where(ActivityShift.activity.is_in(list(activities) or [UUID(int=0)]))
        .order_by(ActivityShift.starts_at, ActivityShift.id)
    )
    ids = [row["id"] for row in rows]
    taken = await seats.taken(ids)
    said = await signing_up.of_person(asker.subject, ids) if asker else {}
    found: dict[UUID, list[ShiftCard]] = {id_: [] for id_ in activities}
    for row in rows:
        found[row["activity"]].append(
            ShiftCard(
                id=row["id"],
                starts_at=row["starts_at"],
                ends_at=row["ends_at"],
                break_minutes=row["break_minutes"],
                capacity=row["capacity"],
                free=seats.free(row, taken[row["id"]]),
                waiting=taken[row["id"]].waiting,
                cancelled_at=row["cancelled_at"],
                mine=said.get(row["id"]),
            )
        )
    return found
