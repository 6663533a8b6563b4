"""What a body may be: JSON where an operation takes JSON, whatever the caller calls it.

Litestar reads any body as JSON there, and a form of another site's page may send one as
text/plain without a browser asking us first (WHATWG Fetch, CORS-safelisted request headers).
"""

from http import HTTPStatus
from typing import Any, Final

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException, SerializationException
from litestar.handlers import BaseRouteHandler
from litestar.params import BodyKwarg

_JSON: Final = RequestEncodingType.JSON.value


UNSUPPORTED: Final = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


async def expect_json(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """Stand before every operation, as a guard of the whole application.

    Async for the reason that `expect_known_parameters` tells.

    Raises:
        HTTPException: 415; the operation takes JSON, and the request does not say that it is.
    """
    kind, _, _ = connection.headers.get("content-type", "").partition(";")
    if takes_json(handler) and kind.strip().lower() != _JSON:
        raise HTTPException(status_code=UNSUPPORTED)


class Asked(Request[Any, Any, Any]):
    """A request whose body may be anything at all."""

    async def json(self) -> Any:
        """The body as JSON.

        Raises:
            SerializationException: it is none. Litestar would let bytes that are no text, and
                brackets within brackets by the thousand, pass for a fault of ours.
        """
        try:
            return await super().json()
        except (UnicodeDecodeError, RecursionError) as error:
            raise SerializationException(type(error).__name__) from error


def takes_json(handler: BaseRouteHandler) -> bool:
    """Whether the handler has `data: JSONBody[...]`."""
    field = handler.parsed_data_field
    kind = field.kwarg_definition if field else None
    return isinstance(kind, BodyKwarg) and kind.media_type == _JSON
