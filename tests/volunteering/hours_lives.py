"""What somebody leaves of their hours: scans, ticks, stays, and what was said of them, sealed."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from xiangyi.core.sealing import seal
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.volunteering.service import claiming, presences
from xiangyi.features.volunteering.tables import ActivityShift, ShiftSignup, VolunteerActivity
from xiangyi.features.volunteering.tables.hours import (
    LateTick,
    ServiceClaim,
    ShiftPresence,
    ShiftScan,
    ShiftTick,
)

#: Why there were minutes, why not, and why a day was too long.
SAID_OF_HOURS = EVIDENCE, NOT_SEEN, TOO_LONG = "小明收的扫把", "没人见过小明", "小明一天干了十小时"


async def served(account: UUID, division: str, *, now: datetime) -> UUID:
    """They came and went, were ticked, and claimed what nobody believed; the host's id."""
    host, activity, shift, signup = (uuid4() for _ in range(4))
    await Organisation.insert(
        Organisation(id=host, kind="committee", name=str(host), home=division, changed_at=now)
    )
    await VolunteerActivity.insert(
        VolunteerActivity(
            id=activity,
            kind="cleaning",
            title="扫楼道",
            division=division,
            organisation=host,
            state="approved",
            revision=1,
            drafted_by=uuid4(),
            approved_at=now,
        )
    )
    began = now - timedelta(days=1)
    times = {"starts_at": began, "ends_at": began + timedelta(hours=10)}
    await ActivityShift.insert(
        ActivityShift(id=shift, activity=activity, capacity=5, lead=uuid4(), **times)
    )
    of_them = {"shift": shift, "account": account}
    await ShiftSignup.insert(ShiftSignup(id=signup, state="signed", at=began, turn=1, **of_them))
    await ShiftTick.insert(ShiftTick(signup=signup, ticked_by=uuid4(), ticked_at=began))
    late = {"there": True, "ticked_by": uuid4(), "ticked_at": began, "received_at": now}
    await LateTick.insert(LateTick(signup=signup, **late))
    scan = {"step": 1, "received_at": began, "how": "qr", "on_time": True}
    await ShiftScan.insert(ShiftScan(id=uuid4(), phase="in", **scan, **of_them))
    stay, claim = uuid4(), uuid4()
    await ShiftPresence.insert(
        ShiftPresence(
            id=stay,
            day=began.date(),
            came_at=began,
            came_on_time=True,
            left_at=began + timedelta(hours=10),
            left_on_time=True,
            state="refused",
            minutes=600,
            service_class="verified",
            why=seal(TOO_LONG, owner=stay, field=presences.WHY),
            **of_them,
        )
    )
    await ServiceClaim.insert(
        ServiceClaim(
            id=claim,
            minutes=60,
            evidence=seal(EVIDENCE, owner=claim, field=claiming.EVIDENCE),
            state="refused",
            claimed_by=account,
            claimed_at=now,
            why=seal(NOT_SEEN, owner=claim, field=claiming.WHY),
            **of_them,
        )
    )
    return host
