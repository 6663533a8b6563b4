"""What is kept of what somebody said of scenes, for themselves to read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from xiangyi.features.scenes.tables import SceneRevision


async def changes(account: UUID) -> list[dict[str, object]]:
    """What the account let scenes be from then on, a row for each fact."""
    rows = (
        await SceneRevision.select(*SceneRevision.all_columns(), SceneRevision.scene.name)
        .where(SceneRevision.account == account)
        .order_by(SceneRevision.made_at, SceneRevision.number)
    )
    return [
        {"at": row["made_at"], "scene": row["scene.name"], "fact": name, "value": _said(value)}
        for row in rows
        for name, value in _changed(row).items()
    ]


def _changed(row: Mapping[str, Any]) -> dict[str, Any]:
    before, after = (
        msgspec.json.decode(row[one]) if row[one] else {} for one in ("before", "after")
    )
    return {name: value for name, value in after.items() if before.get(name) != value}


def _said(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
