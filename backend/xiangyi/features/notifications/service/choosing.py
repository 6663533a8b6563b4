"""What somebody wants to be knocked for, topic by topic."""

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.identity.errors import ActingForRefused
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.notifications.rules.words import TOPICS
from xiangyi.features.notifications.schemas import TopicSetting, TopicSettings
from xiangyi.features.notifications.tables import NoticeSetting


async def settings(asker: Asker) -> TopicSettings:
    """What holds for each topic; both defaults where nothing was chosen."""
    rows = await NoticeSetting.select().where(NoticeSetting.account == asker.account)
    chosen = {row["topic"]: row for row in rows}
    return TopicSettings(
        [
            TopicSetting(topic, chosen[topic]["push"], chosen[topic]["anytime"])
            if topic in chosen
            else TopicSetting(topic, push=True, anytime=False)
            for topic in TOPICS
        ]
    )


async def choose(asker: Asker, chosen: TopicSettings) -> TopicSettings:
    """Keep what is chosen for the topics that are named; the others stay.

    Raises:
        ActingForRefused: a clerk asks for somebody whose phone it is not.
    """
    if asker.acting_for:
        raise ActingForRefused
    async with atomic():
        await hold(asker.account)
        for one in chosen.topics:
            await run(
                "INSERT INTO notice_setting (account, topic, push, anytime) VALUES ({}, {}, {}, {})"
                " ON CONFLICT (account, topic) DO UPDATE SET push = EXCLUDED.push,"
                " anytime = EXCLUDED.anytime",
                *(asker.account, one.topic, one.push, one.anytime),
            )
    return await settings(asker)
