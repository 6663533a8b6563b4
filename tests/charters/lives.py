"""Somebody who published a charter and was writing its next version."""

from datetime import datetime
from uuid import UUID, uuid4

from msgspec import json

from xiangyi.core.db import run
from xiangyi.features.charters.tables import Charter, CharterVersion

#: In a draft, which goes with whoever wrote it.
UNPUBLISHED = "小明家门口不停车"


async def charters(account: UUID, division: str, *, now: datetime) -> None:
    """Of the meeting whose record they wrote."""
    [row] = await run(
        "SELECT consultation FROM meeting_record WHERE written_by = {} LIMIT 1", account
    )
    charter = uuid4()
    await Charter.insert(Charter(id=charter, kind="compact", title="停车公约", division=division))
    for number, words in ((1, "车停在线内"), (None, UNPUBLISHED)):
        published = number is not None
        await CharterVersion.insert(
            CharterVersion(
                id=uuid4(),
                charter=charter,
                number=number,
                state="published" if published else "draft",
                articles=json.encode([{"id": uuid4(), "words": words}]).decode(),
                consultation=row["consultation"],
                item=uuid4(),
                since_on=now.date(),
                revision=1,
                written_by=account,
                written_at=now,
                published_by=account if published else None,
                published_at=now if published else None,
            )
        )
