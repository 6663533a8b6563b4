"""Which pictures everybody sees because a scene's guide has them."""

from xiangyi.core.db import run


async def shows(digest: str) -> bool:
    """Whether a picture is in the guide of a scene that stands."""
    return bool(
        await run(
            "SELECT 1 FROM photo JOIN scene ON scene.guide_photo = photo.id"
            " WHERE photo.digest = {} AND scene.closed_at IS NULL LIMIT 1",
            digest,
        )
    )
