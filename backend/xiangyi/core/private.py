"""A picture or a sound for whoever may have it, and for no store on the way."""

from typing import Annotated, Final

from litestar import Response
from litestar.openapi import ResponseSpec
from litestar.params import QueryParameter

WEBP: Final = "image/webp"
#: Tells OpenAPI that an operation answers with a picture.
PICTURE: Final = {200: ResponseSpec(bytes, media_type=WEBP, generate_examples=False)}
#: The same of a sound.
SOUND: Final = {200: ResponseSpec(bytes, media_type="audio/*", generate_examples=False)}
Small = Annotated[bool, QueryParameter(description="320 pixels instead of 1280 at the most")]


def privately(picture: bytes) -> Response[bytes]:
    """Answer with a picture that no cache keeps, neither on the way nor in the browser."""
    return Response(picture, media_type=WEBP, headers={"Cache-Control": "private, no-store"})


def unplayed(sound: bytes, kind: str, name: str) -> Response[bytes]:
    """Answer with a sound as it came, a file to save, which no page of ours runs or plays itself.

    The app fetches it and plays what it has then.
    """
    return Response(
        sound,
        media_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{kind.removeprefix("audio/")}"',
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
