"""What a query may hold: the operation's own parameters, each as often as it means something.

Litestar passes over what it does not know and takes the last of two, so that `openow=true`
would be answered as if every station were open.
"""

from collections.abc import Callable
from typing import Any, Final
from weakref import WeakKeyDictionary

from litestar.connection import ASGIConnection
from litestar.exceptions import ValidationException
from litestar.handlers import BaseRouteHandler
from litestar.params import QueryParameter
from msgspec import Struct

#: As much of a stranger's word as is told back.
_MOST_TOLD = 64


class Parameter(Struct, frozen=True):
    """One parameter by the name that callers use."""

    name: str
    many: bool
    needed: bool


async def expect_known_parameters(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """Stand before every operation, as a guard of the whole application.

    It awaits nothing, but Litestar would ask a plain function in a thread, which takes longer
    than the guard.

    Raises:
        ValidationException: naming each parameter that is unknown, given twice or missing.
    """
    wanted = {one.name: one for one in parameters_of(handler).values()}
    given = connection.query_params.dict()
    faults = [
        {"key": name[:_MOST_TOLD], "message": "unknown" if name not in wanted else "given twice"}
        for name, values in given.items()
        if name not in wanted or (len(values) > 1 and not wanted[name].many)
    ]
    faults += [
        {"key": one.name, "message": "missing"}
        for one in wanted.values()
        if one.needed and one.name not in given
    ]
    if faults:
        raise ValidationException(extra=faults)


def parameters_of(handler: BaseRouteHandler) -> dict[str, Parameter]:
    """The query's parameters by the name that the handler's function gives them."""
    known = _KNOWN.get(handler.fn)
    if known is None:
        known = _KNOWN[handler.fn] = {
            name: Parameter(
                name=field.kwarg_definition.name or name,
                many=field.is_non_string_sequence,
                needed=field.is_required,
            )
            for name, field in handler.parsed_fn_signature.parameters.items()
            if isinstance(field.kwarg_definition, QueryParameter)
        }
    return known


#: Weakly, as what Litestar makes for OPTIONS holds the whole application.
_KNOWN: Final[WeakKeyDictionary[Callable[..., Any], dict[str, Parameter]]] = WeakKeyDictionary()
