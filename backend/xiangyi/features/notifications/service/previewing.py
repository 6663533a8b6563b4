"""What would be told, before it is: how many, who for instance, and when they hear of it."""

from collections import Counter
from datetime import datetime
from typing import Final

from xiangyi.features.identity.service import persons
from xiangyi.features.notifications.adapters import audience as people
from xiangyi.features.notifications.rules.quiet import heard_at
from xiangyi.features.notifications.rules.words import Topic, Urgency
from xiangyi.features.notifications.schemas import Audience, Hearing, Reach
from xiangyi.features.notifications.service.notifying import expect_somebody

_SAMPLE: Final = 5


async def size(audience: Audience, topic: Topic) -> tuple[int, int]:
    """How many people it has, and how many phones besides on which nobody has signed in."""
    return await people.count(audience), await people.count_watchers(audience, topic)


async def reach(
    audience: Audience,
    topic: Topic,
    urgency: Urgency,
    *,
    at: datetime,
    known_by: datetime | None = None,
) -> Reach:
    """Whom the audience has, were it told at `at`; asked the same way as it is told.

    Raises:
        AudienceEmpty: a group says nothing of whom it means.
    """
    expect_somebody(audience)
    sample = await people.page(audience, after=None, most=_SAMPLE)
    masks = await persons.masks({one.account for one in sample})
    pushed = await people.pushed(audience, topic)
    hear, later = Counter({at: pushed.anytime}), heard_at(at, urgency, known_by=known_by)
    hear[later] += pushed.quietly
    phones = await people.count_watchers(audience, topic)
    return Reach(
        people=await people.count(audience),
        sample=[mask.name or mask.phone or "" for mask in masks.values()],
        pushed=pushed.anytime + pushed.quietly,
        phones=phones,
        hear=[
            Hearing(when, number, besides)
            for when, number in sorted(hear.items())
            if number + (besides := phones if when == later else 0)
        ],
    )
