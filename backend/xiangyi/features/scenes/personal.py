"""What scenes keep of persons: who changed one, and who looked whether it is so."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Section, columns
from xiangyi.features.scenes.service import forgetting, remembering
from xiangyi.features.scenes.tables import Scene, SceneRevision, SceneVerification

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
    Field(
        field="scene_words",
        name_zh="您写的进门办法",
        name_en="What you wrote of how to get in",
        purpose_zh="给骑手看，比如找哪个门、打哪个电话，人人都看得到，请别写私人的事。",
        purpose_en="For riders, such as which gate or whom to call. Everybody can read it:"
        " write nothing private.",
        retention_zh="您注销时，改掉的旧话和停用的地方里您写的话删除；还在用的留着，要去掉请先改。",
        retention_en="When you close your account, words since replaced are erased, and those of"
        " places no longer shown. What still stands stays: change it first if it should go.",
        optional=True,
    ),
)


async def export(account: UUID) -> list[Section]:
    """What the account changed and verified."""
    looks = (
        await SceneVerification.select(
            SceneVerification.verified_at,
            SceneVerification.withdrawn_at,
            SceneVerification.scene.name,
        )
        .where(SceneVerification.account == account)
        .order_by(SceneVerification.verified_at)
    )
    headings = {"at": "时间", "scene": "地方"}
    return [
        Section(
            "scene_changes",
            "进门办法的改动",
            headings | {"fact": "哪一项", "value": "改成"},
            await remembering.changes(account),
            words={"fact": _FACTS},
        ),
        Section(
            "scene_verifications",
            "进门办法的核对",
            headings | {"takenBackAt": "收回时间"},
            [
                {
                    "at": row["verified_at"],
                    "scene": row["scene.name"],
                    "takenBackAt": row["withdrawn_at"],
                }
                for row in looks
            ],
        ),
    ]


async def erase(account: UUID, _: datetime) -> None:
    """Erase what was written and no longer stands; who changed what is traced by a random id."""
    await forgetting.forget_of(account)


_FACTS: Final = {
    "name": "名称",
    "kind": "类型",
    "division": "区划",
    "lon": "经度",
    "lat": "纬度",
    "address": "地址",
    "organisation": "负责单位",
    "responsible": "谁负责",
    "gatePhone": "门口电话",
    "gateWords": "怎么说",
    "entrances": "门",
    "parking": "临时停车",
    "pickup": "取放点",
    "lift": "电梯",
    "basement": "地下车库",
    "guide": "楼怎么找",
    "power": "充电",
    "toilets": "厕所",
    "meals": "吃饭",
    "lodging": "住宿",
}
PERSONAL: Final = Keeper(
    feature="scenes",
    export=export,
    erase=erase,
    unname=forgetting.forget_number,
    fields=_FIELDS,
    accounts=(*columns(SceneRevision, "account"), *columns(SceneVerification, "account")),
    open=(*columns(Scene, "name", "facts"), *columns(SceneRevision, "before", "after")),
)
