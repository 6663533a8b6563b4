"""What somebody leaves in records: what was said of them, what they found wrong, where it went."""

from datetime import datetime
from uuid import UUID, uuid4

from xiangyi.core.sealing import seal
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.records.service import disputes, due, entering, lines
from xiangyi.features.records.tables import (
    RecordDispute,
    RecordEntry,
    RecordSettlement,
    RecordSync,
    RecordWitness,
)
from xiangyi.features.volunteering.tables import ActivityShift

#: Of a training, who gave it, what was wrong, what was answered, why nothing counts, why it came
#: back.
SAID_OF_RECORDS = TAUGHT, TEACHER, WRONG, STAYS, NOTHING, RETURNED = (
    "小明学会了心肺复苏",
    "小明的师傅",
    "小明多待了半小时",
    "没看到小明多待",
    "小明没有来",
    "小明的身份证号对不上",
)


async def recorded(account: UUID, *, now: datetime) -> None:
    """A training, a dispute in which another bore witness, a seat without minutes, a line sent.

    They have served in a shift.
    """
    shift = await ActivityShift.select(
        ActivityShift.id, ActivityShift.activity.organisation
    ).first()
    assert shift is not None
    host = shift["activity.organisation"]
    assert await Organisation.exists().where(Organisation.id == host)
    entry, dispute, signup, line = (uuid4() for _ in range(4))
    await RecordEntry.insert(
        RecordEntry(
            id=entry,
            account=account,
            organisation=host,
            kind="training",
            words=seal(TAUGHT, owner=entry, field=entering.WORDS),
            given_by=seal(TEACHER, owner=entry, field=entering.GIVEN_BY),
            minutes=60,
            on=now.date(),
            entered_by=uuid4(),
            entered_at=now,
        )
    )
    await RecordDispute.insert(
        RecordDispute(
            id=dispute,
            shift=shift["id"],
            account=account,
            kind="missing",
            minutes=30,
            words=seal(WRONG, owner=dispute, field=disputes.WORDS),
            level="host",
            said_at=now,
            answer="kept",
            answered_by=uuid4(),
            answered_at=now,
            why=seal(STAYS, owner=dispute, field=disputes.WHY),
        )
    )
    await RecordWitness.insert(
        RecordWitness(id=uuid4(), dispute=dispute, account=account, saw=True, said_at=now)
    )
    await RecordSettlement.insert(
        RecordSettlement(
            signup=signup,
            account=account,
            settled_by=uuid4(),
            settled_at=now,
            why=seal(NOTHING, owner=signup, field=due.WHY),
        )
    )
    await RecordSync.insert(
        RecordSync(
            line=line,
            account=account,
            state="rejected",
            batch=uuid4(),
            reason=seal(RETURNED, owner=line, field=lines.REASON),
            changed_at=now,
        )
    )
