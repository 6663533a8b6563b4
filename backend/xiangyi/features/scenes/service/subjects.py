"""What scenes are called in the record of who did what."""

from collections.abc import Collection
from uuid import UUID

from xiangyi.features.scenes.tables import Scene


async def scenes(ids: Collection[str]) -> dict[str, str]:
    """By id, closed ones too."""
    rows = await Scene.select(Scene.id, Scene.name).where(
        Scene.id.is_in([UUID(one) for one in ids])
    )
    return {str(row["id"]): row["name"] for row in rows}


NAMES = {"scene": scenes}
