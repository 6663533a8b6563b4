"""Volunteers who stand before their leads with a seat each, and have not come yet."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from xiangyi.core import codes
from xiangyi.core.bulk import append_rows
from xiangyi.core.clock import SHANGHAI, utc_now
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.core.sealing import seal
from xiangyi.features.identity.adapters import tokens
from xiangyi.features.identity.service.codes import phone_hash
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.volunteering.tables import ActivityShift, VolunteerActivity

#: As many as read one lead's codes, and how long they serve.
EACH: Final = 200
LASTS: Final = timedelta(hours=3)
#: Between requests in a file: what no request has.
END: Final = b"\0"

Row = tuple[Any, ...]


class Volunteer(Struct, frozen=True):
    account: UUID
    device: UUID
    shift: UUID


class Square:
    """So many, in the database in use, in the shifts of any of its organisations.

    Args:
        starts_at: when all of the shifts begin.
        now: as of when everybody has signed in.
    """

    def __init__(self, volunteers: int, *, starts_at: datetime, now: datetime) -> None:
        self._starts_at, self._now = starts_at, now
        self._shifts = [uuid4() for _ in range(-(-volunteers // EACH))]
        self.volunteers = [
            Volunteer(uuid4(), uuid4(), self._shifts[number // EACH])
            for number in range(volunteers)
        ]
        self._left = iter(self.volunteers)

    async def come(self) -> None:
        await self._organise()
        everybody = self.volunteers
        tables = {
            ("account", ("id", "made_at", "phone", "phone_hash")): self._accounts(),
            ("device", ("id", "account", "way", "signed_in_at", "turn", "turned_at")): (
                (one.device, one.account, "code", self._now, 0, self._now) for one in everybody
            ),
            ("shift_signup", ("id", "shift", "account", "state", "at", "turn", "reserved")): (
                (uuid4(), one.shift, one.account, "signed", self._now, number % EACH, False)
                for number, one in enumerate(everybody)
            ),
        }
        async with atomic():
            for (table, columns), rows in tables.items():
                await append_rows(table, columns, list(rows))
        if is_postgres():
            await run("ANALYZE")

    async def have_come(self) -> None:
        """Everybody has been there since it began, which a scan in time has proved."""
        day = self._starts_at.astimezone(SHANGHAI).date()
        columns = ("id", "shift", "account", "day", "came_at", "came_on_time", "state", "minutes")
        rows = [
            (uuid4(), one.shift, one.account, day, self._starts_at, True, "open", 0)
            for one in self.volunteers
        ]
        scans = ("id", "shift", "account", "phase", "step", "received_at", "how", "on_time")
        step = codes.step_at(self._starts_at)
        read = [
            (uuid4(), one.shift, one.account, "in", step, self._starts_at, "qr", True)
            for one in self.volunteers
        ]
        async with atomic():
            await append_rows("shift_presence", columns, rows)
            await append_rows("shift_scan", scans, read)

    def token_of(self, one: Volunteer) -> str:
        """As their phone has just fetched it."""
        return tokens.issue(one.account, one.device, now=utc_now())[0]

    def code_of(self, one: Volunteer, phase: codes.Phase) -> str:
        """What their lead shows when the shift begins, or when it ends."""
        moment = self._starts_at if phase == "in" else self._starts_at + LASTS
        return codes.shown(one.shift, 1, phase, codes.step_at(moment)).text

    def requests(self, count: int) -> bytes:
        """The whole requests by which so many come, of whom nobody has come before."""
        return END.join(self._request(one) for one in islice(self._left, count))

    def _request(self, one: Volunteer) -> bytes:
        body = msgspec.json.encode({"token": self.code_of(one, "in")})
        return (
            f"PUT /api/scans/{uuid4()} HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {self.token_of(one)}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    async def _organise(self) -> None:
        host: Any = await Organisation.select(Organisation.id, Organisation.home).first()
        activity, writer = uuid4(), uuid4()
        await VolunteerActivity.insert(
            VolunteerActivity(
                id=activity,
                kind="cleaning",
                title="扫楼道",
                division=host["home"],
                organisation=host["id"],
                state="approved",
                revision=3,
                drafted_by=writer,
                approved_by=uuid4(),
                approved_at=self._now,
            )
        )
        await ActivityShift.insert(
            *(
                ActivityShift(
                    id=shift,
                    activity=activity,
                    starts_at=self._starts_at,
                    ends_at=self._starts_at + LASTS,
                    capacity=EACH,
                    lead=writer,
                )
                for shift in self._shifts
            )
        )

    def _accounts(self) -> Iterator[Row]:
        for number, one in enumerate(self.volunteers):
            phone = f"1542{number:07}"
            sealed = seal(phone, owner=one.account, field="phone")
            yield one.account, self._now, sealed, phone_hash(phone)
