"""What scenes keep of persons: who changed one, and who looked whether it is so."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Section, columns
from xiangyi.features.scenes.tables import SceneRevision, SceneVerification

_FIELDS: Final = (
    Field(
        field="scene_work",
        name_zh="您对小区、楼宇进门办法的改动和核对",
        name_en="What you changed or verified of how to get into a place",
        purpose_zh="每次改动、核对都查得到是谁做的，也好退回去。",
        purpose_en="So that each change and each look can be traced and put back.",
        retention_zh="一直保留，只记随机编号。",
        retention_en="Kept, by a random number only.",
    ),
)


async def export(account: UUID) -> list[Section]:
    """What the account changed and verified."""
    changes = (
        await SceneRevision.select(SceneRevision.made_at, SceneRevision.scene.name)
        .where(SceneRevision.account == account)
        .order_by(SceneRevision.made_at)
    )
    looks = (
        await SceneVerification.select(SceneVerification.verified_at, SceneVerification.scene.name)
        .where(SceneVerification.account == account)
        .order_by(SceneVerification.verified_at)
    )
    headings = {"at": "时间", "scene": "地方"}
    return [
        Section(
            "scene_changes",
            "进门办法的改动",
            headings,
            [{"at": row["made_at"], "scene": row["scene.name"]} for row in changes],
        ),
        Section(
            "scene_verifications",
            "进门办法的核对",
            headings,
            [{"at": row["verified_at"], "scene": row["scene.name"]} for row in looks],
        ),
    ]


async def erase(account: UUID, _: datetime) -> None:
    """What was said of a scene keeps its random id, as it has to be traced."""


PERSONAL: Final = Keeper(
    feature="scenes",
    export=export,
    erase=erase,
    fields=_FIELDS,
    accounts=(*columns(SceneRevision, "account"), *columns(SceneVerification, "account")),
)
