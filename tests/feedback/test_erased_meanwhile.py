"""Words that are on their way while their writer is erased."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in

from xiangyi.core.asking import Asker, SignInNeeded
from xiangyi.features.feedback.schemas import Saying
from xiangyi.features.feedback.service import saying
from xiangyi.features.feedback.tables import Feedback
from xiangyi.features.identity.jobs import erasing
from xiangyi.keepers import KEEPERS


async def test_nothing_is_kept_for_somebody_who_is_no_more(api, clock, settings):
    person = await signed_in("13812340126", now=clock())
    asker = Asker(account=person.account, device=person.device)
    assert (await api.put("/api/me/deletion", headers=person.headers)).status_code == 200
    clock.now += timedelta(days=9)
    await erasing(KEEPERS)(settings, clock)
    said = Saying(kind="complaint", words="字太小")
    with pytest.raises(SignInNeeded):
        await saying.say(asker, uuid4(), said, address="", now=clock())
    assert await Feedback.count() == 0
