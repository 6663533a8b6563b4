"""Somebody with a phone to knock on, who sends another to a meeting, and serves: all is sealed."""

from datetime import datetime
from uuid import UUID, uuid4

from msgspec import convert
from tests.benefits.lives import has_vouchers
from tests.cases.lives import asks
from tests.consultations.lives import attends, has_guest
from tests.consultations.makers import facts as consultation
from tests.documents.lives import has_paper
from tests.reconciliation.lives import reconciled
from tests.records.lives import recorded
from tests.stations.makers import CHANGSHA
from tests.volunteering.hours_lives import served

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.core.sealing import seal
from xiangyi.features.consultations.schemas import ConsultationFacts
from xiangyi.features.consultations.service import keeping
from xiangyi.features.consultations.service.tallying import sealed
from xiangyi.features.consultations.tables import ConsultationAnswer
from xiangyi.features.consultations.tables.polls import MeetingPoll
from xiangyi.features.notifications.tables import PushSubscription


async def called_together(account: UUID, *, now: datetime) -> None:
    """With a phone to knock on, somebody to send to a meeting, and hours that are doubted."""
    phone = uuid4()
    endpoint = seal("https://push.example/1", owner=phone, field="endpoint")
    await PushSubscription.insert(
        PushSubscription(
            id=phone,
            account=account,
            endpoint=endpoint,
            endpoint_hash=b"h",
            vapid_key="v",
            made_at=now,
            renewed_at=now,
        )
    )
    told = convert(
        consultation(division=CHANGSHA, invited={"division": CHANGSHA}), ConsultationFacts
    )
    meeting = uuid4()
    async with atomic():
        await keeping.draft(Asker(account=account, device=uuid4()), meeting, told, now=now)
    await ConsultationAnswer.insert(
        ConsultationAnswer(
            consultation=meeting,
            account=account,
            answer="sending",
            delegate=seal("李师傅", owner=account, field="delegate"),
            answered_at=now,
        )
    )
    poll = uuid4()
    await MeetingPoll.insert(
        MeetingPoll(
            id=poll,
            consultation=meeting,
            item=uuid4(),
            question="停哪儿",
            options="[]",
            secret=True,
            state="open",
            opened_by=account,
            opened_at=now,
            tally=sealed(poll, [1, 0, 0]),
        )
    )
    host = await served(account, CHANGSHA, now=now)
    await has_paper(account, host, now=now)
    await recorded(account, now=now)
    await asks(account, CHANGSHA, now=now)
    await attends(account, CHANGSHA, now=now)
    await has_guest(account, CHANGSHA, now=now)
    await has_vouchers(account, host, CHANGSHA, why="", now=now)
    await reconciled(account, host, now=now)
