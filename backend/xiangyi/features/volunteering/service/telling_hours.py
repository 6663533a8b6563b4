"""What people are told of minutes of theirs that a second person has decided on."""

from datetime import datetime, timedelta
from typing import Any, Final

from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying
from xiangyi.features.volunteering.service.grounds import Ground

#: Later it is old news.
_NEWS: Final = timedelta(days=14)


async def decided(row: dict[str, Any], ground: Ground, *, yes: bool, now: datetime) -> None:
    """Tell whoever a claim or a long day is of what came of it, in the caller's transaction.

    Why not is sealed where it lies, and so read on the page only.
    """
    await notifying.notify(
        Telling(
            kind=f"record.{_word(row, yes=yes)}",
            topic="volunteering",
            thread=f"claim/{row['id']}/decided",
            link="/me/record",
            facts={"title": ground.title},
            audience=Audience(groups=(Group(accounts=(row["account"],)),)),
            ends_at=now + _NEWS,
        ),
        now=now,
    )


def _word(row: dict[str, Any], *, yes: bool) -> str:
    if row["minutes"] > 0:
        return "added" if yes else "not_added"
    if not yes:
        return "not_taken"
    return "taken_absent" if row["false_presence"] else "taken"
