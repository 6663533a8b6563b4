"""Calendar files (RFC 5545) by the icalendar package, which folds lines between characters."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from icalendar import Alarm, Calendar, Event
from msgspec import Struct


class Entry(Struct, frozen=True, kw_only=True):
    """One meeting or shift in a calendar.

    Attributes:
        sequence: grows with each change, so that a calendar takes the later one.
    """

    id: UUID
    title: str
    about: str
    starts_at: datetime
    ends_at: datetime
    place: str
    lon: float | None
    lat: float | None
    url: str
    cancelled: bool
    sequence: int
    changed_at: datetime


def calendar(entries: Sequence[Entry], *, name: str = "") -> bytes:
    """A calendar of these, with a reminder an hour before each."""
    made = Calendar()
    made.add("prodid", "-//Xiangyi//湘驿//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    if name:
        made.add("x-wr-calname", name)
        made.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for entry in entries:
        made.add_component(_event(entry))
    content: bytes = made.to_ical()
    return content


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@xiangyi")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.title)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.about:
        event.add("description", entry.about)
    if entry.place:
        event.add("location", entry.place)
    if entry.lon is not None and entry.lat is not None:
        event.add("geo", (entry.lat, entry.lon))
    if entry.url:
        event.add("url", entry.url)
    if not entry.cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", timedelta(hours=-1))
        event.add_component(alarm)
    return event
